"""What admins set for their guild. Each setting is one record, which drives its check, its wording and its documentation."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from bot.storage.database import Database, put
from bot.storage.records import GuildSetting, GuildValues, Value
from bot.storage.schema import guild_setting

# As long as another process's change may go unnoticed; of so many guilds the settings are at hand, under a megabyte in all.
SECONDS_AT_HAND = 30.0
MOST_AT_HAND = 4_096


@dataclass(frozen=True, slots=True)
class AtHand:
    """Values that were read a short while ago, and when."""

    values: GuildValues
    read_at: float


class GuildSettings:
    """Every guild's settings. They are asked for with every command, so they are kept at hand for a short while."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self.database = database
        self.clock = clock
        self._at_hand: dict[int, AtHand] = {}
        self._changes = 0

    async def of(self, guild_id: int) -> GuildValues:
        """What is set in a guild. Another process's change shows after at most half a minute."""
        known = self._at_hand.get(guild_id)
        if known is None or self.clock() - known.read_at > SECONDS_AT_HAND:
            known = await self._read_afresh(guild_id)
        return known.values

    async def _read_afresh(self, guild_id: int) -> AtHand:
        """Read a guild's values, and keep them at hand unless something was changed meanwhile."""
        changes = self._changes
        known = AtHand(await self._read(guild_id), self.clock())
        if len(self._at_hand) >= MOST_AT_HAND:
            self._at_hand.clear()
        if changes == self._changes:
            self._at_hand[guild_id] = known
        return known

    async def set(self, guild_id: int, setting: GuildSetting[Value], value: Value) -> None:
        """Set a value. Raises UsageError for one that cannot be."""
        text = setting.write(setting.read(setting.write(value)))
        async with self.database.writing() as connection:
            await put(connection, guild_setting, guild_id=guild_id, name=setting.name, value=text)
        self._forget(guild_id)

    async def reset(self, guild_id: int, setting: GuildSetting[Any]) -> None:
        """Let the default hold again."""
        this = (guild_setting.c.guild_id == guild_id) & (guild_setting.c.name == setting.name)
        async with self.database.writing() as connection:
            await connection.execute(delete(guild_setting).where(this))
        self._forget(guild_id)

    def _forget(self, guild_id: int) -> None:
        self._changes += 1
        self._at_hand.pop(guild_id, None)

    async def _read(self, guild_id: int) -> GuildValues:
        query = select(guild_setting.c.name, guild_setting.c.value).where(guild_setting.c.guild_id == guild_id)
        async with self.database.reading() as connection:
            return GuildValues({row.name: row.value for row in await connection.execute(query)})
