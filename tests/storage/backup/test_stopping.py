"""A backup that is told to stop leaves nothing behind, at whatever step it was, and the next one is made."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from storage.every_table import write_everywhere
from storage.places import Place, run_sql

from bot.settings import Home
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.making import back_up, copy_sound
from bot.storage.backup.nightly import last_failure, make_nightly
from bot.storage.backup.soundness import refuse_unsound
from bot.storage.backup.stopping import BackupStoppedError, Stop
from bot.storage.server_data import opened

ROWS = 12
NIGHT = datetime(2026, 5, 13, 3, tzinfo=UTC)


class StopAt(Stop):
    """Is requested when it is called for the so-manieth time."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.left = step

    def __call__(self) -> None:
        """Count the call."""
        self.left -= 1
        if self.left < 0:
            self.request()
        super().__call__()


async def fill(place: Place) -> None:
    async with opened(place.home, place.address) as data:
        for number in range(ROWS):
            await write_everywhere(data, user=number + 1, guild=number + 1, text=f"text {number}")


def files(folder: Path) -> list[str]:
    """The names of everything in a folder but its lock."""
    return sorted(path.name for path in folder.iterdir() if path.name != "lock") if folder.exists() else []


async def test_a_stop_at_any_step_leaves_nothing_behind(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.backup.making.PAGES_AT_ONCE", 10)
    await fill(place)
    folder, copy = BackupFolder(tmp_path / "backups", 7), tmp_path / "copy"
    for step in count(step=5):
        try:
            await back_up(place.url, copy, folder, StopAt(step))
        except BackupStoppedError:
            assert files(folder.folder) == []
            assert "copy" not in "".join(files(tmp_path))
        else:
            break
    assert step > 3
    assert copy.exists()


async def test_a_check_of_all_rows_is_stopped_within_it(
    sqlite_place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(sqlite_place)
    monkeypatch.setattr("bot.storage.backup.soundness.INSTRUCTIONS", 10)
    file, stop = sqlite_place.home.server_data, Stop()
    copy_sound(file, tmp_path / "part")
    stop.request()
    with pytest.raises(BackupStoppedError):
        refuse_unsound(tmp_path / "part", file, stop)
    refuse_unsound(tmp_path / "part", file)


async def test_who_writes_meanwhile_does_not_begin_the_copy_anew(
    sqlite_place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite would, without a transaction around all steps (https://sqlite.org/c3ref/backup_finish.html)."""
    monkeypatch.setattr("bot.storage.backup.making.PAGES_AT_ONCE", 1)
    await fill(sqlite_place)
    steps = 0

    class Writing(Stop):
        def __call__(self) -> None:
            nonlocal steps
            steps += 1
            assert steps < 10_000, "the copy begins again and again"
            write(sqlite_place.home, steps)

    copy_sound(sqlite_place.home.server_data, tmp_path / "part", Writing())
    assert steps > 1


def write(home: Home, number: int) -> None:
    """Write a row as another program does."""
    run_sql(home, f"INSERT INTO guild_setting VALUES ({number + 1000}, 'name', 'value')")  # noqa: S608


async def test_a_stopped_night_is_no_failure(sqlite_place: Place) -> None:
    await fill(sqlite_place)
    folder, stop = BackupFolder(sqlite_place.home.backups, 7), Stop()
    stop.request()
    with pytest.raises(BackupStoppedError):
        await make_nightly(sqlite_place.url, folder, NIGHT, stop)
    assert last_failure(folder) is None
    assert folder.automatic() == []
    assert (await make_nightly(sqlite_place.url, folder, NIGHT)).exists()
