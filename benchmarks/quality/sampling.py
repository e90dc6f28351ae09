"""Names drawn from a lexicon, the same ones in every run with the same seed.

A name is drawn by a number that depends only on the seed and the name, so that a rebuild of the lexicon changes the
sample only by the names that came or went.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from hashlib import blake2b
from random import Random

from benchmarks.limits import MAX_OPTION_LENGTH
from bot.lexicon.store.reader import Lexicon

# An edit in a shorter name more likely makes another name than a misspelling.
MIN_NAME_LENGTH = 5
# Room for the letters that typing errors put in.
MAX_NAME_LENGTH = MAX_OPTION_LENGTH - 2


async def weighted_names(lexicon: Lexicon) -> dict[str, int]:
    """Every folded name that can be looked up, with the weight of the best-known entry that owns it."""
    rows = await lexicon.rows(
        "SELECT name.folded, max(entry.weight) FROM name JOIN entry ON entry.id = name.entry "
        "WHERE length(name.folded) BETWEEN ? AND ? GROUP BY name.folded",
        MIN_NAME_LENGTH,
        MAX_NAME_LENGTH,
    )
    return {row[0]: row[1] for row in rows}


async def headwords(lexicon: Lexicon) -> list[str]:
    """Every headword that can be looked up."""
    rows = await lexicon.rows("SELECT DISTINCT headword FROM entry")
    return [row[0] for row in rows if MIN_NAME_LENGTH <= len(row[0]) <= MAX_NAME_LENGTH]


def draw(names: Iterable[str], number: int, seed: int) -> list[str]:
    """So many of the names, each equally likely."""
    return heapq.nsmallest(number, names, key=lambda name: _fraction(name, seed))


def draw_known(weights: dict[str, int], number: int, seed: int) -> list[str]:
    """So many of the names, likelier with a larger weight (Efraimidis and Spirakis 2006); none without weight."""
    known = (name for name, weight in weights.items() if weight > 0)
    return heapq.nlargest(number, known, key=lambda name: math.log(_fraction(name, seed)) / weights[name])


def randomness(name: str, seed: int) -> Random:
    """The random numbers that belong to a name."""
    return Random(f"{seed} {name}")  # noqa: S311 (no secrets here)


def _fraction(name: str, seed: int) -> float:
    """A number between 0 and 1, neither included, that belongs to a name."""
    digest = blake2b(f"{seed} {name}".encode(errors="surrogatepass"), digest_size=6).digest()
    return (int.from_bytes(digest) + 0.5) / 256**6
