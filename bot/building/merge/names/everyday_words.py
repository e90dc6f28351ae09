"""How often words are used in everyday life: this distinguishes "cold" and "lead" from "biopsy"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from spellchecker import SpellChecker

from bot.building.merge.names.usage import Usage
from bot.languages import ENGLISH
from bot.terms.spelling import singular

# Rarer words are not everyday words, and most of them are misspelled.
MIN_USES_PER_MILLION = 0.1
# Frequency lists include surnames, which have no plural and none of these endings in them.
INFLECTED = ("s", "es", "ed", "ing", "ly")
ENDING_OF_WORDS = re.compile(r"(?:hood|ing|ment|ness|nomy|ship)s?$")
# "Republished" is a word if "published" is one.
PREFIXED = re.compile(r"(?:anti|inter|intra|multi|non|over|pre|re|sub|trans|un|under)([a-z]{5,})$")
# "Blackwater" consists of two everyday words.
MIN_HALF, MIN_USES_OF_HALF = 4, 50.0


@cache
def everyday_words(language: str) -> Mapping[str, float]:
    """Return how often each word, in lower case, occurs among a million spoken words.

    The frequencies are those of pyspellchecker, counted in film subtitles (Lison and Tiedemann: OpenSubtitles2016, LREC
    2016). `language` is an ISO 639-1 code; the result is empty for languages that pyspellchecker lacks.
    """
    if language not in SpellChecker.languages():
        return {}
    frequencies = SpellChecker(language=language).word_frequency
    millions = frequencies.total_words / 1_000_000
    return {word: count / millions for word, count in frequencies.items() if count >= MIN_USES_PER_MILLION * millions}


def is_common(word: str, usage: Usage) -> bool:
    """Return True if several forms of a word are used in everyday life, or sentences use it without its prefix."""
    prefixed = PREFIXED.match(word)
    if prefixed is not None and prefixed[1] in usage.small:
        return True
    frequencies, one = everyday_words(ENGLISH), singular(word)
    if word not in frequencies and one not in frequencies:
        return is_compound(word)
    forms = {one, f"{one[:-1]}ies", *(f"{one}{ending}" for ending in INFLECTED)} - {word}
    return bool(ENDING_OF_WORDS.search(word)) or any(
        form in frequencies and form not in usage.capital for form in forms
    )


def is_compound(word: str) -> bool:
    """Return True if a word consists of two that are used very often."""
    frequencies = everyday_words(ENGLISH)
    cuts = range(MIN_HALF, len(word) - MIN_HALF + 1)
    return any(min(frequencies.get(word[:at], 0.0), frequencies.get(word[at:], 0.0)) >= MIN_USES_OF_HALF for at in cuts)
