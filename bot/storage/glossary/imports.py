"""Imports of files into glossaries: prepared, shown to whoever sent the file, then applied in one transaction."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import N_, UsageError
from bot.lexicon.server_glossary.term import GlossaryTerm
from bot.storage.checks import printable
from bot.storage.database import Database, put
from bot.storage.glossary import terms
from bot.storage.glossary.encoding import packed, unpacked
from bot.storage.glossary.history import Author, PreparedChange, make
from bot.storage.glossary.import_plan import planner
from bot.storage.glossary.records import (
    IMPORT_KEPT,
    MAX_HISTORY_BYTES,
    MAX_IMPORT_ROWS,
    Change,
    ChangeKind,
    ImportPlan,
    ImportRow,
    RefusedRow,
    TermChange,
)
from bot.storage.glossary.state import GlossaryState, locked_state, state_of
from bot.storage.schema import glossary_import as table

BYTES_IN_TOKEN = 6


async def prepare(
    database: Database, guild_id: int, rows: Sequence[ImportRow], refused: Sequence[RefusedRow], author: Author
) -> ImportPlan:
    """Plan an import and store the plan. Raises UsageError for a file without rows, or with too many."""
    _refuse_unusable(len(rows), len(refused))
    async with database.reading() as connection:
        state = await state_of(connection, guild_id)  # before the terms: a change meanwhile then shows in the version
        there = await terms.read(connection, terms.of_guild(guild_id))
    plan, content = await asyncio.to_thread(_planned, state, there, rows, refused, author)
    return replace(plan, replaced=await _store(database, plan, content))


async def waiting(database: Database, guild_id: int, token: str, when: datetime) -> ImportPlan | None:
    """Return the plan that waits under a token; None if it is gone, or has waited for too long."""
    query = select(table.c.plan).where(_this(guild_id, token), table.c.made_at >= when - IMPORT_KEPT)
    async with database.reading() as connection:
        content: bytes | None = (await connection.execute(query)).scalar_one_or_none()
    return None if content is None else await asyncio.to_thread(unpacked, content, ImportPlan)


async def apply(database: Database, guild_id: int, token: str, author: Author) -> Change:
    """Apply a waiting import: all of it, or nothing. Raises UsageError when it is gone, does nothing, or when the glossary
    was changed since it was prepared.
    """
    plan = await waiting(database, guild_id, token, author.when)
    if plan is None:
        raise _gone()
    change = await asyncio.to_thread(_prepared, plan, author)
    async with database.writing(guild_id, author.by) as connection:
        state = await locked_state(connection, guild_id)
        if not (await connection.execute(delete(table).where(_this(guild_id, token)))).rowcount:
            raise _gone()
        if state.version != plan.version:
            raise _overtaken()
        return await make(connection, state, change, author)


async def cancel(database: Database, guild_id: int, token: str) -> bool:
    """Delete a waiting import. Return True if it was there."""
    async with database.writing(guild_id) as connection:
        return (await connection.execute(delete(table).where(_this(guild_id, token)))).rowcount == 1


async def delete_expired(connection: AsyncConnection, when: datetime) -> None:
    """Delete imports of all servers that have waited for too long, apart from those that another transaction is working
    on.
    """
    old = select(table.c.guild_id).where(table.c.made_at < when - IMPORT_KEPT).with_for_update(skip_locked=True)
    await connection.execute(delete(table).where(table.c.guild_id.in_(old)))


def _this(guild_id: int, token: str) -> ColumnElement[bool]:
    return (table.c.guild_id == guild_id) & (table.c.token == printable(token))


def _planned(
    state: GlossaryState,
    there: Sequence[GlossaryTerm],
    rows: Sequence[ImportRow],
    refused: Sequence[RefusedRow],
    author: Author,
) -> tuple[ImportPlan, bytes]:
    """Return the plan of an import, and the plan packed. It takes a tenth of a second for a full glossary."""
    planning = planner(state.guild_id, state.next_term, there)
    planning.plan(rows)
    plan = ImportPlan(
        state.guild_id,
        secrets.token_urlsafe(BYTES_IN_TOKEN),
        author.by,
        author.when,
        state.version,
        len(there),
        tuple(planning.added),
        tuple(planning.changed),
        tuple(planning.unchanged),
        tuple(sorted((*refused, *planning.refused), key=lambda row: row.line)),
    )
    content = packed(plan)
    if len(content) <= MAX_HISTORY_BYTES:
        return plan, content
    plan = replace(plan, can_be_undone=False)
    return plan, packed(plan)


async def _store(database: Database, plan: ImportPlan, content: bytes) -> int | None:
    """Store a plan in place of an earlier one of the same server. Return the user who made that, if it still waited and
    was somebody else's.
    """
    async with database.writing(plan.guild_id, plan.by) as connection:
        await locked_state(connection, plan.guild_id)
        await delete_expired(connection, plan.when)
        query = select(table.c.made_by).where(table.c.guild_id == plan.guild_id)
        before: int | None = (await connection.execute(query)).scalar_one_or_none()
        await put(
            connection,
            table,
            guild_id=plan.guild_id,
            token=plan.token,
            made_by=plan.by,
            made_at=plan.when,
            version=plan.version,
            plan=content,
        )
    return before if before != plan.by else None


def _prepared(plan: ImportPlan, author: Author) -> PreparedChange:
    """Return the change of a plan. Raises UsageError for a plan that changes nothing."""
    changes = [
        TermChange(row.before, GlossaryTerm(plan.guild_id, row.number, row.draft, author.when))
        for row in (*plan.added, *plan.changed)
    ]
    if not changes:
        raise UsageError(
            N_("There is nothing to import: no row adds or changes a term."),
            N_("Correct the file, then send it again."),
        )
    return PreparedChange.of(ChangeKind.IMPORT, changes)


def _refuse_unusable(rows: int, refused: int) -> None:
    if not rows and not refused:
        raise UsageError(N_("The file has no terms."), N_("Write one term in each row, then send it again."))
    if rows > MAX_IMPORT_ROWS:
        raise UsageError(
            N_("The file has {rows:,} terms. A glossary can have {most:,}."),
            N_("Leave some out, then send it again."),
            rows=rows,
            most=MAX_IMPORT_ROWS,
        )


def _gone() -> UsageError:
    return UsageError(
        N_("This import no longer waits: it was applied or canceled, replaced by another, or is over an hour old."),
        N_("Send the file again to see what it would do now."),
    )


def _overtaken() -> UsageError:
    return UsageError(
        N_("The glossary was changed after this import was prepared, so nothing was imported."),
        N_("Send the file again, look at what it would do now, then apply it."),
    )
