"""Pages elsewhere that publishers' editors chose for an entry."""

from __future__ import annotations

from zlib import decompress

import msgspec

from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.schema import lexicon_errors
from bot.terms.model import Site

QUERY = "SELECT sites FROM entry_site JOIN entry ON entry.id = entry_site.entry WHERE entry.key = ?"


async def sites_of(lexicon: Lexicon, key: str) -> tuple[Site, ...]:
    """Return the sites of the entry with this key, in the order of its sources; none if there is no such entry.

    Raises DataError if the lexicon is damaged.
    """
    rows = await lexicon.rows(QUERY, key)
    with lexicon_errors(lexicon.path):
        return msgspec.json.decode(decompress(rows[0]["sites"]), type=tuple[Site, ...]) if rows else ()
