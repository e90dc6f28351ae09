"""`medlex install`, `build`, `sources` and `check`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from bot.building.merge.record_store import RecordStore, record_store
from bot.settings import Home
from bot.sources.catalogue import catalogue, default_sources
from bot.terms.source import InstalledSource

Medlex = Callable[..., Result]


def two_sentences(result: Result, status: int = 1) -> list[str]:
    """The problem and the remedy that a command failed with."""
    assert result.exit_code == status
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert all(line.endswith(".") for line in lines)
    return lines


# install


def test_installing_prints_what_was_taken_in_and_built(medlex: Medlex, tmp_path: Path, mesh_file: Path) -> None:
    result = medlex("install", "mesh", "--from", mesh_file, home=Home(tmp_path / "home"))
    assert result.exit_code == 0
    assert "Installed Medical Subject Headings (MeSH), edition 2026-01-01: 16 concepts" in result.stdout
    assert "16 definitions" in result.stdout
    assert "Built the lexicon:" in result.stdout
    assert "broken" not in result.stdout


def test_installing_says_how_many_records_were_left_out(medlex: Medlex, tmp_path: Path) -> None:
    terms = [{"termId": n, "termName": f"thing {n}", "definition": {"text": "A thing."}} for n in range(199)]
    terms.append({"termId": 999, "termName": "", "definition": {"text": ""}})
    file = tmp_path / "terms.json"
    file.write_text(json.dumps({"meta": {"totalResults": 200}, "results": terms}))
    result = medlex("install", "nci-dictionary", "--from", file, home=Home(tmp_path / "home"))
    assert result.exit_code == 0
    assert "left out 1 broken record" in result.stdout
    assert "left out termId 999" in result.stderr


def test_an_installed_source_is_defined_and_listed(medlex: Medlex, tmp_path: Path, mesh_file: Path) -> None:
    home = Home(tmp_path / "home")
    assert medlex("define", "chilblain", home=home).exit_code == 3
    assert medlex("install", "mesh", "--from", mesh_file, home=home).exit_code == 0
    assert "Harm to skin" in medlex("define", "frostbite", home=home).stdout
    assert "2026-01-01" in medlex("sources", home=home).stdout


@pytest.mark.parametrize("edition", ["2019", "2019-05-12", "release 3 of 2019"])
def test_the_edition_that_is_given_is_shown(medlex: Medlex, tmp_path: Path, nci_file: Path, edition: str) -> None:
    home = Home(tmp_path / "home")
    result = medlex("install", "nci-dictionary", "--from", nci_file, "--edition", edition, home=home)
    assert f"edition {edition}" in result.stdout
    assert "National Cancer Institute, 2019" in medlex("define", "treatment diary", home=home).stdout


@pytest.mark.parametrize("edition", ["newest", "26", "", "20261"])
def test_an_edition_without_a_year_is_wrong_usage(medlex: Medlex, tmp_path: Path, nci_file: Path, edition: str) -> None:
    home = Home(tmp_path / "home")
    result = medlex("install", "nci-dictionary", "--from", nci_file, "--edition", edition, home=home)
    problem, remedy = two_sentences(result, status=2)
    assert repr(edition) in problem
    assert "--edition 2026" in remedy
    assert not home.folder.exists()


def test_an_unknown_source_is_wrong_usage(medlex: Medlex, tmp_path: Path, mesh_file: Path) -> None:
    home = Home(tmp_path / "home")
    problem, remedy = two_sentences(medlex("install", "mehs", "--from", mesh_file, home=home), status=2)
    assert "'mehs'" in problem
    assert "mesh" in remedy
    assert not home.folder.exists()


def test_an_id_in_capitals_is_told_to_be_in_small_letters(medlex: Medlex, tmp_path: Path, mesh_file: Path) -> None:
    result = medlex("install", "MESH", "--from", mesh_file, home=Home(tmp_path / "home"))
    assert two_sentences(result, status=2)[1] == "Ids are in small letters: write mesh."


def test_the_file_of_a_publisher_without_an_id_gets_the_command_that_installs_it(
    medlex: Medlex, tmp_path: Path, mesh_file: Path
) -> None:
    result = medlex("install", "--from", mesh_file, home=Home(tmp_path / "home"))
    assert result.exit_code == 2
    problem, remedy = result.stderr.splitlines()
    assert problem == "The id of the source is missing, before --from."
    assert remedy.endswith(f"Run: medlex install mesh --from {mesh_file}")


def test_two_sources_from_one_file_are_wrong_usage(medlex: Medlex, tmp_path: Path, mesh_file: Path) -> None:
    result = medlex("install", "mesh", "nci-dictionary", "--from", mesh_file, home=Home(tmp_path / "home"))
    two_sentences(result, status=2)


def test_the_starter_glossary_is_not_installed(medlex: Medlex, tmp_path: Path) -> None:
    result = medlex("install", "glossary", "--from", tmp_path, home=Home(tmp_path / "home"))
    assert "always installed" in two_sentences(result, status=2)[0]


@pytest.mark.parametrize("id", ["mesh", "nci-dictionary"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<html></html>",
        b"<DescriptorRecordSet><Descr",
        b'{"meta": {"total',
        gzip.compress(b"x")[:12],
    ],
    ids=["empty", "png", "html", "cut xml", "cut json", "cut gzip"],
)
def test_a_file_that_cannot_be_used_is_named_with_what_to_do(
    medlex: Medlex, tmp_path: Path, id: str, content: bytes
) -> None:
    file = tmp_path / "the file.bin"
    file.write_bytes(content)
    problem, _ = two_sentences(medlex("install", id, "--from", file, home=Home(tmp_path / "home")))
    assert str(file) in problem


@pytest.mark.parametrize("id", ["mesh", "nci-dictionary"])
def test_a_missing_file_is_named_with_what_to_do(medlex: Medlex, tmp_path: Path, id: str) -> None:
    result = medlex("install", id, "--from", tmp_path / "nowhere", home=Home(tmp_path / "home"))
    problem, remedy = two_sentences(result)
    assert f"{tmp_path / 'nowhere'} cannot be read" in problem
    assert "--from" in remedy


def test_a_refused_file_leaves_what_is_installed(medlex: Medlex, own_home: Home, tmp_path: Path) -> None:
    file = tmp_path / "bad.xml"
    file.write_text("<DescriptorRecordSet>")
    two_sentences(medlex("install", "mesh", "--from", file, home=own_home))
    assert "record/ui?ui=D007378" in medlex("define", "interleukin", home=own_home).stdout
    assert medlex("check", home=own_home).exit_code == 0


def test_a_home_that_cannot_be_written_is_named(medlex: Medlex, tmp_path: Path, mesh_file: Path) -> None:
    (tmp_path / "file").touch()
    home = Home(tmp_path / "file" / "home")
    for words in (("install", "mesh", "--from", mesh_file), ("build",), ("define", "interleukin")):
        problem, remedy = two_sentences(medlex(*words, home=home))
        assert str(home.folder) in problem
        assert "MEDLEX_HOME" in remedy


# build


def test_building_prints_what_was_built(medlex: Medlex, own_home: Home) -> None:
    result = medlex("build", home=own_home)
    assert result.exit_code == 0
    assert "Built the lexicon:" in result.stdout
    assert "of 5 sources." in result.stdout


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders in which records were put on disk, while a test runs."""
    folders: list[Path] = []

    def noted(folder: Path) -> AbstractContextManager[RecordStore]:
        folders.append(folder)
        return record_store(folder)

    monkeypatch.setattr("bot.building.build.record_store", noted)
    return folders


