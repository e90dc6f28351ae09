"""Backups for tests."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from storage.places import Place
from storage.rows import make_database

from bot.settings import Home
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.making import back_up
from bot.storage.backup.seal import unseal
from bot.storage.schema import SCHEMA_VERSION


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup with rows in every table, made once."""
    folder = tmp_path_factory.mktemp("made")

    async def make() -> None:
        place = Place(Home(folder / "home"))
        await make_database(place, SCHEMA_VERSION)
        await back_up(place.url, folder / "backup.sqlite3", BackupFolder(place.home.backups, 7))

    asyncio.run(make())
    return folder / "backup.sqlite3"


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    """A backup that Medlex made, to be damaged."""
    return Path(shutil.copy(made, tmp_path / "backup.sqlite3"))


@pytest.fixture
def plain_copy(made: Path, tmp_path: Path) -> Path:
    """A file without a checksum, such as a copy of the file that a bot had used."""
    copy = Path(shutil.copy(made, tmp_path / "plain.sqlite3"))
    assert unseal(copy)
    return copy
