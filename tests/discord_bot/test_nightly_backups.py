"""Server data are backed up each night while the bot runs; a missed night is made up for."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs
from waiting import SECONDS_UNTIL_HUNG

from bot.clock import Clock
from bot.discord_bot.backing_up import MAX_SLEEP, NightlyBackups, backing_up, next_night
from bot.discord_bot.gateway_client import MedlexClient
from bot.settings import CHECKOUT, Home
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.nightly import last_failure
from bot.storage.backup.stopping import Stop
from bot.storage.records import SavedEntry
from bot.storage.server_data import opened

EVENING = datetime(2026, 5, 12, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in the time zone UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("Windows has no such setting")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


class Nights:
    """Backups whose clock goes on when they sleep, until so many sleeps are over."""

    def __init__(self, home: Home, keep: int = 7, now: datetime = EVENING, database: SecretStr | None = None) -> None:
        self.now, self.left, self.slept = now, 0, list[float]()
        self.folder = BackupFolder(home.backups, keep)
        clock = Clock(now=lambda: self.now, sleep=self.sleep)
        self.backups = NightlyBackups(home, database, keep, clock)

    async def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        self.left -= 1
        if self.left < 0:
            raise asyncio.CancelledError

    async def go_on(self, hours: int) -> None:
        """Run until so many waits of at most an hour are over."""
        self.left = hours
        with pytest.raises(asyncio.CancelledError):
            await self.backups.run()

    def made(self) -> list[str]:
        """The names of the backups, the oldest first."""
        return [path.name for path in reversed(self.folder.automatic())]


@pytest.fixture
async def home(tmp_path: Path) -> Home:
    """A home with server data."""
    home = Home(tmp_path / "home")
    async with opened(home) as data:
        await data.saved.save(SavedEntry(1, "interleukin", "interleukin", EVENING))
    return home


async def test_a_missed_backup_is_made_at_the_start_and_then_one_each_night(home: Home) -> None:
    nights = Nights(home)
    await nights.go_on(72)
    assert nights.made() == [
        "servers-20260512T200000Z.sqlite3",
        "servers-20260513T030000Z.sqlite3",
        "servers-20260514T030000Z.sqlite3",
        "servers-20260515T030000Z.sqlite3",
    ]
    assert max(nights.slept) == MAX_SLEEP.total_seconds()


async def test_a_restart_makes_no_second_backup_of_a_night(home: Home) -> None:
    await Nights(home).go_on(0)
    await Nights(home, now=EVENING + timedelta(minutes=5)).go_on(2)
    assert Nights(home).made() == ["servers-20260512T200000Z.sqlite3"]


async def test_after_a_restart_metrics_know_when_the_last_backup_was_made(home: Home) -> None:
    await Nights(home).go_on(0)
    client = MedlexClient(home)
    nights = Nights(home, now=EVENING + timedelta(hours=1))
    nights.backups.client = client
    await nights.go_on(0)
    last = client.metrics.registry.get_sample_value("medlex_work_last_success_timestamp_seconds", {"work": "backup"})
    assert last == EVENING.timestamp()


async def test_only_so_many_are_kept(home: Home) -> None:
    nights = Nights(home, keep=2)
    await nights.go_on(24 * 5)
    assert nights.made() == ["servers-20260516T030000Z.sqlite3", "servers-20260517T030000Z.sqlite3"]


async def test_without_server_data_nothing_is_made(tmp_path: Path) -> None:
    nights = Nights(Home(tmp_path / "home"))
    await nights.go_on(30)
    assert nights.made() == []
    assert not (tmp_path / "home").exists()


async def test_a_backup_that_fails_is_logged_and_noted_and_tried_again_within_the_hour(home: Home) -> None:
    nights = Nights(home)
    damaged = home.server_data.read_bytes()
    home.server_data.write_bytes(b"damaged")
    with capture_logs() as logged:
        await nights.go_on(1)
    assert [line["event"] for line in logged] == ["backup_failed", "backup_failed"]
    assert str(home.server_data) in logged[0]["problem"]
    failure = last_failure(nights.folder)
    assert failure is not None
    assert failure.problem == logged[1]["problem"]
    home.server_data.write_bytes(damaged)
    await nights.go_on(0)
    assert last_failure(nights.folder) is None
    assert len(nights.made()) == 1


async def test_a_backup_of_the_future_does_not_keep_others_from_being_made(home: Home) -> None:
    nights = Nights(home)
    await Nights(home, now=EVENING + timedelta(days=400)).go_on(0)
    await nights.go_on(0)
    assert "servers-20260512T200000Z.sqlite3" in nights.made()


async def test_none_are_made_where_the_host_wants_none(home: Home) -> None:
    async with backing_up(home, None, 0):
        await asyncio.sleep(0)
        assert not [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


async def test_the_event_loop_goes_on_while_a_backup_is_made(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    loop_went_on = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def waiting_back_up(*_: object) -> None:
        asyncio.run_coroutine_threadsafe(_set(loop_went_on), loop).result(60)

    monkeypatch.setattr("bot.storage.backup.nightly.back_up", waiting_back_up)
    async with backing_up(home, None, 7):
        await asyncio.wait_for(loop_went_on.wait(), 60)


async def _set(event: asyncio.Event) -> None:
    event.set()


async def test_a_backup_ends_with_the_bot(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def endless_back_up(_url: object, _copy: object, _folder: object, stop: Stop) -> None:
        loop.call_soon_threadsafe(begun.set)
        while True:
            stop()

    monkeypatch.setattr("bot.storage.backup.nightly.back_up", endless_back_up)
    monkeypatch.setattr("bot.discord_bot.backing_up.SECONDS_TO_STOP", SECONDS_UNTIL_HUNG)
    with capture_logs() as logged:
        async with backing_up(home, None, 7):
            await begun.wait()
    assert [line["event"] for line in logged] == ["backup_stopped"]
    assert last_failure(BackupFolder(home.backups, 7)) is None


async def test_a_backup_stops_when_the_bot_is_told_to_end_while_it_still_answers(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    client = MedlexClient(home)

    async def stopping_back_up(_url: object, _copy: object, _folder: object, stop: Stop) -> None:
        loop.call_soon_threadsafe(setattr, client, "is_stopping", True)  # noqa: FBT003
        while not stop.is_requested:
            pass
        loop.call_soon_threadsafe(stopped.set)
        stop()

    monkeypatch.setattr("bot.storage.backup.nightly.back_up", stopping_back_up)
    async with backing_up(home, None, 7, client):
        await asyncio.wait_for(stopped.wait(), SECONDS_UNTIL_HUNG)


HANGING = """
import asyncio, os, signal, sys, threading
from pathlib import Path
import bot.storage.backup.making as making
from bot.discord_bot.backing_up import backing_up
from bot.settings import Home

