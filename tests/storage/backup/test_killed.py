"""A backup, a restore, a move or a migration that is killed leaves all rows as they were or as they will be, and the next
run removes what was left behind.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.killing import Moment, refuse_failure, refuse_survival, start
from storage.places import Place
from storage.rows import make_database, read_rows

from bot.settings import Home
from bot.storage.backup.folder import PART, BackupFolder
from bot.storage.backup.making import back_up
from bot.storage.migrate import known_versions
from bot.storage.schema import SCHEMA_VERSION

MAKING, RESTORING, MOVING = (f"bot.storage.backup.{module}" for module in ("making", "restoring", "moving"))


def parts(*folders: Path) -> list[Path]:
    """Files that were not finished."""
    return [path for folder in folders for path in folder.rglob("*") if PART in path.name or path.name == "unfinished"]


def run(place: Place, *words: str | Path) -> None:
    """Run a command to its end."""
    refuse_failure(start(place.home, *words, settings=place.settings))


def kill(place: Place, moment: tuple[str, str, int], *words: str | Path) -> None:
    """Run a command that is killed at a moment."""
    refuse_survival(start(place.home, *words, at=Moment(*moment), settings=place.settings))


async def test_a_killed_backup_leaves_nothing_behind(place: Place, tmp_path: Path) -> None:
    await make_database(place, SCHEMA_VERSION)
    place.home.folder.mkdir(exist_ok=True)
    kill(place, (MAKING, "replace", 0), "backup", tmp_path / "first")
    assert parts(tmp_path)
    run(place, "backup", tmp_path / "second")
    assert parts(tmp_path) == []
    assert not (tmp_path / "first").exists()
    run(place, "restore", tmp_path / "second")


@pytest.mark.parametrize("function", ["keep_copy", "copy_rows", "_keep_numbers"])
async def test_a_killed_restore_has_not_happened(place: Place, tmp_path: Path, function: str) -> None:
    other = Place(Home(tmp_path / "other home"))
    await make_database(other, known_versions()[0])
    await back_up(other.url, tmp_path / "backup", BackupFolder(other.home.backups, 7))
    await make_database(place, SCHEMA_VERSION)
    place.home.folder.mkdir(exist_ok=True)
    rows = await read_rows(place)
    kill(place, (RESTORING, function, 0), "restore", tmp_path / "backup")
    assert await read_rows(place) == rows
    run(place, "restore", tmp_path / "backup")
    assert (await read_rows(place))["study_card"] == []
    assert parts(tmp_path) == []


async def test_a_killed_migration_is_made_again_with_its_copy(place: Place) -> None:
    await make_database(place, known_versions()[0])
    place.home.folder.mkdir(exist_ok=True)
    rows = await read_rows(place)
    kill(place, ("bot.storage.migrate", "make_version", 0), "feedback")
    assert await read_rows(place) == rows
    run(place, "feedback")
    assert (await read_rows(place))["feedback"] == rows["feedback"]
    (copy,) = BackupFolder(place.home.backups, 7).automatic()
    assert "-before-" in copy.name
    assert parts(place.home.folder) == []


@pytest.mark.parametrize("function", ["copy_rows", "remove"])
async def test_a_killed_move_is_finished_when_it_is_repeated(
    sqlite_place: Place, postgres_place: Place, function: str
) -> None:
    await make_database(sqlite_place, SCHEMA_VERSION)
    rows = await read_rows(sqlite_place)
    kill(postgres_place, (MOVING, function, 0), "move-data", "--to", "postgresql")
    assert await read_rows(sqlite_place) == rows
    assert await read_rows(postgres_place) in ({}, rows)
    run(postgres_place, "move-data", "--to", "postgresql")
    assert await read_rows(postgres_place) == rows
    assert not sqlite_place.home.server_data.exists()
    kill(postgres_place, (MOVING, "replace", 0), "move-data", "--to", "sqlite")
    assert not sqlite_place.home.server_data.exists()
    run(postgres_place, "move-data", "--to", "sqlite")
    assert await read_rows(sqlite_place) == rows
    assert parts(sqlite_place.home.folder) == []
