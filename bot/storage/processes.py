"""Several processes on one PostgreSQL database: what one writes the others know at once, and some things only one does.

A SQLite file belongs to one process, so there all of this does nothing.
https://www.postgresql.org/docs/current/sql-notify.html, https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import DataError
from bot.storage.database import Database, driver_of
from bot.storage.database_errors import database_errors
from bot.storage.telling import CHANNEL

logger = structlog.get_logger(__name__)

# A lost connection is noticed, and made again, within this time.
SECONDS_BETWEEN_LOOKS = 5.0
# A database that takes longer to say who leads is one that cannot be asked.
SECONDS_TO_ANSWER = 5.0


# The channel of PostgreSQL over which processes tell each other which terms of the day could not be posted.
POST_FAILURES = "medlex_post_failures"


class Lock(IntEnum):
    """The first numbers of our advisory locks: what only one process does at a time."""

    SIGN_IN = 7_301
    LEADER = 7_302
    REGISTER = 7_303


Hear = Callable[[str], None]


async def follow_writes(database: Database, others: Mapping[str, Hear] | None = None) -> None:
    """Count what other processes write as this process's own (`Database.writes`), until cancelled, so that what was read
    before is read again. While nothing can be heard, what is cached is dropped after its usual time. `others` are called
    with what comes over further channels.
    """
    while True:
        try:
            async with _listening(database, others or {}) as connection:
                database.writes.count()  # nobody knows what was written meanwhile
                await _lost(connection)
            logger.warning("writes_not_followed", error="the connection was lost")
        except (DataError, OSError) as error:
            logger.warning("writes_not_followed", error=type(error).__name__)
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        database.writes.count()


@asynccontextmanager
async def _listening(database: Database, others: Mapping[str, Hear]) -> AsyncIterator[AsyncConnection]:
    """A connection over which the owners of what is written come in, and what is told over other channels."""

    def count(owners: str) -> None:
        database.writes.count(*map(int, owners.split()))

    channels: dict[str, Hear] = {**others, CHANNEL: count}

    def heard(_connection: Any, _process: int, channel: str, message: str) -> None:
        channels[channel](message)

    async with database.connected() as connection:
        driver = await driver_of(connection)
        for channel in channels:
            await driver.add_listener(channel, heard)
        yield connection


async def _lost(connection: AsyncConnection) -> None:
    """Wait until a connection is lost. Raises DataError or OSError if it no longer answers."""
    lost = asyncio.Event()
    driver = await driver_of(connection)
    driver.add_termination_listener(lambda _connection: lost.set())
    while not driver.is_closed() and not lost.is_set():
        try:
            await asyncio.wait_for(lost.wait(), SECONDS_BETWEEN_LOOKS)
        except TimeoutError:
            await asyncio.wait_for(driver.execute("SELECT 1"), SECONDS_BETWEEN_LOOKS)


async def tell_all(database: Database, channel: str, messages: asyncio.Queue[str]) -> None:
    """Send messages to all processes that follow a channel, in their order, until cancelled. One that cannot be sent is
    dropped.
    """
    while True:
        message = await messages.get()
        try:
            async with database.reading() as connection:
                await connection.execute(select(func.pg_notify(channel, message)))
        except DataError as error:
            logger.warning("others_not_told", error=type(error).__name__)


@asynccontextmanager
async def lock(database: Database, kind: Lock, number: int) -> AsyncIterator[None]:
    """Let no other process in here at the same time, of those that share a PostgreSQL database.

    The lock ends with the process, however that ends. Raises DataError if the database cannot be used.
    """
    if not database.is_shared:
        yield
        return
    async with database.connected() as connection:
        await connection.execute(select(func.pg_advisory_lock(kind.value, number)))
        yield


@dataclass(frozen=True, slots=True)
class Session:
    """The session in which a leader has its lock: its connection, asyncpg's own, and what ends it."""

    connection: AsyncConnection
    driver: Any
    end: AsyncExitStack


class Leader:
    """Whether this process is the one that has a duty, of all that share a database. Duties are numbered.

    The first that asks is the leader until it ends or loses its connection; then another one is, at its next question.
    """

    def __init__(self, database: Database, duty: int = 0) -> None:
        self._database = database
        self._duty = duty
        self._session: Session | None = None
        self._asking = asyncio.Lock()

    async def is_here(self) -> bool:
        """Return True if this process is the leader. False if the database cannot be asked."""
        if not self._database.is_shared:
            return True
        async with self._asking:
            try:
                async with asyncio.timeout(SECONDS_TO_ANSWER):
                    return await self._is_here()
            except (DataError, OSError) as error:  # TimeoutError is among them
                logger.warning("leader_unknown", error=type(error).__name__)
                await self.resign()
                return False

    async def _is_here(self) -> bool:
        with database_errors(self._database.url):
            if self._session is not None and not self._session.driver.is_closed():
                await self._session.connection.execute(select(1))
                return True
            await self.resign()
            return await self._try_to_lead()

    async def _try_to_lead(self) -> bool:
        async with AsyncExitStack() as end:
            connection = await end.enter_async_context(self._database.connected())
            driver = await driver_of(connection)
            is_free = select(func.pg_try_advisory_lock(Lock.LEADER.value, self._duty))
            if (await connection.execute(is_free)).scalar_one():
                self._session = Session(connection, driver, end.pop_all())
                logger.info("leads", duty=self._duty)
        return self._session is not None

    async def resign(self) -> None:
        """Let another process lead."""
        session, self._session = self._session, None
        if session is not None:
            await session.end.aclose()
