"""Terms that members propose, and the decisions about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import N_, UsageError
from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft
from bot.storage.checks import checked_language
from bot.storage.database import Database, count_rows
from bot.storage.glossary import names
from bot.storage.glossary.editing import add_checked
from bot.storage.glossary.encoding import decoded, encoded, sort_key
from bot.storage.glossary.history import Author
from bot.storage.glossary.records import (
    DECIDED_PROPOSALS_KEPT,
    MAX_PROPOSALS,
    MAX_PROPOSALS_OF_MEMBER,
    ChangeKind,
    Proposal,
    ProposalState,
)
from bot.storage.glossary.state import locked_state, possible, store
from bot.storage.glossary.text_checks import checked_draft, checked_reason
from bot.storage.schema import glossary_proposal as table

COLUMNS = tuple(column for column in table.c if column.name != "sort_key")
IS_OPEN = table.c.state == ProposalState.OPEN


async def propose(database: Database, guild_id: int, draft: TermDraft, author: Author, language: str) -> Proposal:
    """Store a proposal. Raises UsageError when its term is there or proposed already, or when too many wait."""
    draft, language = checked_draft(guild_id, draft), checked_language(language)
    async with database.writing(guild_id, author.by) as connection:
        state = await locked_state(connection, guild_id)
        await names.refuse_taken(connection, guild_id, draft)
        await _refuse_repeated(connection, guild_id, draft, author.by)
        await _refuse_too_many(connection, guild_id, author.by)
        proposal = Proposal(guild_id, state.take_proposal(), draft, language, author.by, author.when)
        await connection.execute(insert(table).values(_row(proposal)))
        await store(connection, state)
        await delete_decided(connection, author.when, table.c.guild_id == guild_id)
    return proposal


async def approve(database: Database, guild_id: int, number: int, draft: TermDraft, author: Author) -> GlossaryTerm:
    """Add the term of an open proposal, with a draft that may differ from the proposed one."""
    draft = checked_draft(guild_id, draft)
    async with database.writing(guild_id, author.by) as connection:
        state = await locked_state(connection, guild_id)
        proposal = await _refuse_decided(connection, guild_id, number)
        term = await add_checked(connection, state, ChangeKind.APPROVE, draft, author)
        await _decide(connection, proposal, author, state=ProposalState.APPROVED, term=term.number)
    return term


async def refuse(database: Database, guild_id: int, number: int, reason: str, author: Author) -> Proposal:
    """Refuse an open proposal. Return it as it is then."""
    reason = checked_reason(reason)
    async with database.writing(guild_id, author.by) as connection:
        await locked_state(connection, guild_id)
        proposal = await _refuse_decided(connection, guild_id, number)
        return await _decide(connection, proposal, author, state=ProposalState.REFUSED, reason=reason or None)


def query(guild_id: int, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the query for proposals of a server, the oldest first."""
    return select(*COLUMNS).where(table.c.guild_id == guild_id, *conditions).order_by(table.c.number)


async def read(connection: AsyncConnection, wanted: Select[Any]) -> list[Proposal]:
    """Return the proposals of a query for `COLUMNS`."""
    return [_proposal(**row) for row in (await connection.execute(wanted)).mappings()]


async def count_open(connection: AsyncConnection, guild_id: int, *conditions: ColumnElement[bool]) -> int:
    """Return how many open proposals of a server fulfill some conditions."""
    return await count_rows(connection, table, table.c.guild_id == guild_id, IS_OPEN, *conditions)


async def delete_decided(connection: AsyncConnection, when: datetime, *conditions: ColumnElement[bool]) -> None:
    """Delete proposals that were decided long ago, apart from those that another transaction is working on."""
    key = tuple_(table.c.guild_id, table.c.number)
    old = select(*key).where(table.c.decided_at < when - DECIDED_PROPOSALS_KEPT, *conditions)
    await connection.execute(delete(table).where(key.in_(old.with_for_update(skip_locked=True))))


def _row(proposal: Proposal) -> dict[str, Any]:
    return {
        "guild_id": proposal.guild_id,
        "number": proposal.number,
        "state": proposal.state,
        "sort_key": sort_key(proposal.draft.headword),
        "draft": encoded(proposal.draft),
        "language": proposal.language,
        "proposed_by": proposal.by,
        "proposed_at": proposal.when,
    }


def _proposal(state: str, draft: str, proposed_by: int | None, proposed_at: datetime, **fields: Any) -> Proposal:
    return Proposal(state=ProposalState(state), draft=decoded(draft), by=proposed_by, when=proposed_at, **fields)


async def _decide(connection: AsyncConnection, proposal: Proposal, author: Author, **decision: Any) -> Proposal:
    decision |= {"decided_by": author.by, "decided_at": author.when}
    this = (table.c.guild_id == proposal.guild_id) & (table.c.number == proposal.number)
    await connection.execute(update(table).where(this).values(**decision))
    return replace(proposal, **decision)


async def _refuse_decided(connection: AsyncConnection, guild_id: int, number: int) -> Proposal:
    """Return an open proposal. Raises UsageError when it is decided already, or gone."""
    found = await read(connection, query(guild_id, table.c.number == possible(number)))
    if not found:
        raise UsageError(
            N_("There is no suggestion {number} in this server."),
            N_("Whoever made it may have deleted it. Look at /glossary proposals."),
            number=number,
        )
    if found[0].state is not ProposalState.OPEN:
        approved = found[0].state is ProposalState.APPROVED
        problem = N_("“{name}” is approved already.") if approved else N_("“{name}” is refused already.")
        remedy = N_("Look at /glossary proposals to see what still waits.")
        raise UsageError(problem, remedy, name=found[0].draft.headword)
    return found[0]


async def _refuse_repeated(connection: AsyncConnection, guild_id: int, draft: TermDraft, by: int) -> None:
    """Raise UsageError if the member has an open proposal of the same term: a form sent twice is one proposal."""
    same = (table.c.proposed_by == by) & (table.c.sort_key == sort_key(draft.headword))
    if await count_open(connection, guild_id, same):
        raise UsageError(
            N_("You have suggested “{name}” already."), N_("Wait until it is decided."), name=draft.headword
        )


async def _refuse_too_many(connection: AsyncConnection, guild_id: int, by: int) -> None:
    theirs = await count_open(connection, guild_id, table.c.proposed_by == by)
    remedy = N_("Wait until some are decided.")
    if theirs >= MAX_PROPOSALS_OF_MEMBER:
        problem = N_("You have {count} of {most} suggestions waiting in this server.")
        raise UsageError(problem, remedy, count=theirs, most=MAX_PROPOSALS_OF_MEMBER)
    everybody = await count_open(connection, guild_id)
    if everybody >= MAX_PROPOSALS:
        problem = N_("This server has {count} of {most} suggestions waiting.")
        raise UsageError(problem, remedy, count=everybody, most=MAX_PROPOSALS)
