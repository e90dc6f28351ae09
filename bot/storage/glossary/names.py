"""The names of terms: each belongs to one term of a glossary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import N_, UsageError
from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft
from bot.storage.database import count_rows, insert_absent
from bot.storage.glossary import terms
from bot.storage.glossary.encoding import folded_names
from bot.storage.schema import glossary_name as table
from bot.terms.normal_forms import fold


def rows_of(after: Iterable[GlossaryTerm]) -> list[dict[str, Any]]:
    """Return the rows of the names of some terms."""
    return [
        {"guild_id": term.guild_id, "folded": folded, "number": term.number}
        for term in after
        for folded in folded_names(term.draft)
    ]


async def refuse_taken(connection: AsyncConnection, guild_id: int, draft: TermDraft) -> None:
    """Raise UsageError if a term of the server has a name of a draft."""
    written = names_by_fold(draft)
    these = (table.c.guild_id == guild_id) & table.c.folded.in_(written)
    row = (await connection.execute(select(table.c.folded, table.c.number).where(these).limit(1))).first()
    if row is not None:
        raise await _taken(connection, guild_id, written[row.folded], row.number)


async def take(
    connection: AsyncConnection, guild_id: int, rows: Sequence[dict[str, Any]], after: Iterable[GlossaryTerm]
) -> None:
    """Insert the `rows_of` some terms. Raises UsageError if a name belongs to another term.

    The database decides, and the names are counted: looking thousands of them up one by one takes longer than that.
    """
    free = await _count(connection, guild_id)
    for some in terms.batches(rows):
        await insert_absent(connection, table, some)
    if await _count(connection, guild_id) != free + len(rows):
        raise await _first_taken(connection, guild_id, after)


async def _count(connection: AsyncConnection, guild_id: int) -> int:
    return await count_rows(connection, table, table.c.guild_id == guild_id)


async def _first_taken(connection: AsyncConnection, guild_id: int, after: Iterable[GlossaryTerm]) -> UsageError:
    """Return the error for the first name of some terms that belongs to another term."""
    query = select(table.c.folded, table.c.number).where(table.c.guild_id == guild_id)
    owners = {row.folded: row.number for row in await connection.execute(query)}
    name, owner = next(
        (name, owners[folded])
        for term in after
        for folded, name in names_by_fold(term.draft).items()
        if owners[folded] != term.number
    )
    return await _taken(connection, guild_id, name, owner)


async def _taken(connection: AsyncConnection, guild_id: int, name: str, owner: int) -> UsageError:
    return name_taken(name, (await terms.find_many(connection, guild_id, [owner]))[owner].draft)


def name_taken(name: str, owner: TermDraft) -> UsageError:
    """Return the error for a name that another term of the same glossary has."""
    remedy = N_("Look at that term with /glossary show, or choose another name.")
    if fold(name) == fold(owner.headword):
        return UsageError(N_("“{name}” is in this glossary already."), remedy, name=owner.headword)
    problem = N_("“{name}” is in this glossary already, as another name of “{headword}”.")
    return UsageError(problem, remedy, name=name, headword=owner.headword)


def names_by_fold(draft: TermDraft) -> dict[str, str]:
    """Return the headword and the other names of a draft by their folded form."""
    return dict(zip(folded_names(draft), (draft.headword, *draft.names), strict=True))
