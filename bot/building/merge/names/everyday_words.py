"""How often words are used in everyday life: this distinguishes "cold" and "lead" from "biopsy"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spellchecker import SpellChecker

# Rarer words are not everyday words, and most of them are misspelled.
MIN_USES_PER_MILLION = 0.1


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
