"""Names that begin with a text or have words that begin with it, and the likeliest of many names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from bot.lexicon.store.name_index import NameIndex

Positions = NDArray[np.intp]
NONE: Positions = np.empty(0, np.intp)

# An entry often owns several names with the same beginning, but is offered once.
NAMES_AN_ENTRY = 6
# Checking one name takes as long as marking so many names of a word.
MANY_FOR_ONE = 600


def likeliest(index: NameIndex, names: Positions, limit: int) -> list[int]:
    """Return the likeliest of these names, likely ones first, one for each entry; at most `limit`."""
    if not len(names):
        return []
    wanted = limit * NAMES_AN_ENTRY
    while True:
        found = one_for_each_entry(index, best_ranked(index, names, wanted), limit)
        if len(found) == limit or wanted >= len(names):
            return found
        wanted *= NAMES_AN_ENTRY


def best_ranked(index: NameIndex, names: Positions, limit: int) -> Positions:
    """Return the likeliest of these names, likely ones first; at most `limit`."""
    ranks = index.names.ranks[names]
    if len(names) > limit:
        best = np.argpartition(ranks, limit)[:limit]
        names, ranks = names[best], ranks[best]
    return names[np.argsort(ranks)]


def numbers(names: range) -> Positions:
    """Return consecutive names as an array."""
    return np.arange(names.start, names.stop)


def one_for_each_entry(index: NameIndex, names: Positions | list[int], limit: int) -> list[int]:
    """Return the first name of each entry; at most `limit`."""
    names = np.asarray(names, np.intp)
    first: dict[int, int] = {}
    for name, entry in zip(names.tolist(), index.names.entries[names].tolist(), strict=True):
        first.setdefault(entry, name)
        if len(first) == limit:
            break
    return list(first.values())


def names_with_words(index: NameIndex, beginnings: Iterable[Sequence[range]]) -> Positions:
    """Return the names that have, for each of these sequences, a word in one of its ranges; a name with several such
    words is repeated. Ranges must ascend and not overlap.
    """
    words = index.words
    least, *others = sorted(beginnings, key=lambda ranges: sum(map(words.frequency, ranges)))
    if not any(map(words.frequency, least)):
        return NONE
    names = np.concatenate(list(map(words.names_with_any, least))).astype(np.intp)
    for ranges in others:
        names = names[_holding(index, names, ranges)]
    return names


def _holding(index: NameIndex, names: Positions, ranges: Sequence[range]) -> NDArray[np.bool_]:
    """Return which of these names have a word in one of these ranges."""
    words = index.words
    if sum(map(words.frequency, ranges)) > MANY_FOR_ONE * len(names):
        firsts, lasts = [words.text[some.start] for some in ranges], [words.text[some.stop - 1] for some in ranges]
        forms = index.names.forms(names)
        return np.array([any(_is_within(word, firsts, lasts) for word in form.split()) for form in forms], np.bool_)
    held = np.zeros(len(index.names), np.bool_)
    for some in ranges:
        held[words.names_with_any(some)] = True
    return held[names]


def _is_within(word: str, firsts: Sequence[str], lasts: Sequence[str]) -> bool:
    """Return True if a word is between the first and the last word of a range."""
    at = bisect_right(firsts, word)
    return at > 0 and word <= lasts[at - 1]


def merged(ranges: Iterable[range]) -> list[range]:
    """Return the same numbers as ascending ranges that do not overlap."""
    apart: list[range] = []
    for some in sorted(filter(None, ranges), key=attrgetter("start")):
        if apart and some.start <= apart[-1].stop:
            apart[-1] = range(apart[-1].start, max(apart[-1].stop, some.stop))
        else:
            apart.append(some)
    return apart
