"""How often people say a word in everyday life: what tells "cold" and "lead" from "biopsy" in a message."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spellchecker import SpellChecker

# Rarer words are nobody's everyday words, and most of them are misspelt.
MIN_USES_PER_MILLION = 0.1


@cache
def everyday_words(language: str) -> Mapping[str, float]:
    """How often each word, in lower case, is said in a million words.

    The frequencies are those of pyspellchecker, counted in the subtitles of films (Lison and Tiedemann: OpenSubtitles2016,
    LREC 2016). `language` is an ISO 639-1 code; there are no words for one that pyspellchecker does not have.
    """
    if language not in SpellChecker.languages():
        return {}
    frequencies = SpellChecker(language=language).word_frequency
    millions = frequencies.total_words / 1_000_000
    return {word: count / millions for word, count in frequencies.items() if count >= MIN_USES_PER_MILLION * millions}
