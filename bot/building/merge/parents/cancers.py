"""Recognizes cancers, and things that must not be below one: a fibroid is no kind of uterine cancer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from bot.building.merge.parents.genus import genus, natural_words
from bot.building.merge.parents.word_lists import words_for_parents
from bot.building.merge.records import Group
from bot.terms.normal_forms import normal_words

MALIGNANT = "malignant"
BEFORE = frozenset({"in", "of"})
# "A malignant or benign tumor", "a benign tumor".
CALLED_HARMLESS = re.compile(r"(?:An? )?(?:\w+ ){0,2}(?:benign|noncancerous|nonmalignant)\b")


def is_cancer(name: str) -> bool:
    """Return True if a name is that of a cancer.

    It ends with a word for one ("breast cancer"), has such a word before "of", or calls a growth malignant. Another
    noun at the end ("cancer pain") makes it something else.
    """
    if not _words_for_cancers().search(name.lower()):
        return False
    words = natural_words(name)
    behind = next((at for at, word in enumerate(words) if word in BEFORE), 0)
    return _are_of_cancer(words) or _are_of_cancer(words[:behind])


def is_always_cancer(headword: str, group: Group) -> bool:
    """Return True if a name of a thing, or the beginning of a definition, says that it is a cancer."""
    names = (record.concept.preferred_name for record in group)
    return is_cancer(headword) or any(map(is_cancer, names)) or any(map(_are_of_cancer, _genera(group)))


def is_called_harmless(group: Group) -> bool:
    """Return True if a definition begins by saying that a thing may be benign: "a benign or malignant tumor"."""
    return any(CALLED_HARMLESS.match(text) for record in group for text in record.concept.definitions)


def _genera(group: Group) -> Iterable[list[str]]:
    return (normal_words(genus(text)) for record in group for text in record.concept.definitions)


def _are_of_cancer(words: list[str]) -> bool:
    lists = words_for_parents()
    if not words or not lists.harmless.isdisjoint(words):
        return False
    return (MALIGNANT in words and words[-1].endswith(lists.malignant_growths)) or _is_word_for_cancer(words[-1])


@cache
def _words_for_cancers() -> re.Pattern[str]:
    return re.compile("|".join((MALIGNANT, *words_for_parents().cancers)))


def _is_word_for_cancer(word: str) -> bool:
    lists = words_for_parents()
    return word.endswith(lists.cancers) and word not in lists.no_cancers
