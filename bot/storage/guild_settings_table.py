"""The settings of guilds in the database."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from bot.storage.absent_guilds import AbsentGuilds
from bot.storage.database import Database, put
from bot.storage.guild_settings import GuildSetting, GuildValues
from bot.storage.schema import guild_setting
from bot.storage.setting_types import NOT_STORED, Value

# How long another process's change may go unnoticed, and how many guilds' settings are cached: under a megabyte.
SECONDS_CACHED = 30.0
MAX_CACHED = 4_096
NOTHING_STORED = GuildValues({})


@dataclass(frozen=True, slots=True)
class CachedValues:
    """Values, when they were read, in seconds of the monotonic clock, and what was written for the guild until then."""

    values: GuildValues
    read_at: float
    writes: int


class GuildSettings:
    """Every guild's settings. They are read with every command, so they are cached for a short while.

    cachetools' TTLCache does not do: a value that was read before a change and arrives after it must not be cached.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self.database = database
        self.clock = clock
        self._cache: dict[int, CachedValues] = {}
        self._absent = AbsentGuilds(database, guild_setting.c.guild_id, SECONDS_CACHED, clock)

    async def of(self, guild_id: int) -> GuildValues:
        """Return what is set in a guild. Another process's change shows at once if it is heard of
        (`bot.storage.processes`), else after at most half a minute.
        """
        cached = self._cache.get(guild_id)
        if cached is None or not self._is_fresh(guild_id, cached):
            if await self._absent.has(guild_id):
                return NOTHING_STORED
            cached = await self._read_and_cache(guild_id)
        return cached.values

    def _is_fresh(self, guild_id: int, cached: CachedValues) -> bool:
        is_recent = self.clock() - cached.read_at <= SECONDS_CACHED
        return is_recent and cached.writes == self.database.writes.of(guild_id)

    async def _read_and_cache(self, guild_id: int) -> CachedValues:
        """Read a guild's values, and cache them; what is written meanwhile makes them old."""
        writes = self.database.writes.of(guild_id)
        cached = CachedValues(await self._read(guild_id), self.clock(), writes)
        if len(self._cache) >= MAX_CACHED:
            self._cache.clear()
        self._cache[guild_id] = cached
        return cached

    async def set(self, guild_id: int, setting: GuildSetting[Value], value: Value) -> None:
        """Set a value. None and an empty set are the same as none set. Raises UsageError for a value that the setting
        cannot have.
        """
        if value in NOT_STORED:
            await self.reset(guild_id, setting)
            return
        text = setting.value_type.write(setting.value_type.read(setting.value_type.write(value)))
        async with self.database.writing(guild_id) as connection:
            await put(connection, guild_setting, guild_id=guild_id, name=setting.name, value=text)

    async def reset(self, guild_id: int, setting: GuildSetting[Any]) -> None:
        """Delete what is set, so that the default holds again."""
        this = (guild_setting.c.guild_id == guild_id) & (guild_setting.c.name == setting.name)
        async with self.database.writing(guild_id) as connection:
            await connection.execute(delete(guild_setting).where(this))

    async def _read(self, guild_id: int) -> GuildValues:
        query = select(guild_setting.c.name, guild_setting.c.value).where(guild_setting.c.guild_id == guild_id)
        async with self.database.reading() as connection:
            return GuildValues({row.name: row.value for row in await connection.execute(query)})
