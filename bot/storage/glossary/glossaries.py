"""All that can be done with servers' glossaries."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft
from bot.storage.database import Database
from bot.storage.glossary import editing, history, imports, proposals, terms, undoing
from bot.storage.glossary.history import Author
from bot.storage.glossary.records import Change, ImportPlan, ImportRow, Proposal, RefusedRow, TermChange
from bot.storage.glossary.state import possible, state_of
from bot.storage.schema import glossary_proposal


@dataclass(frozen=True, slots=True)
class Glossaries:
    """The glossaries of all servers, with their history, proposals and waiting imports.

    `by` is the Discord id of the user who acts, `when` an aware time. What a method returns is committed. Every method
    raises UsageError for a person's mistake: a text that is too long, a name that is taken, a glossary that is full,
    something that is no longer there.
    """

    database: Database

    async def version(self, guild_id: int) -> int:
        """Return a number that grows with every change of a server's terms; 0 where there never was one."""
        async with self.database.reading() as connection:
            return (await state_of(connection, guild_id)).version

    async def terms(self, guild_id: int) -> list[GlossaryTerm]:
        """Return all terms of a server from A to Z."""
        async with self.database.reading() as connection:
            return await terms.read(connection, terms.of_guild(guild_id).order_by(*terms.A_TO_Z))

    async def page(self, guild_id: int, offset: int, limit: int) -> list[GlossaryTerm]:
        """Return terms of a server from A to Z, without the first `offset` of them."""
        query = terms.of_guild(guild_id).order_by(*terms.A_TO_Z).offset(offset).limit(limit)
        async with self.database.reading() as connection:
            return await terms.read(connection, query)

    async def count(self, guild_id: int) -> int:
        """Return how many terms a server has."""
        async with self.database.reading() as connection:
            return await terms.count(connection, guild_id)

    async def named(self, guild_id: int, name: str) -> GlossaryTerm | None:
        """Return the term that has a name; None where none has it."""
        async with self.database.reading() as connection:
            return next(iter(await terms.read(connection, terms.called(guild_id, name))), None)

    async def beginning(self, guild_id: int, typed: str, limit: int) -> list[GlossaryTerm]:
        """Return terms with a name that has a word which begins with what is typed; any if nothing is."""
        query = terms.beginning(guild_id, typed).limit(limit)
        async with self.database.reading() as connection:
            return await terms.read(connection, query)

    async def count_before(self, guild_id: int, text: str) -> int:
        """Return how many terms stand before a text from A to Z."""
        async with self.database.reading() as connection:
            return await terms.count(connection, guild_id, terms.before(text))

    async def find(self, guild_id: int, number: int) -> GlossaryTerm | None:
        """Return a term by its number; None where there is none."""
        return (await self.find_many(guild_id, [number])).get(number)

    async def find_many(self, guild_id: int, numbers: Iterable[int]) -> dict[int, GlossaryTerm]:
        """Return those of some terms that there are, by number."""
        async with self.database.reading() as connection:
            return await terms.find_many(connection, guild_id, numbers)

    async def containing(self, guild_id: int, words: Iterable[str], limit: int) -> list[GlossaryTerm]:
        """Return terms whose definitions have at least one of some words, in any spelling, or a longer word that begins
        with it; those with the most of the words first, then from A to Z.
        """
        query = terms.with_words(guild_id, words)
        if query is None:
            return []
        async with self.database.reading() as connection:
            return await terms.read(connection, query.limit(limit))

    async def add(self, guild_id: int, draft: TermDraft, by: int, when: datetime) -> GlossaryTerm:
        """Add a term."""
        return await editing.add(self.database, guild_id, draft, Author(by, when))

    async def edit(  # noqa: PLR0913 (what is edited, into what, by whom)
        self,
        guild_id: int,
        number: int,
        draft: TermDraft,
        by: int,
        when: datetime,
        *,
        seen: datetime | None = None,
    ) -> GlossaryTerm:
        """Replace the draft of a term. With `seen`, the `updated_at` of the term that the form showed, an
        edit is refused when somebody else was faster.
        """
        return await editing.edit(self.database, guild_id, number, draft, Author(by, when), seen=seen)

    async def remove(self, guild_id: int, number: int, by: int, when: datetime) -> Change:
        """Remove a term. Its number is not used again."""
        return await editing.remove(self.database, guild_id, number, Author(by, when))

    async def history(self, guild_id: int, offset: int, limit: int) -> list[Change]:
        """Return changes of a server's glossary, the last one first, without the last `offset` of them."""
        async with self.database.reading() as connection:
            return await history.page(connection, guild_id, offset, limit)

    async def history_count(self, guild_id: int) -> int:
        """Return how many changes of a server's glossary are kept, at most `MAX_CHANGES`."""
        async with self.database.reading() as connection:
            return await history.count(connection, guild_id)

    async def changed_terms(self, guild_id: int, change_number: int) -> list[TermChange]:
        """Return the terms before and after a change; none where they are not kept."""
        async with self.database.reading() as connection:
            content = await history.content(connection, guild_id, change_number)
        return [] if content is None else await asyncio.to_thread(history.terms_in, content)

    async def undo(self, guild_id: int, change_number: int, by: int, when: datetime) -> Change:
        """Put all terms of a change back as they were before it, which is a change itself. Refused when a
        later change is in the way.
        """
        return await undoing.undo(self.database, guild_id, change_number, Author(by, when))

    async def propose(self, guild_id: int, draft: TermDraft, by: int, when: datetime, language: str) -> Proposal:
        """Store a member's proposal. `language` is that of their Discord, as a code of ISO 639-1."""
        return await proposals.propose(self.database, guild_id, draft, Author(by, when), language)

    async def proposals(self, guild_id: int, offset: int, limit: int) -> list[Proposal]:
        """Return open proposals of a server, the oldest first, without the first `offset` of them."""
        query = proposals.query(guild_id, proposals.IS_OPEN).offset(offset).limit(limit)
        async with self.database.reading() as connection:
            return await proposals.read(connection, query)

    async def proposals_count(self, guild_id: int) -> int:
        """Return how many open proposals a server has."""
        async with self.database.reading() as connection:
            return await proposals.count_open(connection, guild_id)

    async def proposal(self, guild_id: int, number: int) -> Proposal | None:
        """Return a proposal by its number, also one that is decided; None where there is none."""
        query = proposals.query(guild_id, glossary_proposal.c.number == possible(number))
        async with self.database.reading() as connection:
            return next(iter(await proposals.read(connection, query)), None)

    async def proposals_of(self, guild_id: int, user_id: int) -> list[Proposal]:
        """Return a member's proposals in a server, the last one first; decided ones for `DECIDED_PROPOSALS_KEPT`."""
        query = proposals.query(guild_id, glossary_proposal.c.proposed_by == user_id)
        async with self.database.reading() as connection:
            return (await proposals.read(connection, query))[::-1]

    async def approve(self, guild_id: int, number: int, draft: TermDraft, by: int, when: datetime) -> GlossaryTerm:
        """Add the term of an open proposal with a draft, which may differ from the one that was proposed."""
        return await proposals.approve(self.database, guild_id, number, draft, Author(by, when))

    async def refuse(self, guild_id: int, number: int, reason: str, by: int, when: datetime) -> Proposal:
        """Refuse an open proposal. The reason, which may be empty, is for the proposer."""
        return await proposals.refuse(self.database, guild_id, number, reason, Author(by, when))

    async def prepare_import(
        self,
        guild_id: int,
        rows: Sequence[ImportRow],
        by: int,
        when: datetime,
        *,
        refused: Sequence[RefusedRow] = (),
    ) -> ImportPlan:
        """Return what an import of some rows would do, and let it wait, for an hour, in place of an earlier
        one of the server.

        A row with the headword of a term replaces its draft, other rows add terms. `refused` are rows of the file that
        could not be read; they are listed with those that are refused here.
        """
        return await imports.prepare(self.database, guild_id, rows, refused, Author(by, when))

    async def waiting_import(self, guild_id: int, token: str, when: datetime) -> ImportPlan | None:
        """Return the import that waits under a token; None if it is gone."""
        return await imports.waiting(self.database, guild_id, token, when)

    async def apply_import(self, guild_id: int, token: str, by: int, when: datetime) -> Change:
        """Apply a waiting import, all of it or nothing. Refused when the glossary was changed since it was prepared."""
        return await imports.apply(self.database, guild_id, token, Author(by, when))

    async def cancel_import(self, guild_id: int, token: str) -> bool:
        """Delete a waiting import. Return True if it was there."""
        return await imports.cancel(self.database, guild_id, token)

    async def clean_up(self, when: datetime) -> None:
        """Delete imports that waited for over an hour, and proposals that were decided long ago, of all servers."""
        async with self.database.deleting() as connection:
            await imports.delete_expired(connection, when)
            await proposals.delete_decided(connection, when)
