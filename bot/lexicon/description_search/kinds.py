"""How likely each kind of entry is, by the words that a description begins with: a "fear of …" is seldom a bone.

The table `kind_word` has how many entries of each kind have a stem at the beginning of a definition or in a parent.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from bot.lexicon.description_search.entry_texts import TYPE
from bot.terms.model import SemanticType

# The number of each kind in `entry_text` and `kind_word`; 0 for entries that no source gives a kind.
KIND_NUMBERS: dict[str | None, int] = {None: 0} | {kind.value: place for place, kind in enumerate(SemanticType, 1)}
# The row of `kind_word` that counts all entries.
ALL_ENTRIES = 0
# A stem that few entries have says little about kinds: this many entries are added to them, of all kinds in proportion.
ADDED = 5.0
# Added to shares of kinds before they are compared, since some are close to zero.
MIN_SHARE = 0.002

Floats = NDArray[np.float64]


def packed_counts(entries: Iterable[int]) -> bytes:
    """Return the numbers of entries of all kinds, in the order of the kinds' numbers, as they are stored."""
    return np.fromiter(entries, TYPE).tobytes()


def likelier_kinds(stems: Iterable[bytes], lexicon: bytes) -> Floats:
    """Return how many times likelier than in the whole lexicon each kind is with these stems, as a logarithm (base e).

    `stems` and `lexicon` are counts as stored. The shares of the stems are averaged; without stems, all results are 0.
    Raises ValueError if counts are damaged.
    """
    usual = _counts(lexicon) / max(_counts(lexicon).sum(), 1)
    shares = [(counts + ADDED * usual) / (counts.sum() + ADDED) for counts in map(_counts, stems)]
    mean = np.mean(shares, axis=0) if shares else usual
    likelier: Floats = np.log((mean + MIN_SHARE) / (usual + MIN_SHARE))
    return likelier


def _counts(stored: bytes) -> NDArray[np.uint32]:
    counts: NDArray[np.uint32] = np.frombuffer(stored, TYPE)
    if len(counts) != len(KIND_NUMBERS):
        raise ValueError("the counts of kinds are damaged")
    return counts
