"""Names that look like what was typed: offered as choices, never given as an answer.

Hydralazine and hydroxyzine differ by little and a patient by a lot.
"""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.lexicon.model import Suggestion
from bot.lexicon.store import Lexicon

LEAST_SIMILAR = 0.6
CANDIDATES = 60
# rapidfuzz holds the interpreter for a whole `extract`; between chunks the event loop gets its turn.
CHUNK = 8_000
# How much a likeness of beginnings counts beside the edit distance.
BEGINNING = 0.1


class ScoredName(NamedTuple):
    """A candidate: how alike it is (0–1) and the id of the name."""

    score: float
    id: int


class Suggester:
    """Finds the names nearest to a misspelt one, over one lexicon's names, which it reads once when first asked."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names: list[str] | None = None
        self._loading = asyncio.Lock()

    async def nearest_names(self, folded: str, most: int) -> list[Suggestion]:
        """The entries whose names are nearest to a folded query, best first, each once with its nearest name.

        Nearness is the optimal string alignment similarity of rapidfuzz (Boytsov 2011) with a little for a like beginning.
        """
        names = await self._all_names()
        scored = await asyncio.to_thread(_scan, folded, names)
        found: dict[str, Suggestion] = {}
        for candidate in scored:
            name = await self._lexicon.completion_of_name(candidate.id)
            score = round(candidate.score, 3)
            found.setdefault(name.key, Suggestion(name.key, name.headword, name.name, score))
            if len(found) == most:
                break
        return list(found.values())

    async def _all_names(self) -> list[str]:
        async with self._loading:
            if self._names is None:
                rows = await self._lexicon.all_names()
                self._names = [name for name, _ in rows]
            return self._names


def _scan(folded: str, names: list[str]) -> list[ScoredName]:
    """The best candidates among all names, of equally good ones those of plainer sources, which the lexicon numbers first.

    Ids are positions counted from one.
    """
    scored: list[ScoredName] = []
    for start in range(0, len(names), CHUNK):
        chunk = names[start : start + CHUNK]
        hits = process.extract(
            folded,
            chunk,
            scorer=OSA.normalized_similarity,
            processor=None,
            limit=CANDIDATES,
            score_cutoff=LEAST_SIMILAR,
        )
        scored += [ScoredName(_score(folded, name, likeness), start + at + 1) for name, likeness, at in hits]
    return sorted(scored, key=lambda candidate: (-candidate.score, candidate.id))[:CANDIDATES]


def _score(folded: str, name: str, likeness: float) -> float:
    return (likeness + BEGINNING * JaroWinkler.similarity(folded, name)) / (1 + BEGINNING)
