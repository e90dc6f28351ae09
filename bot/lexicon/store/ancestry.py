"""What entries are kinds of, read for many of them at once and without the rest of their pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from bot.lexicon.model import EntryReference
from bot.lexicon.store.reader import Lexicon, marks, naming_lexicon


@dataclass(frozen=True, slots=True)
class Parents:
    """What of an entry's document is read on the way up."""

    subclass_of: tuple[EntryReference, ...] = ()


async def parents_of(lexicon: Lexicon, keys: Collection[str]) -> list[EntryReference]:
    """What the entries with these keys are kinds of, the same as often as several are. Raises DataError when
    the lexicon is damaged.
    """
    rows = await lexicon.rows(f"SELECT document FROM entry WHERE key IN ({marks(keys)})", *keys)
    decode = msgspec.json.Decoder(Parents).decode
    with naming_lexicon(lexicon.path):
        return [term for row in rows for term in decode(row["document"]).subclass_of]
