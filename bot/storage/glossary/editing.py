"""Adding, editing and removing one term."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import N_, UsageError
from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft
from bot.storage.database import Database
from bot.storage.glossary import terms
from bot.storage.glossary.history import Author, PreparedChange, make
from bot.storage.glossary.records import Change, ChangeKind, TermChange
from bot.storage.glossary.state import GlossaryState, locked_state
from bot.storage.glossary.text_checks import checked_draft, refuse_own_link


async def add(database: Database, guild_id: int, draft: TermDraft, author: Author) -> GlossaryTerm:
    """Add a term; raises UsageError as `checked_draft` and `make` do."""
    draft = checked_draft(guild_id, draft)
    async with database.writing(guild_id, author.by) as connection:
        state = await locked_state(connection, guild_id)
        return await add_checked(connection, state, ChangeKind.ADD, draft, author)


async def add_checked(
    connection: AsyncConnection, state: GlossaryState, kind: ChangeKind, draft: TermDraft, author: Author
) -> GlossaryTerm:
    """Add a term with a checked draft. The state must be locked."""
    term = GlossaryTerm(state.guild_id, state.next_term, draft, author.when)
    refuse_own_link(state.guild_id, term.number, draft)
    await make(connection, state, PreparedChange.of(kind, [TermChange(None, term)]), author)
    return term


async def edit(  # noqa: PLR0913 (what is edited, into what, by whom)
    database: Database, guild_id: int, number: int, draft: TermDraft, author: Author, *, seen: datetime | None
) -> GlossaryTerm:
    """Replace the draft of a term. Return the term as it is then; a draft that changes nothing is no change.

    `seen` is the time at which the term that the author saw was updated. Raises UsageError when it was updated again.
    """
    draft = checked_draft(guild_id, draft)
    refuse_own_link(guild_id, number, draft)
    async with database.writing(guild_id, author.by) as connection:
        state = await locked_state(connection, guild_id)
        before = await _there(connection, guild_id, number)
        if draft == before.draft:
            return before
        if seen not in {None, before.updated_at}:
            raise _overtaken(before)
        after = replace(before, draft=draft, updated_at=author.when)
        await make(connection, state, PreparedChange.of(ChangeKind.EDIT, [TermChange(before, after)]), author)
    return after


async def remove(database: Database, guild_id: int, number: int, author: Author) -> Change:
    """Remove a term. Raises UsageError when there is none with this number."""
    async with database.writing(guild_id, author.by) as connection:
        state = await locked_state(connection, guild_id)
        before = await _there(connection, guild_id, number)
        return await make(connection, state, PreparedChange.of(ChangeKind.REMOVE, [TermChange(before, None)]), author)


async def _there(connection: AsyncConnection, guild_id: int, number: int) -> GlossaryTerm:
    found = await terms.find_many(connection, guild_id, [number])
    if number not in found:
        raise terms.unknown(number)
    return found[number]


def _overtaken(term: GlossaryTerm) -> UsageError:
    return UsageError(
        N_("Somebody else changed “{name}” while you were writing, so your change is not saved."),
        N_("Look at the term again, then edit it."),
        name=term.draft.headword,
    )
