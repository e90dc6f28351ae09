"""A slow database: people are told before Discord stops waiting, and nothing is changed behind their backs."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from unittest.mock import AsyncMock

import pytest
from discord_bot.world import World, answered
from sqlalchemy import event
from structlog.testing import capture_logs

from bot.discord_bot.runtime import deadline
from bot.discord_bot.runtime.deadline import within_deadline
from bot.errors import UsageError
from bot.settings import Home
from bot.storage.guild_settings import PRIVATE
from bot.storage.records import SavedEntry
from bot.storage.server_data import ServerData, opened

ALICE, GUILD = 80351110224678912, 53908232506183680
SAVED = SavedEntry(ALICE, "interleukin", "interleukin", datetime(2026, 5, 12, 8, 30, tzinfo=UTC))


@pytest.fixture
async def data(own_home: Home) -> AsyncIterator[ServerData]:
    """Server data of the test's own."""
    async with opened(own_home) as data:
        yield data


@contextmanager
def another_program_writes(home: Home) -> Iterator[None]:
    """Nobody else can write until the `with` block ends."""
    with closing(sqlite3.connect(home.server_data, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def finish_late_work() -> None:
    """Wait for what goes on after people were told that it takes too long."""
    await asyncio.gather(*deadline._unfinished, return_exceptions=True)  # noqa: SLF001 (nothing public tells)


async def test_saving_that_takes_too_long_is_said_and_changes_nothing(
    own_home: Home, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # SimCord's time stands still while the bot is at work.
    monkeypatch.setattr(deadline, "_is_done", AsyncMock(return_value=False))
    page = await world.tab("interleukin", "More")
    told = answered(await world.alice.click(page, label="Save"))
    assert told.ephemeral
    assert "Nothing was changed" in told.content
    await finish_late_work()
    assert await world.clients[-1].server_data.saved.count(world.alice.id) == 0


@pytest.mark.parametrize("_round", range(10))
async def test_a_save_that_took_too_long_never_comes_back_after_everything_was_deleted(
    own_home: Home, data: ServerData, monkeypatch: pytest.MonkeyPatch, _round: int
) -> None:
    with another_program_writes(own_home):
        monkeypatch.setattr(deadline, "SECONDS", 0.05)
        with pytest.raises(UsageError, match="Nothing was changed"):
            await within_deadline(data.saved.save(SAVED))
        monkeypatch.undo()
        deleting = asyncio.create_task(within_deadline(data.forget_member(ALICE)))
        await asyncio.sleep(0)
    await deleting
    await finish_late_work()
    assert await data.saved.count(ALICE) == 0


async def test_a_setting_that_took_too_long_does_not_revert_a_later_one(
    own_home: Home, data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    with another_program_writes(own_home):
        monkeypatch.setattr(deadline, "SECONDS", 0.05)
        with pytest.raises(UsageError, match="Nothing was changed"):
            await within_deadline(data.guild_settings.set(GUILD, PRIVATE, value=True))
        monkeypatch.undo()
        later = asyncio.create_task(within_deadline(data.guild_settings.set(GUILD, PRIVATE, value=False)))
        await asyncio.sleep(0)
    await later
    await finish_late_work()
    assert (await data.guild_settings.of(GUILD))[PRIVATE] is False


async def test_what_was_being_committed_is_unclear_to_the_person_and_done_before_their_next_write(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = await data.database.open()
    loop = asyncio.get_running_loop()
    committing = asyncio.Event()
    event.listen(engine.sync_engine, "commit", lambda _: loop.call_soon(committing.set))

    async def too_late_during_the_commit(_task: object) -> bool:
        await committing.wait()
        return False

    monkeypatch.setattr(deadline, "_is_done", too_late_during_the_commit)
    with pytest.raises(UsageError, match="can't tell yet"):
        await within_deadline(data.saved.save(SAVED))
    monkeypatch.undo()
    await within_deadline(data.forget_member(ALICE))
    await finish_late_work()
    assert await data.saved.count(ALICE) == 0


async def test_of_settings_that_are_asked_for_at_once_the_last_one_holds(own_home: Home, data: ServerData) -> None:
    values = [bool(number % 2) for number in range(20)]
    with another_program_writes(own_home):
        tasks = [
            asyncio.create_task(within_deadline(data.guild_settings.set(GUILD, PRIVATE, value=value)))
            for value in values
        ]
        await asyncio.sleep(0.05)
    await asyncio.gather(*tasks)
    assert (await data.guild_settings.of(GUILD))[PRIVATE] is values[-1]


async def test_what_goes_wrong_after_the_answer_is_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "SECONDS", 0.0)
    ready = asyncio.Event()

    async def broken() -> None:
        await ready.wait()
        raise OSError("the disk is full")

    with capture_logs() as log:
        with pytest.raises(UsageError, match="took too long"):
            await deadline.within_deadline(broken())
        ready.set()
        await finish_late_work()
    assert [line["event"] for line in log] == ["failed_after_answer"]


async def test_a_dropped_write_is_in_the_log_as_what_it_is(
    own_home: Home, data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "SECONDS", 0.05)
    with capture_logs() as log:
        with another_program_writes(own_home), pytest.raises(UsageError, match="Nothing was changed"):
            await within_deadline(data.saved.save(SAVED))
        await finish_late_work()
    assert [line["event"] for line in log] == ["write_dropped"]
