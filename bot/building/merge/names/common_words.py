"""Which words that sentences hardly hold are none the less words of the language, and no names."""

from __future__ import annotations

import re

from bot.building.merge.names.everyday_words import everyday_words
from bot.building.merge.names.usage import Usage
from bot.terms.spelling import singular

# Lists of words that people say hold surnames, too; those have no plural there and none of these endings.
INFLECTED = ("s", "es", "ed", "ing", "ly")
ENDING_OF_WORDS = re.compile(r"(?:hood|ing|ment|ness|nomy|ship)s?$")
# "Republished" is a word where "published" is one.
PREFIXED = re.compile(r"(?:anti|inter|intra|multi|non|over|pre|re|sub|trans|un|under)([a-z]{5,})$")
# "Blackwater" is two words of everyday life.
SHORTEST_HALF, SAID_BY_ALL = 4, 50.0
ENGLISH = "en"


def is_common(word: str, usage: Usage) -> bool:
    """Whether people say a word in everyday life in several forms of it, or sentences hold what stands behind its prefix."""
    prefixed = PREFIXED.match(word)
    if prefixed is not None and prefixed[1] in usage.small:
        return True
    said, one = everyday_words(ENGLISH), singular(word)
    if word not in said and one not in said:
        return is_compound(word)
    forms = {one, f"{one[:-1]}ies", *(f"{one}{ending}" for ending in INFLECTED)} - {word}
    return bool(ENDING_OF_WORDS.search(word)) or any(form in said and form not in usage.capital for form in forms)


def is_compound(word: str) -> bool:
    """Whether a word is two that everybody says."""
    said = everyday_words(ENGLISH)
    cuts = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
    return any(min(said.get(word[:at], 0.0), said.get(word[at:], 0.0)) >= SAID_BY_ALL for at in cuts)
