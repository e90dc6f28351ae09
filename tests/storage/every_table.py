"""Rows for every table of the schema, made from its columns, so that a new table is in the tests at once."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import Column, LargeBinary, Table, insert
from sqlalchemy.types import Date, Double, Integer, Text

from bot.lexicon.server_glossary.term import TermDraft, TermKey
from bot.storage.schema import UtcDateTime, metadata
from bot.storage.server_data import ServerData
from bot.storage.stored import GUILD_COLUMN, USER_COLUMNS

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
# Columns whose value has a meaning for the program.
MEANINGS: dict[str, Any] = {"hour": 8, "kind": "other", "state": "open", "time_zone": "UTC", "language": "en"}


async def write_everywhere(  # noqa: PLR0913 (what is in a row)
    data: ServerData,
    *,
    user: int,
    guild: int,
    text: str,
    user_column: str | None = None,
    tables: Sequence[Table] = tuple(metadata.sorted_tables),
) -> None:
    """Insert a row into every table: of this user, in this guild, with this text wherever a text is stored.

    With `user_column`, the user is in that column only.
    """
    async with data.database.writing() as connection:
        for table in tables:
            row = {column.name: _value(column, user, guild, text, user_column) for column in table.columns}
            await connection.execute(insert(table).values(row))


def _value(column: Column[Any], user: int, guild: int, text: str, user_column: str | None) -> Any:  # noqa: PLR0911
    name = column.name
    if name in USER_COLUMNS:
        return user if user_column in {None, name} or not column.nullable else None
    if name == GUILD_COLUMN:
        return guild
    if name in MEANINGS and not (name == "state" and isinstance(column.type, Integer)):
        return MEANINGS[name]
    match column.type:
        case UtcDateTime():
            return MORNING
        case Date():
            return date(2026, 5, 12)
        case LargeBinary():
            return zlib.compress(msgspec.json.encode([text]))
        case Integer() | Double():
            return user % 1_000_003 if column.primary_key else 1
        case Text() if name == "draft":
            return msgspec.json.encode(TermDraft(text, f"Definition of {text}")).decode()
        case _:
            return text


def tables_with(*names: str) -> list[Table]:
    """Return the tables that have one of these columns."""
    return [table for table in metadata.sorted_tables if set(names) & set(table.columns.keys())]


def key_of_term(guild: int) -> str:
    """Return the key of a term of a guild's glossary."""
    return TermKey(guild, 1).encode()
