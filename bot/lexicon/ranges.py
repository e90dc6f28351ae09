"""Names that begin with what was typed, or hold words that do; and the likeliest of many names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.lexicon.name_index import NameIndex

Positions = NDArray[np.intp]
NONE: Positions = np.empty(0, np.intp)

# One entry often owns many names that begin alike, and each is offered once.
NAMES_AN_ENTRY = 6


def likeliest(index: NameIndex, names: Positions, most: int) -> list[int]:
    """Of these names the likeliest, likely ones first, one for each entry; at most so many."""
    wanted = most * NAMES_AN_ENTRY
    while True:
        found = _one_for_each_entry(index, _best_ranked(index, names, wanted), most)
        if len(found) == most or wanted >= len(names):
            return found
        wanted *= NAMES_AN_ENTRY


def _best_ranked(index: NameIndex, names: Positions, most: int) -> Positions:
    ranks = index.names.ranks[names]
    if len(names) > most:
        best = np.argpartition(ranks, most)[:most]
        names, ranks = names[best], ranks[best]
    return names[np.argsort(ranks)]


def _one_for_each_entry(index: NameIndex, names: Positions, most: int) -> list[int]:
    first: dict[int, int] = {}
    for name, entry in zip(names.tolist(), index.names.entries[names].tolist(), strict=True):
        first.setdefault(entry, name)
        if len(first) == most:
            break
    return list(first.values())


def names_with_words(index: NameIndex, beginnings: Iterable[Sequence[range]]) -> Positions:
    """The names that hold, for each of these, a word in one of its ranges of words; one that holds several, as often."""
    holders = [[index.words.names_with_any(words) for words in ranges if words] for ranges in beginnings]
    if not holders or not all(holders):
        return NONE
    names, *others = sorted(map(np.concatenate, holders), key=len)
    for other in others:
        held = np.zeros(len(index.names), np.bool_)
        held[other] = True
        names = names[held[names]]
    return names.astype(np.intp)
