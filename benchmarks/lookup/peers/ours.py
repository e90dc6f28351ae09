"""Our suggestions as a whole: from the folded query to the entries with the rows that show them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.limits import ANSWER_LIMITS
from benchmarks.lookup.peers.contestant import MAX_SHOWN, InProcess
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import open_lexicon


class Ours(InProcess):
    """The dictionary's suggester over the lexicon file."""

    def __init__(self, lexicon: Path, _: list[str]) -> None:
        self._path = lexicon

    async def open(self) -> None:
        """Open the lexicon and load its index."""
        self._dictionary = Dictionary(await open_lexicon(self._path), ANSWER_LIMITS)
        await self._dictionary.suggester.index()

    async def find(self, typed: str) -> list[str]:
        """The keys of the entries that are suggested."""
        return [found.key for found in await self._dictionary.suggester.nearest_names(typed, MAX_SHOWN)]

    async def close(self) -> None:
        """Close the lexicon."""
        await self._dictionary.lexicon.close()
