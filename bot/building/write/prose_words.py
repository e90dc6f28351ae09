"""Find the short words that are meant as words when typed in small letters, unlike those that are only abbreviations:
"all", but not "hiv".

One definition that writes "hiv" in small letters proves nothing. The number of definitions that write a word small,
and its frequency in everyday speech, are compared with the number of definitions that write it in capitals.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.building.merge.names.everyday_words import everyday_words
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.words import WORD

# Longer words are not taken for abbreviations (see bot.terms.abbreviations).
SMALL_WORD = re.compile(r"[a-z]{2,10}")
# Uses per million words. What people say so often is a word, however often definitions write it in capitals ("pet").
COMMON = 8.0
# Uses per million words. What people say less often may be a name or a misspelling in the subtitles that were counted;
# so may two letters that are not common.
MIN_FREQUENCY = 1.0
MIN_LETTERS = 3
# Fewer uses in small letters are misprints.
MIN_USES = 3
MILLION = 1_000_000


class WordUses:
    """In how many definitions each piece of text between two spaces stands, by language."""

    def __init__(self) -> None:
        self._pieces: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._total: Counter[str] = Counter()

    def add(self, language: str, pieces: Collection[str]) -> None:
        """Count the different pieces of one definition."""
        self._pieces[language].update(pieces)
        self._total[language] += len(pieces)

    def prose_words(self, languages: Iterable[str]) -> dict[str, list[str]]:
        """By language (ISO 639-1), the words of two to ten letters that are meant as words when typed in small
        letters.
        """
        return {language: sorted(self._prose_words(language)) for language in languages}

    def _prose_words(self, language: str) -> Iterator[str]:
        small, capitals = _uses(self._pieces[language])
        frequencies = _frequencies(language)
        for word in small.keys() | frequencies.keys():
            expected = frequencies.get(word, 0.0) * self._total[language] / MILLION
            used = small[word] if small[word] >= MIN_USES else 0
            if frequencies.get(word, 0.0) >= COMMON or used + expected > capitals[word]:
                yield word


def _uses(pieces: Mapping[str, int]) -> tuple[Counter[str], Counter[str]]:
    """Count each word in small letters, and each as an abbreviation."""
    small, capitals = Counter[str](), Counter[str]()
    for piece, count in pieces.items():
        for word in [piece] if piece.isalpha() else WORD.findall(piece):
            if SMALL_WORD.fullmatch(word):
                small[word] += count
            elif looks_like_abbreviation(word):
                capitals[word.lower()] += count
    return small, capitals


def _frequencies(language: str) -> dict[str, float]:
    """Frequencies per million of words that may be abbreviations, if they are common enough to be reliable."""
    return {
        word: frequency
        for word, frequency in everyday_words(language).items()
        if frequency >= (MIN_FREQUENCY if len(word) >= MIN_LETTERS else COMMON) and SMALL_WORD.fullmatch(word)
    }
