"""The tables of the current schema version. `migrations/versions` has the steps to it; a test compares the two.

Ids of guilds, channels and users are Discord's snowflakes, 64-bit integers
(https://discord.com/developers/docs/reference#snowflakes).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
)

# Incremented with every change of a table: the number of the last step in `migrations/versions`.
SCHEMA_VERSION = "0004"
# Alembic's table of the schema version. In a shared PostgreSQL database its usual name may be taken.
VERSION_TABLE = "medlex_schema_version"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware date-time, stored in UTC: SQLite stores no offset.

    https://docs.sqlalchemy.org/en/20/core/custom_types.html#store-timezone-aware-timestamps-as-timezone-naive-utc
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return a date-time in UTC. Raises ValueError for one without an offset."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a date-time without an offset is no moment")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> datetime | None:
        """Return a stored date-time, in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


# Text that is sorted by its code points on both databases; PostgreSQL would sort by the rules of its own language
# (https://www.postgresql.org/docs/current/collation.html#COLLATION-MANAGING-STANDARD).
CodePointText = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

saved_entry = Table(
    "saved_entry",
    metadata,
    Column("user_id", BigInteger, primary_key=True),
    Column("entry_key", Text, primary_key=True),
    Column("headword", Text, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Index(None, "user_id", "saved_at"),
)

# What a member has studied of their list. `state`, `step`, `stability` and `difficulty` are those of FSRS
# (https://github.com/open-spaced-repetition/py-fsrs).
study_card = Table(
    "study_card",
    metadata,
    Column("user_id", BigInteger, primary_key=True),
    Column("entry_key", Text, primary_key=True),
    Column("state", SmallInteger, nullable=False),
    Column("step", SmallInteger),
    Column("stability", Double, nullable=False),
    Column("difficulty", Double, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("first_reviewed_at", UtcDateTime, nullable=False),
    Column("reviewed_at", UtcDateTime, nullable=False),
    Column("reviews", Integer, nullable=False),
    Index(None, "user_id", "due_at"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("entry_key", Text, nullable=False),
    Column("headword", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("guild_id", BigInteger),
    Column("contact_id", BigInteger),  # the user who wrote it, only when they asked to be contacted
    Column("done_at", UtcDateTime),
)

term_of_the_day = Table(
    "term_of_the_day",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("hour", SmallInteger, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("language", Text),
    CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
)

# One row per guild and day, so that only one of several processes can post.
posted_term = Table(
    "posted_term",
    metadata,
    Column("guild_id", BigInteger, primary_key=True),
    Column("local_date", Date, primary_key=True),
    Column("entry_key", Text, nullable=False),
)

guild_setting = Table(
    "guild_setting",
    metadata,
    Column("guild_id", BigInteger, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# One row per server that ever had a term, a proposal or an import. Every write to a server's glossary locks it first.
# `next_…` are the numbers that its next term, change and proposal get.
glossary_state = Table(
    "glossary_state",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
    Column("next_term", Integer, nullable=False),
    Column("next_change", Integer, nullable=False),
    Column("next_proposal", Integer, nullable=False),
)

# `draft` is a `TermDraft` in JSON, `sort_key` its headword and `words` the words of its definition, both as
# `bot.storage.glossary.encoding` makes them.
glossary_term = Table(
    "glossary_term",
    metadata,
    Column("guild_id", BigInteger, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sort_key", CodePointText, nullable=False),
    Column("draft", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index(None, "guild_id", "sort_key", "number"),
)

# The headwords and other names of terms, folded (`bot.terms.normal_forms.fold`): a name belongs to one term.
glossary_name = Table(
    "glossary_name",
    metadata,
    Column("guild_id", BigInteger, primary_key=True),
    Column("folded", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Index(None, "guild_id", "number"),
)

# The history of a server's glossary. `content` holds the terms before and after, packed; None where they were too large
# to keep. `undoes` is the number of the change that this one undid, `undone_by` that of the change that undid this one.
glossary_change = Table(
    "glossary_change",
    metadata,
    Column("guild_id", BigInteger, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("made_by", BigInteger, index=True),  # None once the member has deleted their data
    Column("made_at", UtcDateTime, nullable=False),
    Column("headword", Text, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    Column("undoes", Integer),
    Column("undone_by", Integer),
    Column("content", LargeBinary),
    Column("size", Integer, nullable=False),
)

# `draft` is a `TermDraft` in JSON, `sort_key` its headword. `term` is the number of the term that it became.
glossary_proposal = Table(
    "glossary_proposal",
    metadata,
    Column("guild_id", BigInteger, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("draft", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("proposed_by", BigInteger, index=True),  # None once the member has deleted their data
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("decided_by", BigInteger, index=True),  # as `proposed_by`
    Column("decided_at", UtcDateTime),
    Column("reason", Text),
    Column("term", Integer),
    Index(None, "guild_id", "state", "number"),
)

# The import of a server that waits for its button. `plan` is an `ImportPlan`, packed.
glossary_import = Table(
    "glossary_import",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("token", Text, nullable=False),
    Column("made_by", BigInteger, nullable=False, index=True),
    Column("made_at", UtcDateTime, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("plan", LargeBinary, nullable=False),
)

# Servers that have removed the bot, since when it is known. Their data are deleted some days later.
guild_removal = Table(
    "guild_removal",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("noticed_at", UtcDateTime, nullable=False, index=True),
)

# The interactions that have written something, by Discord's id, which says when each was made
# (`bot.storage.written_interactions`). Only in PostgreSQL there are any.
written_interaction = Table(
    "written_interaction",
    metadata,
    Column("interaction_id", BigInteger, primary_key=True, autoincrement=False),
)
