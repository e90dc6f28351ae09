"""What admins set for their guild. Each setting is one record, which drives its check, its wording and its documentation."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import delete, select

from bot.errors import N_, UsageError
from bot.servers.checks import checked_language
from bot.servers.database import Database, put
from bot.servers.schema import guild_setting

# As long as another process's change may go unnoticed; of so many guilds the settings are at hand, under a megabyte in all.
SECONDS_AT_HAND = 30.0
MOST_AT_HAND = 4_096

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class GuildSetting(Generic[Value]):
    """One setting of a guild.

    `name` is what the database and commands call it, `title` and `explanation` are what an admin reads, `default` is what
    holds where nothing is set. `read` makes the value of a text and raises UsageError for one that cannot be; `write` makes
    that text again.
    """

    name: str
    title: str
    explanation: str
    default: Value
    read: Callable[[str], Value]
    write: Callable[[Value], str]


def _read_boolean(text: str) -> bool:
    if text.strip().lower() not in {"true", "false"}:
        raise UsageError(N_("{text!r} is neither true nor false."), N_("Choose true or false."), text=text)
    return text.strip().lower() == "true"


LANGUAGE: GuildSetting[str | None] = GuildSetting(
    name="language",
    title=N_("Default language"),
    explanation=N_("The language (ISO 639-1) of replies to people whose own is not among Medlex's."),
    default=None,
    read=checked_language,
    write=str,
)
PRIVATE: GuildSetting[bool] = GuildSetting(
    name="private",
    title=N_("Private by default"),
    explanation=N_("Whether only the one who asks sees the reply, unless they choose otherwise."),
    default=False,
    read=_read_boolean,
    write=lambda private: str(private).lower(),
)
GUILD_SETTINGS: tuple[GuildSetting[Any], ...] = (LANGUAGE, PRIVATE)


@dataclass(frozen=True, slots=True)
class GuildValues:
    """What is set in one guild, as it is kept."""

    texts: Mapping[str, str]

    def __getitem__(self, setting: GuildSetting[Value]) -> Value:
        """The value that holds: the default where nothing is set, or what is set is no longer possible."""
        try:
            return setting.read(self.texts[setting.name])
        except (KeyError, UsageError):
            return setting.default


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

    async def of(self, guild_id: int) -> GuildValues:
        """What is set in a guild. Another process's change shows after at most half a minute."""
        known = self._at_hand.get(guild_id)
        if known is None or self.clock() - known.read_at > SECONDS_AT_HAND:
            known = AtHand(await self._read(guild_id), self.clock())
            if len(self._at_hand) >= MOST_AT_HAND:
                self._at_hand.clear()
            self._at_hand[guild_id] = known
        return known.values

    async def set(self, guild_id: int, setting: GuildSetting[Value], value: Value) -> None:
        """Set a value. Raises UsageError for one that cannot be."""
        text = setting.write(setting.read(setting.write(value)))
        async with self.database.writing() as connection:
            await put(connection, guild_setting, guild_id=guild_id, name=setting.name, value=text)
        self._at_hand.pop(guild_id, None)

    async def reset(self, guild_id: int, setting: GuildSetting[Any]) -> None:
        """Let the default hold again."""
        this = (guild_setting.c.guild_id == guild_id) & (guild_setting.c.name == setting.name)
        async with self.database.writing() as connection:
            await connection.execute(delete(guild_setting).where(this))
        self._at_hand.pop(guild_id, None)

    async def _read(self, guild_id: int) -> GuildValues:
        query = select(guild_setting.c.name, guild_setting.c.value).where(guild_setting.c.guild_id == guild_id)
        async with self.database.reading() as connection:
            return GuildValues({row.name: row.value for row in await connection.execute(query)})