def hang(*_):
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait()

async def main():
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    async with backing_up(Home(Path(sys.argv[1])), None, 7):
        await told.wait()

making.copy_sound = hang
asyncio.run(main())
"""


async def test_a_disk_that_hangs_does_not_keep_the_program_from_ending(home: Home) -> None:
    process = subprocess.run(  # noqa: S603, ASYNC221 (our own program)
        [sys.executable, "-c", HANGING, str(home.folder)],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        timeout=SECONDS_UNTIL_HUNG,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert "backup_not_stopped" in process.stdout + process.stderr
    await Nights(home).go_on(0)
    assert sorted(path.name for path in home.backups.iterdir()) == ["lock", "servers-20260512T200000Z.sqlite3"]


@pytest.mark.parametrize(("hour", "expected"), [(2, 12), (3, 13), (23, 13)])
def test_the_next_night_is_the_next_three_oclock(hour: int, expected: int) -> None:
    assert next_night(EVENING.replace(hour=hour)) == datetime(2026, 5, expected, 3, tzinfo=UTC)


def test_the_night_is_that_of_the_machine_also_when_its_clock_is_put_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Madrid")
    time.tzset()
    assert next_night(datetime(2026, 3, 28, 12, tzinfo=UTC)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert next_night(datetime(2026, 10, 24, 12, tzinfo=UTC)) == datetime(2026, 10, 25, 2, tzinfo=UTC)


async def test_a_password_is_in_no_message(home: Home) -> None:
    url = SecretStr("postgresql://me:very-secret@127.0.0.1:1/words")

    pytest.importorskip("asyncpg")
    with capture_logs() as logged:
        await Nights(home, database=url).go_on(0)
    assert [line["event"] for line in logged] == ["backup_failed"]
    assert "very-secret" not in repr(logged) + repr(last_failure(BackupFolder(home.backups, 7)))
