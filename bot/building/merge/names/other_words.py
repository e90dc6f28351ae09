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


class OtherWords:
    """Recognizes names that say more than the preferred names of a group, and index headings."""

    def __init__(self, group: Group) -> None:
        self._preferred = {_told(record.concept.preferred_name) for record in group} - {frozenset()}

    def has(self, name: str) -> bool:
        """Return True if a name has all words of a preferred name and more, or a word that only databases put there."""
        told = _told(name)
        if any(mark in name for mark in INDEX_MARKS) or not grouping_words().labels.isdisjoint(told):
            return True
        return told not in self._preferred and any(told > each for each in self._preferred)


def _told(name: str) -> frozenset[str]:
    """Return the significant words of a name, each in one spelling."""
    return frozenset(map(_told_by().__getitem__, WORD.findall(name.lower()))) - NOTHING


@cache
def _told_by() -> Memoized:
    return Memoized(_word, MAX_WORDS)


def _word(word: str) -> str:
    """Return a word in its one spelling; "" if it is insignificant."""
    known, spelt = grouping_words(), normal_word(word)
    word = known.same_words.get(spelt, spelt)
    return "" if word in known.kind_words or word in known.small_words else word
