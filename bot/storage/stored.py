"""All that is stored of a user, and of a guild: counted, and read for export.

Both are made from the tables' metadata, so a new table is in them as soon as it is in the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Column, ColumnElement, Table, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database, count_rows
from bot.storage.glossary.encoding import unpacked
from bot.storage.records import Count, Row, Rows
from bot.storage.schema import feedback, glossary_name, glossary_state, metadata

# The columns with the Discord id of a user, and that with the id of a guild.
USER_COLUMNS = frozenset({"user_id", "contact_id", "made_by", "proposed_by", "decided_by"})
GUILD_COLUMN = "guild_id"
# Ids have more digits than numbers in JSON keep in JavaScript, so they are exported as texts.
ID_COLUMNS = USER_COLUMNS | {GUILD_COLUMN, "channel_id", "interaction_id"}
# Feedback is written to the host, so a guild's export has none; names and state repeat what the terms and changes say.
NOT_OF_GUILDS = frozenset({feedback.name, glossary_name.name, glossary_state.name})
# What the program derives from other columns, and the secret of a button.
DERIVED_COLUMNS = frozenset({"sort_key", "words", "size", "token"})
# Packed terms. They belong to the guild, also where a user has changed them.
PACKED_COLUMNS = frozenset({"content", "plan"})
# A text that is JSON.
JSON_COLUMN = "draft"


@dataclass(frozen=True, slots=True)
class Stored:
    """All that is stored of users and guilds."""

    database: Database

    async def counts_of_member(self, user_id: int, guild_id: int | None) -> list[Count]:
        """Count what is stored of a user, in a guild and elsewhere. Without a guild, everything is elsewhere."""
        async with self.database.reading() as connection:
            return [await _count(connection, column, user_id, guild_id) for column in user_columns()]

    async def counts_of_guild(self, guild_id: int) -> dict[str, int]:
        """Count what is stored of a guild, by the name of the table."""
        async with self.database.reading() as connection:
            return {
                table.name: await count_rows(connection, table, table.c[GUILD_COLUMN] == guild_id)
                for table in guild_tables()
            }

    async def rows_of_member(self, user_id: int) -> Rows:
        """Return all rows with a user's id, by the name of the table. Ids of other users are left out, and so are packed
        terms.
        """
        found: Rows = {}
        async with self.database.reading() as connection:
            for table in dict.fromkeys(column.table for column in user_columns()):
                theirs = or_(*(column == user_id for column in _user_columns_of(table)))
                rows = await _rows(connection, table, theirs, left_out=PACKED_COLUMNS)
                found[table.name] = [_without_others(row, str(user_id)) for row in rows]
        return found

    async def rows_of_guild(self, guild_id: int) -> Rows:
        """Return all rows of a guild, by the name of the table."""
        async with self.database.reading() as connection:
            return {
                table.name: await _rows(connection, table, table.c[GUILD_COLUMN] == guild_id)
                for table in guild_tables()
            }


def user_columns() -> Iterator[Column[Any]]:
    """Yield every column with the id of a user."""
    for table in metadata.sorted_tables:
        yield from _user_columns_of(table)


def guild_tables() -> list[Table]:
    """Return the tables whose rows belong to a guild."""
    return [table for table in metadata.sorted_tables if GUILD_COLUMN in table.c and table.name not in NOT_OF_GUILDS]


def _user_columns_of(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if column.name in USER_COLUMNS]


async def _count(connection: AsyncConnection, column: Column[Any], user_id: int, guild_id: int | None) -> Count:
    is_here = _is_in(column.table.columns.get(GUILD_COLUMN), guild_id)
    query = select(func.coalesce(func.sum(is_here), 0), func.count()).where(column == user_id)
    here, everywhere = (await connection.execute(query)).one()
    return Count(column.table.name, column.name, here, everywhere - here)


def _is_in(column: Column[Any] | None, guild_id: int | None) -> ColumnElement[int]:
    """Return 1 for rows of this guild, 0 for others."""
    if column is None or guild_id is None:
        return literal(0)
    return case((column == guild_id, 1), else_=0)


async def _rows(
    connection: AsyncConnection, table: Table, which: ColumnElement[bool], left_out: frozenset[str] = frozenset()
) -> list[Row]:
    columns = [column for column in table.columns if column.name not in DERIVED_COLUMNS | left_out]
    found = await connection.execute(select(*columns).where(which).order_by(*table.primary_key))
    return [_row(row) for row in found.mappings()]


def _row(stored: Mapping[Any, Any]) -> Row:
    return {name: _value(name, value) for name, value in stored.items()}


def _value(name: str, value: Any) -> str | int | float | msgspec.Raw | None:
    if isinstance(value, bytes):
        return unpacked(value, msgspec.Raw)
    if isinstance(value, date):  # and date-times
        return value.isoformat()
    if name in ID_COLUMNS and value is not None:
        return str(value)
    if name == JSON_COLUMN:
        return msgspec.Raw(value.encode())
    found: str | int | float | None = value
    return found


def _without_others(row: Row, user_id: str) -> Row:
    """Return a row in which only this user's id is left of those of users."""
    return {name: value for name, value in row.items() if name not in USER_COLUMNS or value == user_id}
