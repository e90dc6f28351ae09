"""`medlex install` with a table of an admin's own, which from then on is a source like any other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.settings import Home

Medlex = Callable[..., Result]

DESCRIBED = ("--title", "Our clinic's words", "--publisher", "Our clinic", "--licence", "ours", "--edition", "2026")


@pytest.fixture
def new(tmp_path: Path) -> Home:
    """A home that is not there yet."""
    return Home(tmp_path / "new home")


@pytest.fixture
def table(fixtures: Path) -> Path:
    """Three terms of a ward, as a spreadsheet writes them."""
    return fixtures / "table.csv"


@pytest.fixture
def installed(medlex: Medlex, new: Home, table: Path) -> Home:
    """A home with the table as the source `our-clinic`."""
    assert medlex("install", "our-clinic", "--from", table, *DESCRIBED, home=new).exit_code == 0
    return new


def definition(medlex: Medlex, home: Home, term: str) -> dict[str, object]:
    """The first definition of a term."""
    (first, *_) = json.loads(medlex("define", term, "--json", home=home).stdout)["entry"]["definitions"]
    assert isinstance(first, dict)
    return first


def refusal(result: Result) -> tuple[str, str]:
    """The problem and the remedy of wrong usage, which installs nothing."""
    assert result.exit_code == 2
    assert result.stdout == ""
    problem, remedy = result.stderr.splitlines()
    return problem, remedy


@pytest.mark.parametrize("file", ["table.csv", "table.tsv", "table.toml"])
def test_a_table_in_any_of_its_formats_becomes_a_source(medlex: Medlex, new: Home, fixtures: Path, file: str) -> None:
    result = medlex("install", "our-clinic", "--from", fixtures / file, *DESCRIBED, home=new)
    assert result.exit_code == 0
    assert "Installed Our clinic's words, edition 2026" in result.stdout
    assert "A short meeting on the ward" in medlex("define", "huddle", home=new).stdout


def test_its_definitions_are_cited_as_the_admin_said(medlex: Medlex, installed: Home) -> None:
    cited = definition(medlex, installed, "huddle")
    assert {name: cited[name] for name in ("source", "title", "publisher", "year", "language", "url")} == {
        "source": "our-clinic",
        "title": "Our clinic's words",
        "publisher": "Our clinic",
        "year": 2026,
        "language": "en",
        "url": "https://example.org/huddle",
    }


def test_its_definitions_stand_before_those_of_the_starter_glossary(medlex: Medlex, new: Home, tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("term,definition\ninterleukin,What we call it here.\n")
    medlex("install", "a-ward", "--from", terms, *DESCRIBED, home=new)
    answer = json.loads(medlex("define", "interleukin", "--json", home=new).stdout)
    assert [each["source"] for each in answer["entry"]["definitions"]] == ["a-ward", "glossary"]


def test_its_names_lead_to_its_entries(medlex: Medlex, installed: Home) -> None:
    for name in ("Huddles", "ward huddle", "quick talk", "SBAR"):
        assert json.loads(medlex("define", name, "--json", home=installed).stdout)["entry"], name


def test_it_is_listed_with_edition_and_licence(medlex: Medlex, installed: Home) -> None:
    line, about = medlex("sources", home=installed).stdout.splitlines()[-2:]
    assert line.split()[:2] == ["our-clinic", "2026"]
    assert line.split()[3:] == ["3", "9", "3"]
    assert about.strip() == "Our clinic's words, Our clinic · ours"
    *_, listed = json.loads(medlex("sources", "--json", home=installed).stdout)
    assert (listed["id"], listed["attribution"]) == ("our-clinic", "Our clinic's words, Our clinic")
    assert listed["default"] is False


def test_a_rebuild_keeps_it(medlex: Medlex, installed: Home) -> None:
    assert medlex("build", home=installed).exit_code == 0
    assert definition(medlex, installed, "huddle")["publisher"] == "Our clinic"
    assert "ok    our-clinic: edition 2026, 3 concepts" in medlex("check", home=installed).stdout


def test_it_can_be_removed(medlex: Medlex, installed: Home) -> None:
    assert medlex("remove", "our-clinic", home=installed).exit_code == 0
    assert medlex("define", "huddle", home=installed).exit_code == 3
    assert "our-clinic" not in medlex("sources", home=installed).stdout


def test_an_upgrade_need_not_say_again_what_is_known(medlex: Medlex, installed: Home, tmp_path: Path) -> None:
    terms = tmp_path / "new terms.csv"
    terms.write_text("term,definition\nhuddle,Now sitting down.\n")
    assert medlex("install", "our-clinic", "--from", terms, home=installed).exit_code == 0
    cited = definition(medlex, installed, "huddle")
    assert (cited["text"], cited["title"], cited["year"]) == ("Now sitting down.", "Our clinic's words", 2026)
    assert medlex("define", "SBAR", home=installed).exit_code == 3


def test_an_upgrade_may_say_something_new(medlex: Medlex, installed: Home, table: Path) -> None:
    said = ("--edition", "2027", "--license", "CC0", "--language", "es")
    assert medlex("install", "our-clinic", "--from", table, *said, home=installed).exit_code == 0
    cited = definition(medlex, installed, "huddle")
    assert (cited["title"], cited["year"], cited["language"]) == ("Our clinic's words", 2027, "es")
    assert "CC0" in medlex("sources", home=installed).stdout


def test_a_damaged_one_is_described_anew(medlex: Medlex, installed: Home, table: Path) -> None:
    (installed.sources / "our-clinic.zip").write_bytes(b"PK\x03\x04")
    problem, _ = refusal(medlex("install", "our-clinic", "--from", table, home=installed))
    assert "--title" in problem
    assert medlex("install", "our-clinic", "--from", table, *DESCRIBED, home=installed).exit_code == 0
    assert medlex("check", home=installed).exit_code == 0


def test_several_known_ones_are_upgraded_together_with_a_publishers(
    medlex: Medlex, installed: Home, table: Path, mesh_file: Path, fixtures: Path
) -> None:
    files = ("--from", mesh_file, "--from", table, "--from", fixtures / "table.tsv")
    medlex("install", "other-clinic", "--from", table, *DESCRIBED, home=installed)
    result = medlex("install", "mesh", "our-clinic", "other-clinic", *files, home=installed)
    assert result.exit_code == 0
    assert result.stdout.count("Installed ") == 3


# What is refused


@pytest.mark.parametrize("missing", ["--title", "--publisher", "--licence", "--edition"])
def test_what_was_not_said_is_named(medlex: Medlex, new: Home, table: Path, missing: str) -> None:
    at = DESCRIBED.index(missing)
    said = DESCRIBED[:at] + DESCRIBED[at + 2 :]
    problem, remedy = refusal(medlex("install", "our-clinic", "--from", table, *said, home=new))
    assert problem.endswith(f"to install a table of your own {missing} is missing.")
    assert "docs/sources.md" in remedy
    assert not new.folder.exists()


def test_a_misspelt_source_of_the_catalogue_is_not_taken_for_a_table(medlex: Medlex, new: Home, table: Path) -> None:
    problem, remedy = refusal(medlex("install", "nci-dictonary", "--from", table, home=new))
    assert "no source called 'nci-dictonary' in the catalogue" in problem
    assert "nci-dictionary" in remedy


@pytest.mark.parametrize(
    "id", ["Our-Clinic", "our clinic", "our_clinic", "-clinic", "clinic-", "../clinic", "ü", "x" * 41]
)
def test_an_id_that_cannot_be_one_is_refused(medlex: Medlex, new: Home, table: Path, id: str) -> None:
    problem, remedy = refusal(medlex("install", "--from", table, *DESCRIBED, "--", id, home=new))
    assert repr(id) in problem
    assert "our-clinic" in remedy
    assert not new.folder.exists()


def test_the_catalogue_describes_its_own_sources(medlex: Medlex, new: Home, mesh_file: Path) -> None:
    problem, _ = refusal(medlex("install", "mesh", "--from", mesh_file, "--title", "Ours", home=new))
    assert "--title" in problem
    assert not new.folder.exists()


def test_one_description_is_not_given_to_two_tables(medlex: Medlex, new: Home, table: Path) -> None:
    _, remedy = refusal(medlex("install", "one", "two", "--from", table, "--from", table, *DESCRIBED, home=new))
    assert "one by one" in remedy


def test_a_description_without_a_file_is_refused(medlex: Medlex, new: Home) -> None:
    for ids in ((), ("mesh",), ("our-clinic",)):
        refusal(medlex("install", *ids, *DESCRIBED, home=new))
    assert not new.folder.exists()


def test_a_table_is_not_fetched(medlex: Medlex, installed: Home) -> None:
    _, remedy = refusal(medlex("install", "our-clinic", home=installed))
    assert "medlex install our-clinic --from FILE" in remedy


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (("--title", "x" * 121), "121 characters"),
        (("--language", "english"), "'english'"),
        (("--title", "  "), "--title"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    medlex: Medlex, new: Home, table: Path, said: tuple[str, str], shown: str
) -> None:
    problem, _ = refusal(medlex("install", "our-clinic", "--from", table, *DESCRIBED, *said, home=new))
    assert shown in problem


def test_a_table_with_broken_rows_is_to_be_corrected_where_the_log_says(
    medlex: Medlex, new: Home, tmp_path: Path
) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("term,definition\nhuddle,A short meeting.\nhandover,\n")
    result = medlex("install", "our-clinic", "--from", terms, *DESCRIBED, home=new)
    assert result.exit_code == 1
    assert "left out line 3: it has no definition" in result.stderr
    assert "Correct the records that the log names" in result.stderr
