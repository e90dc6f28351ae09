"""Names that say more than what an entry is called: "diffuse brainstem glioma" under brainstem glioma. What one source alone gives as such a name
is mostly narrower than the entry.
"""

from __future__ import annotations

import re
from functools import cache

from bot.building.merge.grouping.words import grouping_words
from bot.building.merge.records import Group
from bot.terms.memoized import Memoized
from bot.terms.spelling import normal_word

WORD = re.compile(r"[^\W_]+")
# What stands in a name in brackets, or names a list of things ("glucose: malabsorption"), is a heading of an index.
INDEX_MARKS = ("[", ": ")
NOTHING = frozenset({""})
# A few thousand words make up most names.
MAX_WORDS = 50_000


class OtherWords:
    """Tells of one group's names whether they say more than its preferred names, or are headings of an index."""

    def __init__(self, group: Group) -> None:
        self._preferred = {_told(record.concept.preferred_name) for record in group} - {frozenset()}

    def has(self, name: str) -> bool:
        """Whether a name has all words of a preferred name and more, or a word that only databases put there."""
        told = _told(name)
        if any(mark in name for mark in INDEX_MARKS) or not grouping_words().labels.isdisjoint(told):
            return True
        return told not in self._preferred and any(told > each for each in self._preferred)


def _told(name: str) -> frozenset[str]:
    """The words of a name that tell things apart, each in one spelling."""
    return frozenset(map(_told_by().__getitem__, WORD.findall(name.lower()))) - NOTHING


@cache
def _told_by() -> Memoized:
    return Memoized(_word, MAX_WORDS)


def _word(word: str) -> str:
    """A word in its one spelling; empty where it tells nothing apart."""
    known, spelt = grouping_words(), normal_word(word)
    word = known.same_words.get(spelt, spelt)
    return "" if word in known.kind_words or word in known.small_words else word
