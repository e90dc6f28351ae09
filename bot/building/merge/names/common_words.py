"""Recognizes common words that sentences of publishers hardly use."""

from __future__ import annotations

import re

from bot.building.merge.names.everyday_words import everyday_words
from bot.building.merge.names.usage import Usage
from bot.terms.spelling import singular

# Frequency lists include surnames, which have no plural and none of these endings in them.
INFLECTED = ("s", "es", "ed", "ing", "ly")
ENDING_OF_WORDS = re.compile(r"(?:hood|ing|ment|ness|nomy|ship)s?$")
# "Republished" is a word if "published" is one.
PREFIXED = re.compile(r"(?:anti|inter|intra|multi|non|over|pre|re|sub|trans|un|under)([a-z]{5,})$")
# "Blackwater" consists of two everyday words.
SHORTEST_HALF, SAID_BY_ALL = 4, 50.0
ENGLISH = "en"


def is_common(word: str, usage: Usage) -> bool:
    """Return True if several forms of a word are used in everyday life, or sentences use it without its prefix."""
    prefixed = PREFIXED.match(word)
    if prefixed is not None and prefixed[1] in usage.small:
        return True
    said, one = everyday_words(ENGLISH), singular(word)
    if word not in said and one not in said:
        return is_compound(word)
    forms = {one, f"{one[:-1]}ies", *(f"{one}{ending}" for ending in INFLECTED)} - {word}
    return bool(ENDING_OF_WORDS.search(word)) or any(form in said and form not in usage.capital for form in forms)


def is_compound(word: str) -> bool:
    """Return True if a word consists of two that are used very often."""
    said = everyday_words(ENGLISH)
    cuts = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
    return any(min(said.get(word[:at], 0.0), said.get(word[at:], 0.0)) >= SAID_BY_ALL for at in cuts)
