"""Names that say more than the preferred names ("diffuse brainstem glioma" under brainstem glioma). If one source alone
gives such a name as a synonym, it is usually narrower than the entry.
"""

from __future__ import annotations

import re
from functools import cache

from bot.building.merge.grouping.words import grouping_words
from bot.building.merge.records import Group
from bot.terms.memoized import Memoized
from bot.terms.spelling import normal_word

WORD = re.compile(r"[^\W_]+")
# A name with brackets, or one of a list ("glucose: malabsorption"), is an index heading.
INDEX_MARKS = ("[", ": ")
NOTHING = frozenset({""})
# A few thousand words make up most names.
MAX_WORDS = 50_000


class ExtendedNames:
    """Recognizes names that say more than the preferred names of a group, and index headings."""

    def __init__(self, group: Group) -> None:
        self._preferred = {_significant_words(record.concept.preferred_name) for record in group} - {frozenset()}

    def has(self, name: str) -> bool:
        """Return True if a name has all words of a preferred name and more, or a word that only databases put there."""
        significant = _significant_words(name)
        if any(mark in name for mark in INDEX_MARKS) or not grouping_words().labels.isdisjoint(significant):
            return True
        return significant not in self._preferred and any(significant > each for each in self._preferred)


def _significant_words(name: str) -> frozenset[str]:
    """Return the significant words of a name, each in one spelling."""
    return frozenset(map(_memoized_words().__getitem__, WORD.findall(name.lower()))) - NOTHING


@cache
def _memoized_words() -> Memoized:
    return Memoized(_word, MAX_WORDS)


def _word(word: str) -> str:
    """Return a word in its one spelling; "" if it is insignificant."""
    known, spelt = grouping_words(), normal_word(word)
    word = known.same_words.get(spelt, spelt)
    return "" if word in known.kind_words or word in known.small_words else word
