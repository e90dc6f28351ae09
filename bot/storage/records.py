"""What is stored of members and guilds, as data. This module does not load SQLAlchemy."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.storage.checks import checked_time_zone

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
