"""The parents of entries, read for many entries at once and without the rest of their pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from bot.lexicon.model import EntryReference
from bot.lexicon.store.reader import Lexicon, marks, naming_lexicon


@dataclass(frozen=True, slots=True)
class Parents:
    """The part of an entry's document that is read for its parents."""

    subclass_of: tuple[EntryReference, ...] = ()


async def parents_of(lexicon: Lexicon, keys: Collection[str]) -> list[EntryReference]:
    """Return the parents of the entries with these keys, one that several share repeatedly. Raises DataError if the
    lexicon is damaged.
    """
    rows = await lexicon.rows(f"SELECT document FROM entry WHERE key IN ({marks(keys)})", *keys)
    decode = msgspec.json.Decoder(Parents).decode
    with naming_lexicon(lexicon.path):
        return [term for row in rows for term in decode(row["document"]).subclass_of]
