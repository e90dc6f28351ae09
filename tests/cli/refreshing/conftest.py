"""Homes whose sources came from their publishers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli.refreshing.schedule import SOMEWHERE
from waiting import SECONDS_UNTIL_HUNG

from bot.building.build import install_files
from bot.building.parse import SourceFile
from bot.settings import Home
from bot.sources.catalogue import source


@pytest.fixture(autouse=True)
def programs_may_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that clears up is not killed because the machine has other things to do."""
    monkeypatch.setattr("bot.discord_bot.refreshing.SECONDS_TO_END", SECONDS_UNTIL_HUNG)


@pytest.fixture(scope="module")
def once_published(home: Home, mesh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose MeSH came from its publisher, and whose NCI dictionary from a file. Shared: only to be read."""
    published = Home(shutil.copytree(home.folder, tmp_path_factory.mktemp("published") / "home"))
    install_files(published, [SourceFile(source("mesh"), mesh_file, origin=SOMEWHERE)])
    return published


@pytest.fixture
def published(once_published: Home, tmp_path: Path) -> Home:
    """A copy of `once_published` that belongs to one test."""
    return Home(shutil.copytree(once_published.folder, tmp_path / "published home"))


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """Where the program that takes the place of `medlex` writes what it has to say."""
    return tmp_path / "note"
