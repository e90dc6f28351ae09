"""Which guilds have nothing in a table, as nearly all have: nothing is asked of the database for these."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, select

from bot.storage.database import Database

# All guilds with rows are read once so many were asked for one by one: a query for a few is not worth it.
MIN_ASKED = 8
# Ids take 70 bytes each. Where more guilds have rows, each is asked for.
MAX_GUILDS = 50_000


class AbsentGuilds:
    """The guilds without a row in a table. `column` has their ids. What is known is used for so many `seconds`, and not at
    all of a guild for which something was written since (`Database.writes`).
    """

    def __init__(
        self, database: Database, column: Column[Any], seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._column = column
        self._seconds = seconds
        self._clock = clock
        self._present: frozenset[int] = frozenset()
        self._read_at = -math.inf
        self._writes = database.writes.copy()
        self._asked = 0
        self._is_reading = False

    async def has(self, guild_id: int) -> bool:
        """Return True if a guild is known to have no row. Raises DataError if the database cannot be read."""
        if not self._is_known():
            self._asked += 1
            if self._asked >= MIN_ASKED and not self._is_reading:
                await self._read()
        return (
            self._is_known()
            and guild_id not in self._present
            and self._writes.of(guild_id) == self._database.writes.of(guild_id)
        )

    def _is_known(self) -> bool:
        return self._clock() - self._read_at <= self._seconds

    async def _read(self) -> None:
        """Read the ids of all guilds with rows. What is written meanwhile counts as written later."""
        writes, now = self._database.writes.copy(), self._clock()
        self._is_reading, self._asked = True, 0
        try:
            async with self._database.reading() as connection:
                found = await connection.execute(select(self._column).distinct().limit(MAX_GUILDS + 1))
                present = frozenset(found.scalars())
        finally:
            self._is_reading = False
        if len(present) <= MAX_GUILDS:
            self._present, self._read_at, self._writes = present, now, writes
