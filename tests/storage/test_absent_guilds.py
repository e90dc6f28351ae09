"""Guilds with nothing in a table are not asked for, and what is written in one shows at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

import pytest

from bot.errors import ServerDataError
from bot.languages import ENGLISH
from bot.storage import absent_guilds as module
from bot.storage.absent_guilds import MIN_ASKED, AbsentGuilds
from bot.storage.database import Database
from bot.storage.guild_settings import LANGUAGE
from bot.storage.schema import guild_setting
from bot.storage.server_data import ServerData

CLINIC = 10**17
SECONDS = 30.0


@pytest.fixture
def now() -> list[float]:
    """The time in seconds, which a test sets."""
    return [1_000.0]


@pytest.fixture
def absent(data: ServerData, now: list[float]) -> AbsentGuilds:
    """The guilds without settings."""
    return AbsentGuilds(data.database, guild_setting.c.guild_id, SECONDS, lambda: now[0])


@pytest.fixture
def reads(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One element for each time that the database was read."""
    assert data
    found: list[int] = []
    reading = Database.reading

    @asynccontextmanager
    async def counted(database: Database) -> AsyncIterator[object]:
        found.append(1)
        async with reading(database) as connection:
            yield connection

    monkeypatch.setattr(Database, "reading", counted)
    return found


async def asked_often(absent: AbsentGuilds) -> None:
    """Ask for other guilds until all are read at once."""
    for guild_id in range(1, MIN_ASKED + 1):
        await absent.has(guild_id)


async def test_a_few_guilds_are_asked_for_one_by_one(absent: AbsentGuilds, reads: list[int]) -> None:
    assert [await absent.has(guild_id) for guild_id in range(1, MIN_ASKED + 1)] == [False] * (MIN_ASKED - 1) + [True]
    assert len(reads) == 1
    assert all([await absent.has(guild_id) for guild_id in range(1_000)])
    assert len(reads) == 1


async def test_one_that_has_something_is_not_absent(data: ServerData, absent: AbsentGuilds) -> None:
    await data.guild_settings.set(CLINIC, LANGUAGE, ENGLISH)
    await asked_often(absent)
    assert not await absent.has(CLINIC)
    assert await absent.has(CLINIC + 1)


async def test_what_is_written_shows_at_once(data: ServerData, absent: AbsentGuilds) -> None:
    await asked_often(absent)
    assert await absent.has(CLINIC)
    await data.guild_settings.set(CLINIC, LANGUAGE, ENGLISH)
    assert not await absent.has(CLINIC)
    data.database.writes.count()  # nobody knows what another process has written
    assert not await absent.has(CLINIC + 1)


async def test_what_nobody_told_shows_after_a_while(absent: AbsentGuilds, now: list[float]) -> None:
    await asked_often(absent)
    now[0] += SECONDS
    assert await absent.has(CLINIC)
    now[0] += 1
    assert not await absent.has(CLINIC)


async def test_settings_of_many_guilds_take_few_reads(data: ServerData, reads: list[int]) -> None:
    await data.guild_settings.set(CLINIC, LANGUAGE, ENGLISH)
    values = [await data.guild_settings.of(guild_id) for guild_id in [*range(1, 200), CLINIC]]
    assert [each[LANGUAGE] for each in values] == [None] * 199 + [ENGLISH]
    assert len(reads) < 2 * MIN_ASKED
    await data.guild_settings.set(5, LANGUAGE, ENGLISH)
    assert (await data.guild_settings.of(5))[LANGUAGE] == ENGLISH


async def test_where_too_many_have_something_each_is_asked_for(
    data: ServerData, absent: AbsentGuilds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_GUILDS", 1)
    for guild_id in (CLINIC, CLINIC + 1):
        await data.guild_settings.set(guild_id, LANGUAGE, ENGLISH)
    assert not any([await absent.has(guild_id) for guild_id in range(1, 50)])


async def test_a_database_that_fails_says_so_and_is_tried_again(
    absent: AbsentGuilds, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = count()

    @asynccontextmanager
    async def failing(_database: Database) -> AsyncIterator[object]:
        next(failures)
        raise ServerDataError("It is down.", "Start it.")
        yield

    with monkeypatch.context() as patched:
        patched.setattr(Database, "reading", failing)
        with pytest.raises(ServerDataError):
            await asked_often(absent)
    await asked_often(absent)
    assert await absent.has(CLINIC)
