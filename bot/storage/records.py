"""Records that are stored of members and guilds. This module does not load SQLAlchemy."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

from bot.lexicon.model import GLOSSARY_MARK
from bot.lexicon.server_glossary.term import TermKey
from bot.storage.checks import checked_time_zone

MAX_SAVED = 1_000


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """An entry of a member's list: its key, its headword when it was saved, and the time."""

    user_id: int
    entry_key: str
    headword: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody looks at a list of entries: in a server (by its Discord id), or elsewhere, for None. Entries of
    other servers' glossaries are not shown there.
    """

    guild_id: int | None

    def shows(self, key: str) -> bool:
        """Return True if the entry with this key may be shown in the place."""
        decoded = TermKey.decode(key)
        return decoded.guild_id == self.guild_id if decoded else not key.startswith(GLOSSARY_MARK)


@dataclass(frozen=True, slots=True)
class StudyCard:
    """What a member has studied of one entry of their list.

    `state`, `step`, `stability` (in days) and `difficulty` (1 to 10) are FSRS's; `due_at` is when the entry comes back,
    `reviews` how often it was rated, the first and the last time at `first_reviewed_at` and `reviewed_at`.
    """

    user_id: int
    entry_key: str
    state: int
    step: int | None
    stability: float
    difficulty: float
    due_at: datetime
    first_reviewed_at: datetime
    reviewed_at: datetime
    reviews: int


@dataclass(frozen=True, slots=True)
class StudyCounts:
    """How many entries a member has studied since a moment, and how many of these were new then; how many are on their
    list that they have never studied.
    """

    studied: int
    new: int
    unseen: int


MAX_TEXT_LENGTH = 1_000
# Digits and capital letters that are hard to confuse when read aloud or typed; without vowels they form no words.
REFERENCE_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"
REFERENCE_LENGTH = 6


class FeedbackKind(StrEnum):
    """The problem that a member sees in an entry."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    MISSING = "missing"
    OFFENSIVE = "offensive"
    OTHER = "other"


def new_reference() -> str:
    """Return a short random id, which the member is shown and `medlex feedback` takes."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(REFERENCE_LENGTH))


@dataclass(frozen=True, slots=True)
class Feedback:
    """A member's text about an entry.

    `contact_id` is the id of the member, and only if they chose to be contacted; `done_at` is the time at
    which the host marked the feedback as done, None before.
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


# No term is posted twice within a year; older posts are deleted.
POSTS_KEPT = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class TermOfTheDay:
    """The channel and time of a guild's term of the day: from a full hour (0 to 23) on, in a time zone of
    IANA's database.

    `language` is an ISO 639-1 code; None means the language of the guild's settings.
    """

    guild_id: int
    channel_id: int
    hour: int
    time_zone: str
    language: str | None = None

    def due_on(self, now: datetime) -> date | None:
        """Return the date in the guild's time zone if the hour has come there; None earlier in the day."""
        local = now.astimezone(checked_time_zone(self.time_zone))
        return local.date() if local.hour >= self.hour else None


# A row as it is exported: texts and numbers by the names of columns. JSON that is stored stays as it is.
Row = dict[str, str | int | float | msgspec.Raw | None]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Count:
    """The number of rows of a table that hold a user's id in one column, within a guild and elsewhere. Rows of tables
    without a guild count as elsewhere.
    """

    table: str
    column: str
    here: int
    elsewhere: int
