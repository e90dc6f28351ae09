"""The archives of installed sources."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from bot.errors import DataError
from bot.files import replace
from bot.settings import Home
from bot.sources.catalogue import source
from bot.sources.edition import Edition
from bot.sources.formats.mesh import descriptors as mesh
from bot.sources.formats.nci import glossary as nci_glossary
from bot.sources.installed import (
    archive_path,
    forms_of,
    installed_ids,
    read_concepts,
    read_concepts_with_forms,
    read_description,
)
from bot.sources.parsing import parse_into
from bot.terms.normal_forms import unpacked
from bot.terms.source import InstalledSource


@dataclass(frozen=True, slots=True)
class Archive:
    """A freshly parsed MeSH archive and what parsing it returned."""

    path: Path
    description: InstalledSource


@pytest.fixture
def archive(tmp_path: Path, mesh_file: Path) -> Archive:
    """The fixture file, parsed."""
    path = tmp_path / "mesh.zip"
    return Archive(path, parse_into(path, source("mesh"), mesh_file, None))


def test_concepts_come_back_as_they_were_read(archive: Archive, mesh_file: Path) -> None:
    assert list(read_concepts(archive.path)) == list(mesh.concepts(mesh_file))


def test_nci_concepts_come_back_as_they_were_read(tmp_path: Path, nci_file: Path) -> None:
    path = tmp_path / "nci-dictionary.zip"
    parse_into(path, source("nci-dictionary"), nci_file, None)
    assert list(read_concepts(path)) == list(nci_glossary.concepts(nci_file))


def test_the_description_says_what_came_from_where(archive: Archive) -> None:
    description = read_description(archive.path)
    assert description == archive.description
    assert (description.id, description.edition, description.year) == ("mesh", "2026-01-01", 2026)
    assert description.title == "Medical Subject Headings (MeSH)"
    assert description.publisher == "U.S. National Library of Medicine"
    assert "credit" in description.licence
    assert (description.concepts, description.definitions, description.broken) == (16, 16, 0)
    assert description.names == sum(len(concept.names) for concept in read_concepts(archive.path))


def test_the_moment_of_installation_is_told_in_utc(archive: Archive) -> None:
    assert archive.description.installed.endswith("+00:00")


def test_installed_sources_are_found_by_their_archives(own_home: Home) -> None:
    (own_home.sources / "half.part").touch()
    (own_home.sources / "note.txt").touch()
    assert installed_ids(own_home.sources) == ["mesh", "nci-dictionary"]
    assert installed_ids(own_home.folder / "nowhere") == []


def test_reading_the_same_file_again_gives_the_same_concepts(archive: Archive, mesh_file: Path, tmp_path: Path) -> None:
    parse_into(tmp_path / "again.zip", source("mesh"), mesh_file, None)
    assert list(read_concepts(tmp_path / "again.zip")) == list(read_concepts(archive.path))


def damage_cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def damage_emptied(path: Path) -> None:
    path.write_bytes(b"")


def damage_overwritten(path: Path) -> None:
    path.write_bytes(b"\x00" * path.stat().st_size)


def damage_flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[200] ^= 0xFF
    path.write_bytes(content)


def damage_other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "not a source")


def damage_other_shape(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("source.json", '{"id": "mesh"}')
        archive.writestr("concepts.jsonl", '{"name": "Interleukins"}\n')


def damage_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def damage_gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    "damage",
    [
        damage_cut,
        damage_emptied,
        damage_overwritten,
        damage_flipped,
        damage_other_zip,
        damage_other_shape,
        damage_folder,
        damage_gone,
    ],
)
def test_a_damaged_archive_is_refused_with_the_command_that_installs_it_again(archive: Archive, damage: object) -> None:
    assert callable(damage)
    damage(archive.path)
    with pytest.raises(DataError) as refused:
        (read_description(archive.path), list(read_concepts(archive.path)))
    assert str(archive.path) in refused.value.problem
    assert refused.value.remedy == "Install it again: `medlex install mesh --from FILE`."


def test_a_single_damaged_line_is_refused(archive: Archive) -> None:
    lines = list(read_concepts(archive.path))
    with zipfile.ZipFile(archive.path, "w") as contents:
        contents.writestr("concepts.jsonl", msgspec.json.encode(lines[0]) + b"\n{broken\n")
    concepts = read_concepts(archive.path)
    assert next(concepts) == lines[0]
    with pytest.raises(DataError, match="medlex install mesh"):
        next(concepts)


def test_normal_forms_are_worked_out_once(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [(concept, forms_of(concept)) for concept in read_concepts(archive.path)]
    monkeypatch.setattr("bot.sources.installed.normal_forms", lambda name: pytest.fail(f"{name} is worked out again"))
    assert list(read_concepts_with_forms(archive.path)) == expected


def test_normal_forms_by_other_rules_are_worked_out_anew(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sources.installed.rules", lambda: "later rules")
    monkeypatch.setattr("bot.sources.installed.normal_forms", lambda name: (name.upper(),))
    for concept, forms in read_concepts_with_forms(archive.path):
        assert unpacked(forms) == [(name.name.upper(),) for name in concept.names]


@pytest.mark.parametrize("lines", [1, 2, 10, 18])
def test_an_archive_with_forms_for_other_concepts_is_refused(archive: Archive, lines: int) -> None:
    with zipfile.ZipFile(archive.path) as contents:
        members = {name: contents.read(name) for name in contents.namelist()}
    forms = members["forms.jsonl"].splitlines(keepends=True) * 2
    with zipfile.ZipFile(archive.path, "w") as contents:
        for name, content in (members | {"forms.jsonl": b"".join(forms[:lines])}).items():
            contents.writestr(name, content)
    with pytest.raises(DataError, match="medlex install mesh"):
        list(read_concepts_with_forms(archive.path))


def test_a_finished_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    old, new = tmp_path / "file", tmp_path / "file.part"
    old.write_text("old")
    new.write_text("new")
    replace(new, old)
    assert old.read_text() == "new"
    assert not new.exists()


def test_a_missing_new_file_leaves_the_old_one(tmp_path: Path) -> None:
    old = tmp_path / "file"
    old.write_text("old")
    with pytest.raises(FileNotFoundError):
        replace(tmp_path / "file.part", old)
    assert old.read_text() == "old"


def test_the_archive_of_a_source_is_called_after_it(tmp_path: Path) -> None:
    assert archive_path(tmp_path, "nci-dictionary") == tmp_path / "nci-dictionary.zip"


def test_a_written_edition_is_kept_word_for_word(tmp_path: Path, nci_file: Path) -> None:
    edition = Edition(label="export of March 2015", year=2015)
    installed = parse_into(tmp_path / "nci.zip", source("nci-dictionary"), nci_file, edition)
    assert (installed.edition, installed.year) == ("export of March 2015", 2015)
