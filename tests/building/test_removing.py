"""Removing sources, and installing several at once, also under a running bot."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from filelock import FileLock
from homes import NCI_EDITION, contents, install, pages_of
from limits import ANSWER_LIMITS
from waiting import SECONDS_UNTIL_HUNG

from bot.building.build import build, install_files, remove
from bot.building.parse import SourceFile
from bot.errors import DataError, UsageError
from bot.files import replace
from bot.lexicon import live as live_module
from bot.lexicon.live import LiveDictionary
from bot.lexicon.model import Match
from bot.settings import Home
from bot.sources.catalogue import source
from bot.sources.download.options import Validators
from bot.sources.installed import read_origin

ORIGIN = Validators("https://example.org/desc2026.gz", '"v1"', "Tue, 12 May 2026 12:00:00 GMT")


@pytest.fixture
def good_files(mesh_file: Path, nci_file: Path) -> list[SourceFile]:
    """MeSH and the NCI dictionary, to be installed together."""
    return [SourceFile(source("mesh"), mesh_file), SourceFile(source("nci-dictionary"), nci_file, NCI_EDITION)]


@pytest.fixture
def bad_file(tmp_path: Path) -> Path:
    """A truncated file."""
    path = tmp_path / "bad.xml"
    path.write_text("<DescriptorRecordSet><DescriptorRecord>")
    return path


# Removing


def test_a_removed_source_leaves_the_pages_and_the_disk(own_home: Home) -> None:
    before = pages_of(own_home)
    assert "U.S. National Library of Medicine" in before["interleukin"]
    done = remove(own_home, ["mesh"])
    after = pages_of(own_home)
    assert "U.S. National Library of Medicine" not in after["interleukin"]
    assert "National Cancer Institute" in after["interleukin"]
    assert "chilblain" not in after
    assert set(contents(own_home)) == {"lexicon.sqlite3", "sources/nci-dictionary.zip"}
    assert (done.sources, done.entries) == (4, len(after))


def test_removing_all_sources_leaves_the_glossary(own_home: Home, glossary_home: Home, builds: list[Path]) -> None:
    assert remove(own_home, ["mesh", "nci-dictionary"]).sources == 3
    assert pages_of(own_home) == pages_of(glossary_home)
    assert len(builds) == 1


def test_what_stays_keeps_its_keys(own_home: Home) -> None:
    before = pages_of(own_home)
    remove(own_home, ["mesh"])
    assert pages_of(own_home).keys() < before.keys()


def test_a_source_that_is_installed_again_has_the_same_keys_and_pages(own_home: Home, mesh_file: Path) -> None:
    before = pages_of(own_home)
    remove(own_home, ["mesh"])
    install(own_home, "mesh", mesh_file)
    assert pages_of(own_home) == before


@pytest.mark.parametrize("id", ["glossary", "hpo", "unknown", "", "../outside", "MESH"])
def test_what_is_not_there_to_be_removed_is_refused_and_nothing_is_removed(own_home: Home, id: str) -> None:
    (own_home.folder / "outside.zip").write_bytes(b"somebody's")
    before = contents(own_home)
    for ids in ([id], ["mesh", id], [id, "mesh"]):
        with pytest.raises(UsageError) as refused:
            remove(own_home, ids)
        assert refused.value.remedy
        assert contents(own_home) == before
    assert "glossary" in refused.value.problem or repr(id) in refused.value.problem


def test_a_damaged_source_can_be_removed(own_home: Home) -> None:
    (own_home.sources / "mesh.zip").write_bytes(b"PK\x03\x04 damaged")
    remove(own_home, ["mesh"])
    assert "interleukin" in pages_of(own_home)


def test_another_source_that_is_damaged_is_named_and_nothing_is_removed(own_home: Home) -> None:
    (own_home.sources / "nci-dictionary.zip").write_bytes(b"PK\x03\x04 damaged")
    before = contents(own_home)
    with pytest.raises(DataError, match="medlex install nci-dictionary"):
        remove(own_home, ["mesh"])
    assert contents(own_home) == before


def test_a_source_that_the_catalogue_no_longer_has_can_be_removed(own_home: Home) -> None:
    (own_home.sources / "mesh.zip").rename(own_home.sources / "forgotten.zip")
    remove(own_home, ["forgotten"])
    assert set(contents(own_home)) == {"lexicon.sqlite3", "sources/nci-dictionary.zip"}


@pytest.mark.parametrize("step", ["bot.building.write.lexicon_file._write_entries", "bot.files.os.fsync"])
def test_a_full_disk_leaves_everything_as_it_was(own_home: Home, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = contents(own_home)
    monkeypatch.setattr(step, full)
    with pytest.raises(DataError, match="cannot be written"):
        remove(own_home, ["mesh"])
    assert contents(own_home) == before


def test_while_another_program_writes_nothing_is_removed(own_home: Home) -> None:
    before = contents(own_home)
    with FileLock(own_home.folder / "write.lock"), pytest.raises(DataError, match="Wait"):
        remove(own_home, ["mesh"])
    assert contents(own_home) == before


def test_what_a_killed_program_left_of_any_source_is_cleared_away(own_home: Home) -> None:
    (own_home.sources / "hpo.part").write_bytes(b"half an archive")
    own_home.lexicon.with_suffix(".part").write_bytes(b"half a lexicon")
    remove(own_home, ["mesh"])
    assert set(contents(own_home)) == {"lexicon.sqlite3", "sources/nci-dictionary.zip"}


def test_leftovers_that_cannot_be_cleared_are_named_and_the_lock_is_given_back(own_home: Home) -> None:
    (own_home.sources / "hpo.part").mkdir()
    with pytest.raises(DataError, match="cannot be written"):
        remove(own_home, ["mesh"])
    (own_home.sources / "hpo.part").rmdir()
    remove(own_home, ["mesh"])


# Several files at once


def test_several_files_are_installed_with_one_build(
    tmp_path: Path, good_files: list[SourceFile], builds: list[Path]
) -> None:
    outcomes, done = install_files(Home(tmp_path / "home"), good_files)
    assert [(outcome.id, outcome.error) for outcome in outcomes] == [("mesh", None), ("nci-dictionary", None)]
    assert [outcome.installed.concepts for outcome in outcomes if outcome.installed] == [16, 13]
    assert done is not None
    assert done.sources == 5
    assert len(builds) == 1


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_broken_file_does_not_keep_the_others_back(
    tmp_path: Path, good_files: list[SourceFile], bad_file: Path, builds: list[Path], place: int
) -> None:
    home = Home(tmp_path / "home")
    good_files.insert(place, SourceFile(source("mesh-supplementary"), bad_file))
    outcomes, done = install_files(home, good_files)
    failed = outcomes.pop(place)
    assert failed.id == "mesh-supplementary"
    assert str(bad_file) in str(failed.error)
    assert failed.installed is None
    assert all(outcome.installed and outcome.error is None for outcome in outcomes)
    assert done is not None
    assert set(contents(home)) == {"lexicon.sqlite3", "sources/mesh.zip", "sources/nci-dictionary.zip"}
    assert len(builds) == 1


def test_a_broken_upgrade_among_good_ones_keeps_its_old_edition(own_home: Home, nci_file: Path, bad_file: Path) -> None:
    mesh = (own_home.sources / "mesh.zip").read_bytes()
    before = pages_of(own_home)
    files = [SourceFile(source("mesh"), bad_file), SourceFile(source("nci-dictionary"), nci_file, NCI_EDITION)]
    outcomes, _ = install_files(own_home, files)
    assert [outcome.error is None for outcome in outcomes] == [False, True]
    assert (own_home.sources / "mesh.zip").read_bytes() == mesh
    assert pages_of(own_home) == before


def test_when_every_file_is_broken_nothing_is_built(own_home: Home, bad_file: Path, builds: list[Path]) -> None:
    before = contents(own_home)
    outcomes, done = install_files(own_home, [SourceFile(source(id), bad_file) for id in ("mesh", "nci-dictionary")])
    assert [outcome.error is None for outcome in outcomes] == [False, False]
    assert done is None
    assert contents(own_home) == before
    assert builds == []


def test_the_starter_glossary_among_others_is_refused_by_itself(tmp_path: Path, mesh_file: Path) -> None:
    files = [SourceFile(source("glossary"), tmp_path), SourceFile(source("mesh"), mesh_file)]
    (refused, installed), done = install_files(Home(tmp_path / "home"), files)
    assert isinstance(refused.error, UsageError)
    assert installed.error is None
    assert done is not None


def test_what_a_file_was_downloaded_with_is_kept_until_another_takes_its_place(tmp_path: Path, mesh_file: Path) -> None:
    home = Home(tmp_path / "home")
    install_files(home, [SourceFile(source("mesh"), mesh_file, origin=ORIGIN)])
    assert read_origin(home.sources / "mesh.zip") == ORIGIN
    build(home)
    assert read_origin(home.sources / "mesh.zip") == ORIGIN
    install(home, "mesh", mesh_file)
    assert read_origin(home.sources / "mesh.zip") is None


def test_of_what_another_version_read_only_the_address_is_known(
    tmp_path: Path, mesh_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    install_files(home, [SourceFile(source("mesh"), mesh_file, origin=ORIGIN)])
    monkeypatch.setattr("bot.sources.installed.__version__", "99.0")
    assert read_origin(home.sources / "mesh.zip") == Validators(ORIGIN.address)


# Under a bot that serves


class Askers:
    """Members who repeatedly look up words, each one word, and the answers that they got."""

    def __init__(self, live: LiveDictionary, terms: list[str]) -> None:
        self.live = live
        self.terms = terms
        self.going_on = True
        self.found: dict[str, set[Match]] = {term: set() for term in terms}
        self.answers = [0] * len(terms)
        self._loop = asyncio.get_running_loop()
        self._answered = asyncio.Condition()

    async def ask(self) -> None:
        """Look up all words until told to stop."""
        await asyncio.gather(*(self._ask(place, term) for place, term in enumerate(self.terms)))

    async def _ask(self, place: int, term: str) -> None:
        while self.going_on:
            async with self.live.dictionary() as dictionary:
                answer = await dictionary.look_up(term)
            self.found[term].add(answer.match)
            self.answers[place] += 1
            async with self._answered:  # an answer that is at hand comes without a pause
                self._answered.notify_all()
            await asyncio.sleep(0)

    def wait_for_answers(self) -> None:
        """Wait, in another thread, until each member has asked and been answered once more."""
        asyncio.run_coroutine_threadsafe(self._all_answered(), self._loop).result(SECONDS_UNTIL_HUNG)

    async def _all_answered(self) -> None:
        before = self.answers.copy()
        async with self._answered:
            # The next answer may belong to an earlier question.
            await self._answered.wait_for(
                lambda: all(now > then + 1 for now, then in zip(self.answers, before, strict=True))
            )


async def test_not_one_look_up_fails_or_waits_while_sources_come_and_go(
    own_home: Home, mesh_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_module, "SECONDS_BETWEEN_CHECKS", -1)
    live = LiveDictionary(own_home.lexicon, ANSWER_LIMITS)
    askers = Askers(live, ["interleukin", "chilblain", "interlukin", "treatment diary", "no such thing at all"] * 2)

    def replace_between_answers(part: Path, path: Path) -> None:
        askers.wait_for_answers()
        replace(part, path)
        askers.wait_for_answers()

    def change() -> None:
        remove(own_home, ["mesh"])
        install(own_home, "mesh", mesh_file)
        build(own_home)
        install(own_home, "mesh", mesh_file)
        askers.going_on = False

    monkeypatch.setattr("bot.building.build.replace", replace_between_answers)
    await asyncio.gather(askers.ask(), asyncio.to_thread(change))
    await live.close()
    assert askers.found["interleukin"] == {Match.EXACT}
    assert askers.found["treatment diary"] == {Match.EXACT}
    assert Match.EXACT in askers.found["chilblain"]
    assert len(askers.found["chilblain"]) == 2
    assert askers.found["interlukin"] == {Match.SUGGESTION}
