"""A database file that is deleted or replaced while Medlex runs is noticed at the next write, and named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from storage.places import Place

from bot.errors import DatabaseReplacedError
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.making import back_up
from bot.storage.records import SavedEntry
from bot.storage.server_data import ServerData, opened

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)


def entry(number: int) -> SavedEntry:
    return SavedEntry(1, f"key-{number}", "headword " * 1_000, MORNING)


def delete(file: Path, _copy: Path) -> None:
    file.unlink()


def delete_all(file: Path, _copy: Path) -> None:
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()


def move_away(file: Path, _copy: Path) -> None:
    file.rename(file.with_name("elsewhere.sqlite3"))


def replace(file: Path, copy: Path) -> None:
    copy.replace(file)


def write_over(file: Path, copy: Path) -> None:
    shutil.copyfile(copy, file)


def empty(file: Path, _copy: Path) -> None:
    file.write_bytes(b"")


def write_text_over(file: Path, _copy: Path) -> None:
    file.write_text("not a database at all " * 500)


@pytest.mark.parametrize("harm", [delete, delete_all, move_away, replace, write_over, empty, write_text_over])
async def test_what_was_done_to_the_file_is_said_at_the_next_write(
    sqlite_place: Place, harm: Callable[[Path, Path], None]
) -> None:
    file, copy = sqlite_place.home.server_data, sqlite_place.home.folder / "backup.sqlite3"
    async with opened(sqlite_place.home) as data:
        await data.saved.save(entry(0))
        await back_up(sqlite_place.url, copy, BackupFolder(sqlite_place.home.backups, 7))
        await write_much(data)
        harm(file, copy)
        with pytest.raises(DatabaseReplacedError, match="deleted or replaced") as caught:
            await data.saved.save(entry(1))
        with pytest.raises(DatabaseReplacedError):
            await data.forget_member(1)
    assert str(file) in caught.value.problem
    assert "medlex restore" in caught.value.remedy


async def write_much(data: ServerData) -> None:
    """Write so much that the file grows, and shrinks its log, as it does in a few weeks."""
    for number in range(2, 60):
        await data.saved.save(entry(number))
        await data.saved.remove(1, f"key-{number}")
    await data.saved.save(entry(60))


async def test_a_file_that_is_put_back_is_used_again(sqlite_place: Place) -> None:
    file = sqlite_place.home.server_data
    async with opened(sqlite_place.home) as data:
        file.rename(file.with_name("elsewhere.sqlite3"))
        with pytest.raises(DatabaseReplacedError):
            await data.saved.save(entry(0))
        file.with_name("elsewhere.sqlite3").rename(file)
        assert await data.saved.save(entry(0))
    async with opened(sqlite_place.home) as data:
        assert await data.saved.count(1) == 1


async def test_what_others_write_to_the_file_is_no_replacement(sqlite_place: Place) -> None:
    async with opened(sqlite_place.home) as data, opened(sqlite_place.home) as other:
        for number in range(30):
            await data.saved.save(entry(number))
            await other.saved.remove(1, f"key-{number}")
        copy = sqlite_place.home.folder / "backup.sqlite3"
        await back_up(sqlite_place.url, copy, BackupFolder(sqlite_place.home.backups, 7))
        assert await data.saved.save(entry(99))
