"""Hyphenation of headwords for which no publisher gives one: approximate, and only where publishers confirm it.

pyphen (https://pyphen.org/) knows where a printer may divide a word, which is not everywhere that a speaker would: it
finds too few syllables in 44 of 100 words that the NCI dictionary respells. A word is therefore divided as a publisher
divides it elsewhere, or as pyphen does if a publisher's respelling of the same word has as many syllables. A headword
with any other word is not divided.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from pyphen import Pyphen

from bot.building.merge.records import Record
from bot.languages import ENGLISH

POINT = "·"
# A syllable may have two letters ("ther·a·py"), although printers want three at the end of a word.
MIN_LETTERS = 2
# Separators between the syllables of a respelling ("in-ter-LOO-kin SIKS").
BETWEEN_SYLLABLES = re.compile(r"[-\s]+")

VOWEL = re.compile("[aeiouy]")

# The positions of the letters before which a word is divided.
Breaks = tuple[int, ...]


class Hyphenation:
    """Divides headwords all of whose words are known from publishers' records."""

    def __init__(self, records: Iterable[Record]) -> None:
        pronounced = [record for record in records if _has_pronunciation(record)]
        self._breaks = _agreed(_confirmed(pronounced)) | _agreed(_published(pronounced))

    def of(self, headword: str, respelling: str | None) -> str | None:
        """Return an English headword divided into syllables; None if that is unknown or contradicts its respelling."""
        words = headword.split()
        if not all(_is_plain(word) and word.lower() in self._breaks for word in words):
            return None
        divided = " ".join(_divide(word, self._breaks[word.lower()]) for word in words)
        contradicted = respelling is not None and len(_syllables(respelling)) != len(re.split(r"[·\s]", divided))
        return None if contradicted or POINT not in divided else divided


def _is_plain(word: str) -> bool:
    """Return True if a word consists of letters only and is no abbreviation."""
    return word.isalpha() and (word.islower() or (word.istitle() and len(word) > 1))


def _has_pronunciation(record: Record) -> bool:
    concept = record.concept
    return bool(concept.hyphenation or concept.respelling) and record.source.language == ENGLISH


def _published(records: Iterable[Record]) -> Iterator[tuple[str, Breaks]]:
    """Yield every word that a publisher divides, with its divisions."""
    for record in records:
        for word in (record.concept.hyphenation or "").split():
            lengths = [len(syllable) for syllable in word.split(POINT)]
            if all(lengths):
                yield word.replace(POINT, "").lower(), tuple(sum(lengths[:at]) for at in range(1, len(lengths)))


def _confirmed(records: Iterable[Record]) -> Iterator[tuple[str, Breaks | None]]:
    """Yield every word that a publisher respells, as pyphen divides it; None if the respelling has another number of
    syllables.
    """
    for record in records:
        words, respelt = record.concept.preferred_name.split(), (record.concept.respelling or "").split()
        if len(words) == len(respelt):
            for word, sounds in zip(words, respelt, strict=True):
                yield word.lower(), _breaks(word.lower(), len(_syllables(sounds)))


def _breaks(word: str, syllables: int) -> Breaks | None:
    """Return pyphen's division of a word; None if it has another number of syllables, or a syllable without a vowel."""
    breaks = tuple(map(int, _patterns().positions(word)))
    parts = _divide(word, breaks).split(POINT)
    usable = len(parts) == syllables and all(VOWEL.search(part) for part in parts)
    return breaks if usable else None


@cache
def _patterns() -> Pyphen:
    """Return the patterns of American English. They are slow to load and needed only during a build."""
    return Pyphen(lang="en_US", left=MIN_LETTERS, right=MIN_LETTERS)


def _syllables(respelling: str) -> list[str]:
    return [syllable for syllable in BETWEEN_SYLLABLES.split(respelling) if syllable]


def _agreed(found: Iterable[tuple[str, Breaks | None]]) -> dict[str, Breaks]:
    """Keep the words that are always divided in the same way."""
    ways: dict[str, set[Breaks | None]] = defaultdict(set)
    for word, breaks in found:
        ways[word].add(breaks)
    return {word: breaks for word, (breaks, *others) in ways.items() if breaks is not None and not others}


def _divide(word: str, breaks: Breaks) -> str:
    ends = (*breaks, len(word))
    return POINT.join(word[start:end] for start, end in zip((0, *breaks), ends, strict=True))
