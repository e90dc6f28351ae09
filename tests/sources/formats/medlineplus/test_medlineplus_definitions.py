"""Reading MedlinePlus' files of definitions."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.registry import FORMATS
from bot.terms.model import Site

FORMAT = FORMATS["medlineplus-definitions"]
SALT = "<term-group><term>Salt</term><definition>It is salty.</definition></term-group>"

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def definitions_file(fixtures: Path) -> Path:
    """Two definitions with the publisher's stray characters."""
    return fixtures / "medlineplus_definitions.xml"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes term groups into a file with this root."""

    def written(groups: str, root: str = "definition-page", attributes: str = "") -> Path:
        path = tmp_path / "written.xml"
        path.write_text(f"<{root} {attributes}>{groups}</{root}>", encoding="utf-8")
        return path

    return written


def read(path: Path) -> list[Concept]:
    concepts = list(FORMAT.concepts(path, Reading(source("medlineplus-definitions"))))
    assert all(isinstance(concept, Concept) for concept in concepts)
    return [concept for concept in concepts if isinstance(concept, Concept)]


def test_definitions_lose_their_stray_characters_and_nothing_else(definitions_file: Path) -> None:
    first, second = read(definitions_file)
    assert first.preferred_name == "Vitamin C"
    assert first.definitions == ("Vitamin C helps wounds to heal. Peppers have much of it; levels < 11 are low.",)
    assert second.preferred_name == "Antioxidants & Such"


def test_whoever_wrote_a_definition_is_credited(definitions_file: Path) -> None:
    first, second = read(definitions_file)
    assert (first.credit, first.sites) == ("Institute of Made-up Foods", ())
    address = "https://www.example.org/antioxidants"
    assert second.sites == (Site(title="NIH MedlinePlus", address=address, organization="NIH MedlinePlus"),)


def test_a_definition_without_reference_credits_nobody(write: Write) -> None:
    (concept,) = read(write(SALT))
    assert (concept.credit, concept.sites) == (None, ())
    (concept,) = read(write(SALT.replace("<term-group", '<term-group reference=" " reference-url="javascript:x"')))
    assert (concept.credit, concept.sites) == (None, ())


def test_definitions_are_named_after_their_page_and_term(definitions_file: Path) -> None:
    first, second = read(definitions_file)
    assert (first.code, second.code) == ("vitaminsdefinitions/vitamin-c", "vitaminsdefinitions/antioxidants-such")
    assert first.url == "https://medlineplus.gov/definitions/vitaminsdefinitions.html"


def test_the_same_term_on_two_pages_is_two_records(definitions_file: Path, tmp_path: Path) -> None:
    shutil.copy(definitions_file, tmp_path / "vitamins.xml")
    other = definitions_file.read_text().replace("vitaminsdefinitions", "mineralsdefinitions")
    (tmp_path / "minerals.xml").write_text(other)
    assert len({concept.code for concept in read(tmp_path)}) == 4


def test_definitions_without_a_page_have_no_address(write: Write) -> None:
    (concept,) = read(write(SALT, attributes='page-url="http://["'))
    assert (concept.code, concept.url) == ("definitions/salt", None)


@pytest.mark.parametrize("root", ["term-groups", "generalHealth", "whatever"])
def test_any_root_that_holds_term_groups_is_read(write: Write, root: str) -> None:
    assert [concept.preferred_name for concept in read(write(SALT, root=root))] == ["Salt"]


def test_a_single_term_group_may_be_the_whole_file(write: Write) -> None:
    path = write("")
    path.write_text(SALT)
    assert [concept.code for concept in read(path)] == ["definitions/salt"]


def test_a_file_without_any_definition_is_refused(write: Write) -> None:
    path = write("<group/>", root="mplus-topic-groups")
    with pytest.raises(DataError) as refused:
        read(path)
    problem = f"{path} is not MedlinePlus' definitions: it holds <mplus-topic-groups>, not <definition-page>"
    assert problem in refused.value.problem
    assert "medlineplus.gov/xml.html" in refused.value.remedy


def test_topics_in_the_same_folder_are_left_out_and_counted(
    definitions_file: Path, fixtures: Path, tmp_path: Path
) -> None:
    for file in (definitions_file, fixtures / "medlineplus_topics.xml"):
        shutil.copy(file, tmp_path)
    reading = Reading(source("medlineplus-definitions"))
    assert len(list(FORMAT.concepts(tmp_path, reading))) == 2
    assert dict(reading.left_out) == {"health topic beside the definitions": 5}


@pytest.mark.parametrize(
    "group",
    [
        "<term-group><term>Salt</term></term-group>",
        "<term-group><term>&gt;</term><definition>It is salty.</definition></term-group>",
        "<term-group/>",
    ],
)
def test_a_definition_without_term_or_text_is_broken_and_says_where(write: Write, group: str) -> None:
    good, broken = FORMAT.concepts(write(SALT + group), Reading())
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert any(word in broken.where for word in ("Salt", "line"))


def test_the_edition_is_the_newest_date_that_a_file_carries(definitions_file: Path) -> None:
    assert FORMAT.edition(definitions_file) == Edition(label="2026-05-02", year=2026)


def test_a_file_says_that_it_holds_definitions(definitions_file: Path, fixtures: Path) -> None:
    assert FORMAT.identity(definitions_file)["record"] == {"term-group"}
    assert FORMAT.identity(fixtures / "nci.json") == {}
    assert FORMAT.identity(fixtures / "mesh.xml") == {}
    wanted = source("medlineplus-definitions").identity
    assert all(value in FORMAT.identity(definitions_file)[key] for key, value in wanted.items())