COMMANDS = {
    "install": ("install", "mesh", "--from", "FILE"),
    "install --missing": ("install", "mesh", "--missing"),
    "remove": ("remove", "mesh"),
    "build": ("build",),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_records_are_on_disk_only_if_memory_is_short(
    command: str, medlex: Medlex, own_home: Home, mesh_file: Path, stores: list[Path]
) -> None:
    words = [mesh_file if word == "FILE" else word for word in COMMANDS[command]]
    for given, environment in ([], {}), (["--low-memory"], {}), ([], {"MEDLEX_LOW_MEMORY": "on"}):
        assert medlex("install", "mesh", "--from", mesh_file, home=own_home).exit_code == 0
        own_home.lexicon.unlink()
        stores.clear()
        assert medlex(*words, *given, home=own_home, **environment).exit_code == 0
        assert bool(stores) == bool(given or environment)


def test_building_without_any_source_takes_the_glossary(medlex: Medlex, tmp_path: Path) -> None:
    result = medlex("build", home=Home(tmp_path / "home"))
    assert result.exit_code == 0
    assert "of 3 sources." in result.stdout


# sources


def test_sources_lists_the_whole_catalogue_with_editions_and_counts(medlex: Medlex, home: Home) -> None:
    listed = medlex("sources", home=home).stdout
    lines = {line.split()[0]: line for line in listed.splitlines() if line}
    assert catalogue().keys() <= lines.keys()
    id, edition, installed, *counts = lines["nci-dictionary"].split()
    assert (id, edition, counts) == ("nci-dictionary", "2026-05-12", ["13", "31", "13"])
    assert date.fromisoformat(installed)
    assert "not installed" not in lines["mesh"]


def test_sources_says_who_publishes_each_and_under_which_licence(medlex: Medlex, home: Home) -> None:
    listed = medlex("sources", home=home).stdout
    for source in catalogue().values():
        assert f"    {source.citation_title}, {source.publisher} ({source.licence})\n" in listed


def test_sources_says_what_is_not_installed(medlex: Medlex) -> None:
    lines = [line for line in medlex("sources").stdout.splitlines() if "not installed" in line]
    assert {line.split()[0] for line in lines} == {id for id, each in catalogue().items() if not each.folder}


def test_sources_stand_in_groups_with_the_defaults_first(medlex: Medlex) -> None:
    groups = [group.splitlines() for group in medlex("sources").stdout.split("\n\n")[1:]]
    ids = {heading: [row.split()[0] for row in rows[::2]] for heading, *rows in groups}
    assert list(ids)[:2] == ["Always there", "Defaults (what `medlex install` brings)"]
    assert ids["Always there"] == ["glossary", "medlex-abbreviations", "glossary-es"]
    assert list(ids.values())[1] == [source.id for source in default_sources()]
    for heading in list(ids)[2:]:
        assert ids[heading] == [id for id, source in catalogue().items() if source.group == heading]
    assert sum(map(len, ids.values())) == len(catalogue())


def test_a_long_edition_does_not_run_into_the_date(medlex: Medlex, tmp_path: Path, mesh_file: Path) -> None:
    home = Home(tmp_path / "home")
    medlex("install", "mesh", "--from", mesh_file, "--edition", "the release of summer 2019", home=home)
    (line,) = [line for line in medlex("sources", home=home).stdout.splitlines() if line.startswith("mesh ")]
    assert "the release of summer 2019  20" in line


def test_sources_as_json_hold_all_that_is_behind_the_list(medlex: Medlex, home: Home) -> None:
    listed = {source["id"]: source for source in json.loads(medlex("sources", "--json", home=home).stdout)}
    assert listed.keys() == catalogue().keys()
    mesh = listed["mesh"]
    assert mesh.keys() == {field.name for field in fields(InstalledSource)} | {"default"}
    assert (mesh["edition"], mesh["year"], mesh["concepts"], mesh["default"]) == ("2026-01-01", 2026, 16, True)
    assert "does not endorse" in mesh["attribution"]
    assert listed["ncit"]["credit"] == "CC BY 4.0"


def test_sources_that_are_not_installed_have_no_edition_and_no_counts(medlex: Medlex) -> None:
    listed = {source["id"]: source for source in json.loads(medlex("sources", "--json").stdout)}
    wordnet = listed["wordnet"]
    assert wordnet.keys() == listed["glossary"].keys()
    assert wordnet["title"] == "Open English WordNet (a general dictionary)"
    for unknown in ("edition", "year", "installed", "concepts", "names", "definitions", "broken"):
        assert wordnet[unknown] is None
        assert listed["glossary"][unknown] is not None


def test_several_sources_are_installed_from_their_files_with_one_rebuild(
    medlex: Medlex, tmp_path: Path, mesh_file: Path, nci_file: Path
) -> None:
    home = Home(tmp_path / "several")
    result = medlex("install", "mesh", "nci-dictionary", "--from", mesh_file, "--from", nci_file, home=home)
    assert result.exit_code == 0
    assert result.stdout.count("Installed ") == 2
    assert result.stdout.count("Built the lexicon") == 1
    assert medlex("define", "interleukin", home=home).stdout.count("National") == 2


def test_one_source_from_two_files_is_wrong_usage(medlex: Medlex, tmp_path: Path, mesh_file: Path) -> None:
    home = Home(tmp_path / "twice")
    result = medlex("install", "mesh", "mesh", "--from", mesh_file, "--from", tmp_path / "missing.xml", home=home)
    assert result.exit_code == 2
    assert not home.sources.exists()
