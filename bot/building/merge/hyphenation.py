"""Hyphenation for headwords to which no publisher gives any: approximate, and only where publishers bear it out.

pyphen (https://pyphen.org/) knows where a printer may divide a word, which is not everywhere that a speaker would: in 44 of
100 words that the NCI dictionary respells it finds fewer syllables. So a word is divided as a publisher divides it elsewhere,
or as pyphen does when a publisher's respelling of that very word has as many syllables; a headword with any other word is
left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from pyphen import Pyphen

from bot.building.merge.records import Record

POINT = "·"
ENGLISH = "en"
# A syllable may have two letters, as in "ther·a·py": printers want three at the end of a word.
MIN_LETTERS = 2
# What stands between the syllables of a respelling: "in-ter-LOO-kin SIKS".
BETWEEN_SYLLABLES = re.compile(r"[-\s]+")

VOWEL = re.compile("[aeiouy]")

# Where a word is divided: before which of its letters.
Breaks = tuple[int, ...]


class Hyphenation:
    """Divides headwords whose every word is known from the records of publishers."""

    def __init__(self, records: Iterable[Record]) -> None:
        spoken = [record for record in records if _says_how_it_is_spoken(record)]
        self._breaks = _agreed(_borne_out(spoken)) | _agreed(_published(spoken))

    def of(self, headword: str, respelling: str | None) -> str | None:
        """An English headword divided into syllables; None where that is not known, or where its respelling says otherwise."""
        words = headword.split()
        if not all(_is_plain(word) and word.lower() in self._breaks for word in words):
            return None
        divided = " ".join(_divide(word, self._breaks[word.lower()]) for word in words)
        contradicted = respelling is not None and len(_syllables(respelling)) != len(re.split(r"[·\s]", divided))
        return None if contradicted or POINT not in divided else divided


def _is_plain(word: str) -> bool:
    """Whether a word is of letters only and no abbreviation."""
    return word.isalpha() and (word.islower() or (word.istitle() and len(word) > 1))


def _says_how_it_is_spoken(record: Record) -> bool:
    concept = record.concept
    return bool(concept.hyphenation or concept.respelling) and record.source.language == ENGLISH


def _published(records: Iterable[Record]) -> Iterator[tuple[str, Breaks]]:
    """Every word that a publisher divides."""
    for record in records:
        for word in (record.concept.hyphenation or "").split():
            lengths = [len(syllable) for syllable in word.split(POINT)]
            if all(lengths):
                yield word.replace(POINT, "").lower(), tuple(sum(lengths[:at]) for at in range(1, len(lengths)))


def _borne_out(records: Iterable[Record]) -> Iterator[tuple[str, Breaks | None]]:
    """Every word that a publisher respells, divided by pyphen; None when the respelling has another number of syllables."""
    for record in records:
        words, respelt = record.concept.preferred_name.split(), (record.concept.respelling or "").split()
        if len(words) == len(respelt):
            for word, sounds in zip(words, respelt, strict=True):
                yield word.lower(), _breaks(word.lower(), len(_syllables(sounds)))


def _breaks(word: str, syllables: int) -> Breaks | None:
    """Where pyphen divides a word; None when that gives another number of syllables, or one without a vowel."""
    breaks = tuple(map(int, _patterns().positions(word)))
    parts = _divide(word, breaks).split(POINT)
    usable = len(parts) == syllables and all(VOWEL.search(part) for part in parts)
    return breaks if usable else None


@cache
def _patterns() -> Pyphen:
    """The patterns of American English: reading them takes a while, which only a build has to wait for."""
    return Pyphen(lang="en_US", left=MIN_LETTERS, right=MIN_LETTERS)


def _syllables(respelling: str) -> list[str]:
    return [syllable for syllable in BETWEEN_SYLLABLES.split(respelling) if syllable]


def _agreed(found: Iterable[tuple[str, Breaks | None]]) -> dict[str, Breaks]:
    """The words that are divided in one way only."""
    ways: dict[str, set[Breaks | None]] = defaultdict(set)
    for word, breaks in found:
        ways[word].add(breaks)
    return {word: breaks for word, (breaks, *others) in ways.items() if breaks is not None and not others}


def _divide(word: str, breaks: Breaks) -> str:
    ends = (*breaks, len(word))
    return POINT.join(word[start:end] for start, end in zip((0, *breaks), ends, strict=True))
