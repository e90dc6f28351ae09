"""Installing and rebuilding never lose earlier data."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from homes import NCI_EDITION, contents, install, keys_of, pages_of

from bot.building.build import build, remove
from bot.errors import DataError, UsageError
from bot.files import replace
from bot.settings import Home

# What an installation does


def test_an_installation_returns_what_it_took_in_and_what_it_built(tmp_path: Path, mesh_file: Path) -> None:
    installed, done = install(Home(tmp_path / "new"), "mesh", mesh_file)
    assert (installed.id, installed.concepts) == ("mesh", 16)
    assert done.sources == 4
    assert done.entries == len(keys_of(Home(tmp_path / "new")))


def test_a_home_is_made_with_all_its_folders(tmp_path: Path, mesh_file: Path) -> None:
    home = Home(tmp_path / "a" / "b c" / "dé 100% #?☃")
    install(home, "mesh", mesh_file)
    assert "frostbite" in keys_of(home)


def test_an_upgrade_takes_the_place_of_the_edition_before(own_home: Home, newer_mesh: Path) -> None:
    install(own_home, "mesh", newer_mesh)
    page = pages_of(own_home)["monokine"]
    assert "Now: from monocytes" in page
    assert '"year":2027' in page
    assert "Cytokines that come from monocytes" not in page


def test_installing_the_same_file_twice_changes_nothing_that_a_reader_sees(own_home: Home, mesh_file: Path) -> None:
    before = pages_of(own_home)
    install(own_home, "mesh", mesh_file)
    assert pages_of(own_home) == before


def test_nothing_half_done_is_left_behind(own_home: Home, mesh_file: Path) -> None:
    install(own_home, "mesh", mesh_file)
    build(own_home)
    assert set(contents(own_home)) == {"lexicon.sqlite3", "sources/mesh.zip", "sources/nci-dictionary.zip"}


def test_what_an_interrupted_installation_left_is_cleared_away(own_home: Home, mesh_file: Path) -> None:
    (own_home.sources / "mesh.part").write_bytes(b"half an archive")
    own_home.lexicon.with_suffix(".part").write_bytes(b"half a lexicon")
    install(own_home, "mesh", mesh_file)
    assert not [name for name in contents(own_home) if name.endswith(".part")]


def test_the_starter_glossary_cannot_be_installed_over_itself(own_home: Home, tmp_path: Path) -> None:
    before = contents(own_home)
    with pytest.raises(UsageError) as refused:
        install(own_home, "glossary", tmp_path)
    assert "glossary" in refused.value.problem
    assert contents(own_home) == before


# Failures at every step


def failing(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def failing_database(*_: object, **__: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


STEPS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "opening the archive": lambda patch: patch.setattr("bot.sources.installed.zipfile.ZipFile", failing),
    "writing concepts": lambda patch: patch.setattr("bot.sources.parsing._write_concepts", failing),
    "finishing the archive": lambda patch: patch.setattr("zipfile.ZipFile.writestr", failing),
    "opening the lexicon": lambda patch: patch.setattr(
        "bot.building.write.lexicon_file.sqlite3.connect", failing_database
    ),
    "writing entries": lambda patch: patch.setattr("bot.building.write.lexicon_file._write_entries", failing_database),
    "checking the lexicon": lambda patch: patch.setattr("bot.building.write.lexicon_file._check", failing_database),
    "flushing": lambda patch: patch.setattr("bot.files.os.fsync", failing),
    "renaming": lambda patch: patch.setattr("pathlib.Path.replace", failing),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_disk_that_is_full_at_any_step_leaves_everything_as_it_was(
    step: str, own_home: Home, newer_mesh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(own_home)
    STEPS[step](monkeypatch)
    with pytest.raises(DataError) as refused:
        install(own_home, "mesh", newer_mesh)
    assert str(own_home.folder) in refused.value.problem
    assert "MEDLEX_HOME" in refused.value.remedy
    assert contents(own_home) == before


@pytest.mark.parametrize("low_memory", [False, True])
@pytest.mark.parametrize(
    "step", ["opening the lexicon", "writing entries", "checking the lexicon", "flushing", "renaming"]
)
def test_a_rebuild_that_fails_leaves_the_old_lexicon(
    step: str, low_memory: bool, own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(own_home)
    STEPS[step](monkeypatch)
    with pytest.raises(DataError, match="cannot be written"):
        build(own_home, low_memory=low_memory)
    assert contents(own_home) == before


@pytest.mark.parametrize(
    "step", ["bot.building.merge.record_store.TemporaryFile", "bot.building.merge.record_store.RecordStore.stored"]
)
def test_a_rebuild_with_records_on_a_full_disk_leaves_the_old_lexicon(
    step: str, own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(own_home)
    monkeypatch.setattr(step, failing)
    with pytest.raises(DataError, match="cannot be written"):
        build(own_home, low_memory=True)
    assert contents(own_home) == before


def test_after_a_failure_the_same_installation_completes(
    own_home: Home, newer_mesh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        STEPS["writing entries"](patch)
        with pytest.raises(DataError):
            install(own_home, "mesh", newer_mesh)
    install(own_home, "mesh", newer_mesh)
    assert "Now: from monocytes" in pages_of(own_home)["monokine"]


def test_a_failure_between_the_two_renames_leaves_both_usable(
    own_home: Home, newer_mesh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def second_fails(new: Path, path: Path) -> None:
        (failing if path.suffix == ".zip" else replace)(new, path)

    with monkeypatch.context() as patch:
        patch.setattr("bot.building.build.replace", second_fails)
        with pytest.raises(DataError):
            install(own_home, "mesh", newer_mesh)
    assert "monokine" in keys_of(own_home)
    build(own_home)
    assert "interleukin" in keys_of(own_home)
    install(own_home, "mesh", newer_mesh)
    assert "Now: from monocytes" in pages_of(own_home)["monokine"]


@pytest.mark.parametrize("content", [b"", b"<a/>", b'{"meta":', b"\x1f\x8b\x08\x00"])
def test_a_file_that_is_refused_leaves_everything_as_it_was(own_home: Home, tmp_path: Path, content: bytes) -> None:
    before = contents(own_home)
    bad = tmp_path / "bad"
    bad.write_bytes(content)
    for id in ("mesh", "nci-dictionary"):
        with pytest.raises(DataError, match=str(bad)):
            install(own_home, id, bad)
    assert contents(own_home) == before


def test_a_missing_file_is_not_blamed_on_the_home(own_home: Home, tmp_path: Path) -> None:
    for id in ("mesh", "nci-dictionary"):
        with pytest.raises(DataError) as refused:
            install(own_home, id, tmp_path / "nowhere")
        assert str(own_home.folder) not in refused.value.problem
        assert str(tmp_path / "nowhere") in refused.value.problem


def test_a_bug_of_ours_leaves_everything_as_it_was_and_is_not_hidden(
    own_home: Home, newer_mesh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def buggy(*_: object) -> None:
        raise ZeroDivisionError

    before = contents(own_home)
    monkeypatch.setattr("bot.building.write.pipeline.plan", buggy)
    with pytest.raises(ZeroDivisionError):
        install(own_home, "mesh", newer_mesh)
    assert contents(own_home) == before
    with FileLock(own_home.folder / "write.lock", timeout=0):
        """The lock was given back."""


def test_a_damaged_archive_of_another_source_stops_the_rebuild_and_is_named(own_home: Home, newer_mesh: Path) -> None:
    archive = own_home.sources / "nci-dictionary.zip"
    archive.write_bytes(archive.read_bytes()[:-200])
    before = contents(own_home)
    for attempt in (lambda: build(own_home), lambda: install(own_home, "mesh", newer_mesh)):
        with pytest.raises(DataError) as refused:
            attempt()
        assert str(archive) in refused.value.problem
        assert "medlex install nci-dictionary --from FILE" in refused.value.remedy
    assert contents(own_home) == before


def test_a_damaged_archive_is_mended_by_installing_its_source_again(own_home: Home, nci_file: Path) -> None:
    (own_home.sources / "nci-dictionary.zip").write_bytes(b"PK\x03\x04 damaged")
    install(own_home, "nci-dictionary", nci_file, NCI_EDITION)
    assert "treatment-diary" in keys_of(own_home)


# A text that was cut


def ontology(terms: int) -> str:
    """Return an ontology in the layout of the Disease Ontology with so many complete terms."""
    stanzas = (f"[Term]\nid: DOID:{at}\nname: disease {at}\n" for at in range(terms))
    return "\n".join(["format-version: 1.2\ndata-version: 2026-01-01\nontology: doid\n", *stanzas])


def test_an_edition_that_lacks_most_of_the_installed_one_is_refused_until_that_is_removed(tmp_path: Path) -> None:
    home, file = Home(tmp_path / "home"), tmp_path / "doid.obo"
    file.write_text(ontology(1_000))
    install(home, "doid", file)
    before = contents(home)
    file.write_text(ontology(499))
    with pytest.raises(DataError, match="499 concepts where the installed edition has 1,000") as refused:
        install(home, "doid", file)
    assert "`medlex remove doid`" in refused.value.remedy
    assert contents(home) == before
    remove(home, ["doid"])
    assert install(home, "doid", file)[0].concepts == 499


def test_an_edition_that_lacks_less_is_installed(tmp_path: Path) -> None:
    home, file = Home(tmp_path / "home"), tmp_path / "doid.obo"
    for terms in (1_000, 600):
        file.write_text(ontology(terms))
        assert install(home, "doid", file)[0].concepts == terms


def test_a_file_of_nothing_but_broken_records_is_given_up_early(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "doid.obo"
    file.write_text(ontology(1) + "\n[Term]\nid: DOID:0\nname: the same again\n" * 5_000)
    with pytest.raises(DataError, match="broken, over 1 %"):
        install(Home(tmp_path / "home"), "doid", file)
    assert len(caplog.records) < 2_000
