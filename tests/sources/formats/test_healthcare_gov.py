"""Reading the glossary of HealthCare.gov in two languages."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.catalogue import Source, source
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.registry import FORMATS
from bot.terms.model import NameKind, Site

FORMAT = FORMATS["healthcare-gov-glossary"]
ENGLISH, SPANISH = source("healthcare-gov"), source("healthcare-gov-es")

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def glossary_file(fixtures: Path) -> Path:
    """Three terms in English, one of them a draft more, and one in Spanish."""
    return fixtures / "healthcare_gov.json"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes terms as the API's answer."""

    def written(*terms: object) -> Path:
        path = tmp_path / "written.json"
        path.write_text(json.dumps({"glossary": terms}), encoding="utf-8")
        return path

    return written


def by_code(path: Path, source: Source = ENGLISH) -> dict[str, Concept]:
    read = FORMAT.concepts(path, Reading(source))
    return {concept.code: concept for concept in read if isinstance(concept, Concept)}


def test_the_terms_of_one_language_are_read(glossary_file: Path) -> None:
    assert list(by_code(glossary_file)) == ["share-of-costs", "made-up-plan", "waiting-time"]
    assert list(by_code(glossary_file, SPANISH)) == ["made-up-plan"]


def test_a_definition_is_plain_lines_and_whole(glossary_file: Path) -> None:
    assert by_code(glossary_file)["share-of-costs"].definitions == (
        "What you pay yourself. See made-up plan, share of costs.\nRead a page on costs and get help:\n• by mail\n• by phone",
    )


def test_a_term_that_the_definition_links_to_is_a_related_one(glossary_file: Path) -> None:
    assert by_code(glossary_file)["share-of-costs"].see_also == ("made-up-plan",)


def test_other_links_of_a_definition_are_kept_as_sites(glossary_file: Path) -> None:
    assert by_code(glossary_file)["share-of-costs"].sites == (
        Site(title="a page on costs", address="https://www.example.gov/costs/"),
        Site(title="get help", address="https://www.healthcare.gov/help/"),
    )


def test_names_in_brackets_are_told_from_restrictions(glossary_file: Path) -> None:
    concepts = by_code(glossary_file)
    names = [(name.name, name.kind) for name in concepts["made-up-plan"].names[:2]]
    assert names == [("Made-up Health Plan", NameKind.PREFERRED), ("MHP", NameKind.ABBREVIATION)]
    assert concepts["waiting-time"].preferred_name == "Waiting time (Job-based plans)"
    spanish = by_code(glossary_file, SPANISH)["made-up-plan"]
    assert [name.name for name in spanish.names[:2]] == ["Plan médico inventado", "MHP"]


def test_a_spanish_term_points_to_the_english_one_on_the_same_page(glossary_file: Path) -> None:
    assert by_code(glossary_file, SPANISH)["made-up-plan"].equivalents == ("healthcare-gov:made-up-plan",)
    assert by_code(glossary_file)["made-up-plan"].equivalents == ()


def test_the_address_is_the_terms_page_on_the_site_of_its_language(glossary_file: Path) -> None:
    assert by_code(glossary_file)["made-up-plan"].url == "https://www.healthcare.gov/glossary/made-up-plan/"
    spanish = by_code(glossary_file, SPANISH)["made-up-plan"]
    assert spanish.url == "https://www.cuidadodesalud.gov/es/glossary/made-up-plan/"


def test_drafts_are_left_out_and_counted(glossary_file: Path, write: Write) -> None:
    reading = Reading(ENGLISH)
    list(FORMAT.concepts(glossary_file, reading))
    assert dict(reading.left_out) == {"draft": 1}
    hidden = {"title": "Later", "content": "Later.", "slug": "later", "published": "false"}
    assert list(FORMAT.concepts(write(hidden), reading)) == []


@pytest.mark.parametrize(
    "term",
    [
        {"title": "Plan", "slug": "plan"},
        {"title": "Plan", "slug": "plan", "content": "<p> </p>"},
        {"title": " ", "slug": "plan", "content": "A plan."},
        {"title": "Plan", "content": "A plan."},
        {"slug": "plan", "content": "A plan."},
        {"title": "Plan", "content": ["A plan."]},
        "Plan",
    ],
)
def test_a_broken_term_does_not_spoil_the_others(write: Write, term: object) -> None:
    good, broken = FORMAT.concepts(write({"title": "Good", "slug": "good", "content": "It is good."}, term), Reading())
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert "plan" in broken.where.lower()


def test_hostile_addresses_are_no_links(write: Write) -> None:
    content = '<a href="javascript:alert(1)">run</a> <a href="/glossary/a/b/">deep</a> <a href="//evil.example/glossary/x/">x</a>'
    content += '<a href="http://[">bad</a>'
    term = {"title": "Plan", "slug": "plan", "content": content, "url": "javascript:alert(1)"}
    concept = next(iter(by_code(write(term)).values()))
    assert (concept.url, concept.see_also) == (None, ())
    assert [site.address for site in concept.sites] == [
        "https://www.healthcare.gov/glossary/a/b/",
        "https://evil.example/glossary/x/",
    ]


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b'{"articles": []}', b"<html></html>", b'{"glossary": [', b"\xff\xfe{"]
)
def test_another_file_is_refused_and_has_no_identity(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(content)
    assert FORMAT.identity(path) == {}
    with pytest.raises(DataError) as refused:
        list(FORMAT.concepts(path, Reading()))
    assert str(path) in refused.value.problem
    assert "https://www.healthcare.gov/api/glossary.json" in refused.value.remedy


def test_a_file_says_its_languages(glossary_file: Path, write: Write) -> None:
    assert FORMAT.identity(glossary_file) == {"collection": {"glossary"}, "language": {"en", "es"}}
    assert FORMAT.identity(write({"title": "Plan", "lang": "es"}, 5))["language"] == {"es"}
    for each in (ENGLISH, SPANISH):
        assert each.identity.items() == {"collection": "glossary", "language": each.language}.items()


def test_a_file_with_a_byte_order_mark_is_read(glossary_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "marked.json"
    path.write_bytes(b"\xef\xbb\xbf" + glossary_file.read_bytes())
    assert len(by_code(path)) == 3


def test_the_edition_is_the_day_of_the_file(tmp_path: Path, glossary_file: Path) -> None:
    path = tmp_path / "glossary.json"
    path.write_bytes(glossary_file.read_bytes())
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert FORMAT.edition(path) == Edition(label="2023-11-14", year=2023)
