"""Homes that cannot be written, or that another program holds."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from homes import contents, install, pages_of
from waiting import SECONDS_UNTIL_HUNG

from bot.building.build import build
from bot.errors import DataError
from bot.settings import Home
from bot.sources.parsing import parse_into
from bot.terms.source import InstalledSource


def test_a_home_that_is_a_file_is_refused(tmp_path: Path, mesh_file: Path) -> None:
    home = Home(tmp_path / "file")
    home.folder.write_text("not a folder")
    refuse_home(home, mesh_file)


def test_a_home_below_a_file_is_refused(tmp_path: Path, mesh_file: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    refuse_home(Home(tmp_path / "file" / "home"), mesh_file)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_without_permission_is_refused(tmp_path: Path, mesh_file: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    refuse_home(Home(tmp_path / "closed"), mesh_file)


def test_a_home_that_may_not_be_made_is_refused(
    tmp_path: Path, mesh_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", forbidden)
    refuse_home(Home(tmp_path / "home"), mesh_file)


def test_a_lexicon_whose_place_is_taken_by_a_folder_is_refused(own_home: Home) -> None:
    own_home.lexicon.unlink()
    own_home.lexicon.mkdir()
    with pytest.raises(DataError, match="cannot be written"):
        build(own_home)


def refuse_home(home: Home, mesh_file: Path) -> None:
    for attempt in (lambda: build(home), lambda: install(home, "mesh", mesh_file)):
        with pytest.raises(DataError) as refused:
            attempt()
        assert f"The folder {home.folder} cannot be written" in refused.value.problem
        assert "MEDLEX_HOME" in refused.value.remedy


# Two at once


def test_while_another_program_writes_a_second_is_refused(own_home: Home, mesh_file: Path) -> None:
    before = contents(own_home)
    with FileLock(own_home.folder / "write.lock"):
        for attempt in (lambda: build(own_home), lambda: install(own_home, "mesh", mesh_file)):
            with pytest.raises(DataError) as refused:
                attempt()
            assert str(own_home.folder) in refused.value.problem
            assert "Wait" in refused.value.remedy
    assert contents(own_home) == before
    build(own_home)


def test_of_two_installations_at_once_one_completes_and_the_other_says_why_not(
    own_home: Home, newer_mesh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsing, may_end = threading.Event(), threading.Event()

    def slow(*arguments: Any) -> InstalledSource:
        parsing.set()
        may_end.wait(SECONDS_UNTIL_HUNG)
        return parse_into(*arguments)

    monkeypatch.setattr("bot.building.parse.parse_into", slow)
    first = threading.Thread(target=install, args=(own_home, "mesh", newer_mesh))
    first.start()
    assert parsing.wait(SECONDS_UNTIL_HUNG)
    with pytest.raises(DataError, match="Another `medlex` program"):
        install(own_home, "mesh", newer_mesh)
    may_end.set()
    first.join(SECONDS_UNTIL_HUNG)
    assert "Now: from monocytes" in pages_of(own_home)["monokine"]


def test_a_lock_that_a_killed_program_left_does_not_keep_anybody_out(own_home: Home) -> None:
    (own_home.folder / "write.lock").touch()
    build(own_home)
