"""A random entry among those with definitions for lay readers."""

from __future__ import annotations

import secrets

from bot.lexicon.collections.fields import Field
from bot.lexicon.model import Entry
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.schema import damaged


async def random_entry(lexicon: Lexicon, language: str, field: Field) -> Entry | None:
    """Return an entry of a field that is defined in a language (ISO 639-1); None if there is none. All are equally
    likely. Raises DataError if the lexicon is damaged.
    """
    rows = await lexicon.rows(
        "SELECT semantic_group, first, entries FROM plain_entry_part WHERE language = ?", language
    )
    meant = [row for row in rows if field.has(row["semantic_group"])]
    numbers = [number for row in meant for number in range(row["first"], row["first"] + row["entries"])]
    return await _numbered(lexicon, secrets.choice(numbers)) if numbers else None


async def _numbered(lexicon: Lexicon, number: int) -> Entry:
    rows = await lexicon.rows(
        "SELECT key FROM plain_entry JOIN entry ON entry.id = plain_entry.entry WHERE number = ?", number
    )
    entry = await lexicon.entry(rows[0]["key"]) if rows else None
    if entry is None:
        raise damaged(lexicon.path, "an entry is missing")
    return entry
