"""Terms in the glossaries of servers, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from discord_bot.world import World

from bot.lexicon.model import EntryReference
from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft

EDITOR = 5
WHEN = datetime(2026, 3, 1, tzinfo=UTC)


async def add_term(
    world: World, headword: str, definition: str, *names: str, guild_id: int | None = None, **fields: Any
) -> GlossaryTerm:
    """Add a term to a glossary, that of Alice's server unless another is named."""
    draft = TermDraft(headword, definition, names, **fields)
    glossaries = world.clients[-1].server_data.glossaries
    return await glossaries.add(guild_id or world.alice.guild.id, draft, EDITOR, WHEN)


def reference(key: str, headword: str) -> EntryReference:
    """Return a reference to an entry."""
    return EntryReference(key, headword)
