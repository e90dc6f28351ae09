"""Undoing a change of a glossary."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import N_, UsageError
from bot.storage.database import Database
from bot.storage.glossary import terms
from bot.storage.glossary.history import Author, PreparedChange, content, make, terms_in
from bot.storage.glossary.records import Change, ChangeKind, TermChange
from bot.storage.glossary.state import locked_state, possible
from bot.storage.schema import glossary_change as table


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers of the change that a change undid, and of the change that undid it."""

    undoes: int | None
    undone_by: int | None


async def undo(database: Database, guild_id: int, number: int, author: Author) -> Change:
    """Put all terms of a change back as they were before, with their numbers and times, which is a change itself.

    An undone change can be made again by undoing its undoing. Raises UsageError when the change is gone, is undone already
    or is too large, when a term is no longer as the change left it, or has a name that belongs to another term now.
    """
    async with database.reading() as connection:
        await _refuse_undone(connection, guild_id, number)
        packed_terms = await content(connection, guild_id, number)
    if packed_terms is None:
        raise _not_kept(number)
    change = await asyncio.to_thread(_reversed, packed_terms, number)  # an import has thousands of terms
    async with database.writing(guild_id, author.by) as connection:
        state = await locked_state(connection, guild_id)
        marks = await _refuse_undone(connection, guild_id, number)
        await _refuse_overtaken(connection, guild_id, change.changes)
        made = await make(connection, state, change, author)
        await _mark(connection, guild_id, number, made.number)
        if marks.undoes is not None:
            await _mark(connection, guild_id, marks.undoes, None)
    return made


def _reversed(packed_terms: bytes, number: int) -> PreparedChange:
    changes = [TermChange(before=one.after, after=one.before) for one in terms_in(packed_terms)]
    return PreparedChange.of(ChangeKind.UNDO, changes, undoes=number)


async def _refuse_undone(connection: AsyncConnection, guild_id: int, number: int) -> Marks:
    """Return the marks of a change. Raises UsageError when there is none with this number, or when it is undone."""
    this = (table.c.guild_id == guild_id) & (table.c.number == possible(number))
    row = (await connection.execute(select(table.c.undoes, table.c.undone_by).where(this))).mappings().one_or_none()
    if row is None:
        raise UsageError(
            N_("The history of this glossary has no change {number}."),
            N_("It keeps the last changes. Open the history again."),
            number=number,
        )
    if row["undone_by"] is not None:
        raise UsageError(
            N_("Change {number} is undone already, by change {by}."),
            N_("To make it again, undo change {by}."),
            number=number,
            by=row["undone_by"],
        )
    return Marks(**row)


async def _refuse_overtaken(connection: AsyncConnection, guild_id: int, undoing: Sequence[TermChange]) -> None:
    """Raise UsageError unless every term is as the change that is undone left it."""
    there = await terms.find_many(connection, guild_id, (one.term.number for one in undoing))
    for one in undoing:
        if there.get(one.term.number) != one.before:
            raise UsageError(
                N_("“{name}” was changed again later."),
                N_("Undo the later change first, or edit the term."),
                name=(there.get(one.term.number) or one.before or one.term).draft.headword,
            )


async def _mark(connection: AsyncConnection, guild_id: int, number: int, undone_by: int | None) -> None:
    this = (table.c.guild_id == guild_id) & (table.c.number == number)
    await connection.execute(update(table).where(this).values(undone_by=undone_by))


def _not_kept(number: int) -> UsageError:
    return UsageError(
        N_("Change {number} is too large or too old to be undone."),
        N_("Edit or remove its terms, or import them as they were."),
        number=number,
    )
