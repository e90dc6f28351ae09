"""What is kept of members and guilds, as data: nothing here loads the database."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from bot.errors import N_, UsageError
from bot.storage.checks import checked_language, checked_time_zone

MOST_SAVED = 1_000


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """An entry of a member's list: its key, the headword it had when it was saved, and when that was."""

    user_id: int
    entry_key: str
    headword: str
    saved_at: datetime


LONGEST_TEXT = 1_000
# Digits and capitals that are not taken for one another when read aloud or typed again, and no vowels, so no words.
LETTERS_OF_REFERENCE = "23456789BCDFGHJKLMNPQRSTVWXZ"
LENGTH_OF_REFERENCE = 6


class FeedbackKind(StrEnum):
    """What is the matter with an entry."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    MISSING = "missing"
    OFFENSIVE = "offensive"
    OTHER = "other"


def new_reference() -> str:
    """A short id, to be told to the member and given to `medlex feedback`."""
    return "".join(secrets.choice(LETTERS_OF_REFERENCE) for _ in range(LENGTH_OF_REFERENCE))


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody wrote about an entry.

    `contact_id` is the user who wrote it, and only when they chose to be contacted; `done_at` is when the host had dealt with
    it, None before.
    """

    entry_key: str
    headword: str
    kind: FeedbackKind
    text: str
    written_at: datetime
    guild_id: int | None = None
    contact_id: int | None = None
    done_at: datetime | None = None
    reference: str = field(default_factory=new_reference)


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
        raise UsageError(N_("“{text}” is neither true nor false."), N_("Choose true or false."), text=text)
    return text.strip().lower() == "true"


LANGUAGE: GuildSetting[str | None] = GuildSetting(
    name="language",
    title=N_("Default language"),
    explanation=N_("The language of replies to people whose Discord is in a language that Medlex does not speak."),
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


# No term comes twice within a year; older posts tell nothing.
POSTS_KEPT = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class TermOfTheDay:
    """Where and when a guild wants its term: from a full hour (0 to 23) on, by the clocks of a time zone of IANA's database.

    `language` is an ISO 639-1 code; None leaves it to the guild's own settings.
    """

    guild_id: int
    channel_id: int
    hour: int
    time_zone: str
    language: str | None = None

    def due_on(self, now: datetime) -> date | None:
        """The guild's date, if the hour has come there; None earlier in the day."""
        local = now.astimezone(checked_time_zone(self.time_zone))
        return local.date() if local.hour >= self.hour else None
