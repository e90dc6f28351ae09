"""Names that begin with what was typed, or hold words that do; and the likeliest of many names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from bot.lexicon.store.name_index import NameIndex

Positions = NDArray[np.intp]
NONE: Positions = np.empty(0, np.intp)

# One entry often owns many names that begin alike, and each is offered once.
NAMES_AN_ENTRY = 6
# Looking at a name takes as long as marking this many that hold a word.
MANY_FOR_ONE = 600


def likeliest(index: NameIndex, names: Positions, most: int) -> list[int]:
    """Of these names the likeliest, likely ones first, one for each entry; at most so many."""
    wanted = most * NAMES_AN_ENTRY
    while True:
        found = one_for_each_entry(index, best_ranked(index, names, wanted), most)
        if len(found) == most or wanted >= len(names):
            return found
        wanted *= NAMES_AN_ENTRY


def best_ranked(index: NameIndex, names: Positions, most: int) -> Positions:
    """Of these names the likeliest, likely ones first; at most so many."""
    ranks = index.names.ranks[names]
    if len(names) > most:
        best = np.argpartition(ranks, most)[:most]
        names, ranks = names[best], ranks[best]
    return names[np.argsort(ranks)]


def numbers(names: range) -> Positions:
    """Neighbouring names as an array."""
    return np.arange(names.start, names.stop)


def one_for_each_entry(index: NameIndex, names: Positions | list[int], most: int) -> list[int]:
    """The first name of each entry; at most so many."""
    names = np.asarray(names, np.intp)
    first: dict[int, int] = {}
    for name, entry in zip(names.tolist(), index.names.entries[names].tolist(), strict=True):
        first.setdefault(entry, name)
        if len(first) == most:
            break
    return list(first.values())


def names_with_words(index: NameIndex, beginnings: Iterable[Sequence[range]]) -> Positions:
    """The names that hold, for each of these, a word in one of its ranges of words; one that holds several,
    as often. The ranges are apart and ascend.
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
    """Which of these names hold a word in one of these ranges."""
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
    """Whether a word stands between the first and the last of a range."""
    at = bisect_right(firsts, word)
    return at > 0 and word <= lasts[at - 1]


def merged(ranges: Iterable[range]) -> list[range]:
    """The same numbers in ranges that are apart and ascend."""
    apart: list[range] = []
    for some in sorted(filter(None, ranges), key=attrgetter("start")):
        if apart and some.start <= apart[-1].stop:
            apart[-1] = range(apart[-1].start, max(apart[-1].stop, some.stop))
        else:
            apart.append(some)
    return apart
