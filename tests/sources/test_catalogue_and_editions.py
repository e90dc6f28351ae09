"""The catalogue of sources, and editions as people write them."""

from __future__ import annotations

import pytest

from bot.errors import UsageError
from bot.files import data_folder
from bot.sources.catalogue import catalogue, shipped_sources, source
from bot.sources.edition import Edition, edition_from_text, edition_of_version
from bot.sources.formats.registry import FORMATS


def test_every_source_is_in_a_format_that_can_be_read() -> None:
    assert {source.format for source in catalogue().values()} <= FORMATS.keys()


def test_every_source_says_who_publishes_it_and_under_which_licence() -> None:
    for entry in catalogue().values():
        assert entry.title
        assert entry.publisher
        assert entry.licence
        assert entry.attribution
        assert entry.language in {"en", "es"}
        assert 1 <= entry.plainness <= 9


def test_the_starter_glossary_comes_first_and_is_the_plainest() -> None:
    assert next(iter(catalogue())) == "glossary"
    assert min(catalogue().values(), key=lambda entry: entry.plainness).id == "glossary"


def test_the_starter_glossary_says_that_nobody_reviewed_it() -> None:
    assert source("glossary").citation_title == "Medlex Starter Glossary (not medically reviewed)"


def test_a_title_without_a_note_is_shown_as_it_is() -> None:
    assert source("nci-dictionary").citation_title == "NCI Dictionary of Cancer Terms"


@pytest.mark.parametrize(
    ("id", "meant"),
    [
        ("mehs", "mesh"),
        ("MESH", "mesh"),
        ("icd10", "icd-10-cm"),
        ("medlineplus-spanish", "medlineplus-es or medlineplus or medlineplus-genetics"),
        ("orpha", "orphanet or orphanet-es"),
        ("uber", "uberon"),
    ],
)
def test_an_unknown_source_is_refused_with_those_that_look_like_it(id: str, meant: str) -> None:
    with pytest.raises(UsageError) as refused:
        source(id)
    assert refused.value.problem == f"There is no source called {id!r}."
    assert refused.value.remedy == f"Did you mean {meant}? `medlex sources` lists all that there are."


@pytest.mark.parametrize("id", ["snomed", "our-clinic", "es", "a", ""])
def test_an_unknown_source_that_looks_like_none_is_refused_with_where_they_are_listed(id: str) -> None:
    with pytest.raises(UsageError) as refused:
        source(id)
    assert "Did you mean" not in refused.value.remedy
    assert "`medlex sources`" in refused.value.remedy
    assert "--from FILE" in refused.value.remedy


def test_every_source_that_is_no_default_is_listed_under_a_heading() -> None:
    others = [each for each in catalogue().values() if not each.default and not each.folder]
    assert [each.id for each in others if each.group is None] == []


def test_the_data_folder_holds_the_catalogue_and_what_ships_with_medlex() -> None:
    assert (data_folder() / "sources.toml").is_file()
    assert [source.id for source in shipped_sources()] == ["glossary", "medlex-abbreviations", "glossary-es"]
    for each in shipped_sources():
        assert list((data_folder() / (each.folder or "")).glob("*.toml"))
        assert not each.can_be_fetched


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("2026", Edition("2026", 2026)),
        ("2026-05-12", Edition("2026-05-12", 2026)),
        ("  release 2 of 2019 ", Edition("release 2 of 2019", 2019)),
        ("v1999b", Edition("v1999b", 1999)),
        ("20260101", Edition("20260101", 2026)),
    ],
)
def test_an_edition_is_any_text_with_a_year_in_it(text: str, edition: Edition) -> None:
    assert edition_from_text(text) == edition


@pytest.mark.parametrize("text", ["", "latest", "26", "1826", "v1.2.3", "２０２６", "212026", "20261"])
def test_an_edition_without_a_year_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        edition_from_text(text)
    assert repr(text) in refused.value.problem
    assert "--edition 2026" in refused.value.remedy


def test_letters_stand_in_an_address_where_there_are_letters_and_only_there() -> None:
    for entry in catalogue().values():
        has_letters = entry.paged is not None and bool(entry.paged.letters)
        assert has_letters == any("{letter}" in address for address in entry.addresses), entry.id


def test_nothing_is_fetched_over_an_unencrypted_connection() -> None:
    for entry in catalogue().values():
        totals = [entry.paged.total] if entry.paged and entry.paged.total else []
        pages = [entry.listing.address] if entry.listing else []
        assert all(address.startswith("https://") for address in (*entry.addresses, *entry.files, *pages, *totals))


def test_files_of_one_edition_have_names_of_their_own() -> None:
    for entry in catalogue().values():
        names = [address.rpartition("/")[2] for address in entry.files]
        assert len(set(names)) == len(names), entry.id


def test_the_two_languages_of_medlineplus_are_in_one_place_and_others_are_not() -> None:
    assert source("medlineplus").place == source("medlineplus-es").place
    assert len({entry.place for entry in catalogue().values()}) == len(catalogue()) - 1


@pytest.mark.parametrize(
    ("version", "label"),
    [
        ("hp/releases/2026-02-16", "2026-02-16"),
        ("releases/2026-05", "2026-05"),
        ("doid/releases/2026-08-31/translations/doid-es.obo", "2026-08-31"),
        ("http://purl.obolibrary.org/obo/go/releases/2026-05-19/go.owl", "2026-05-19"),
        ("2026-02-16", "2026-02-16"),
        ("releases/20260216", "2026-02-16"),
        ("v2026_02", "2026-02"),
        ("2025", "2025"),
        ("releases/2025+", "2025+"),
        (" 2025 edition 3 ", "2025 edition 3"),
        ("2025-13", "2025-13"),
    ],
)
def test_an_edition_is_shown_as_the_date_or_version_without_the_path_to_it(version: str, label: str) -> None:
    assert edition_of_version(version) == Edition(label, int(label[:4]))


@pytest.mark.parametrize("version", ["", "4.2", "releases/next", "12026-01"])
def test_a_version_without_a_year_is_no_edition(version: str) -> None:
    assert edition_of_version(version) is None
