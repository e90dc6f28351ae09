"""Rank entries by how well they fit a description.

Words weigh more the rarer they are (Spärck Jones: A statistical interpretation of term specificity, 1972). Most
important is which of the words asked for an entry has anywhere; then the words in the first sentences of its
definitions, which say what the thing is; then the share of one of its names that was asked for; then how well known it
is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from bot.lexicon.model import Definition
from bot.terms.model import Name
from bot.terms.words import WORD, plain

# Weights chosen on one half of the 164 descriptions in benchmarks/quality/descriptions.tsv. The best weights for the
# other half are about the same, and halving or doubling one makes little difference.
FIRST_SENTENCES = 0.5
ONE_NAME = 0.5
KNOWN = 0.2
# A related word counts less than the word that was asked for.
RELATED_WEIGHT = 0.6
# An entry fits if it has at least this share of what the best entry has.
MIN_COVERED = 0.5

# The end of a line ends a sentence, too: list items and headings have no full stop.
SENTENCE_END = re.compile(r"\n\s*|(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bDr\.)\s+(?=[^\W_a-z]|[\"“¿¡(])")


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a description: its forms, the forms of its related words, and its rarity.

    All words are in the spelling of the index; `sought` are those to look up there.
    """

    sought: tuple[str, ...]
    forms: frozenset[str]
    related: frozenset[str]
    rarity: float


@dataclass(frozen=True, slots=True)
class Described:
    """The parts of an entry's document that are read for ranking."""

    key: str
    headword: str
    names: tuple[Name, ...] = ()
    definitions: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may fit: its document as stored, and how well known it is."""

    document: bytes
    weight: int


# By number of an asked word, what a text has of it: 1, or less for a related word.
Hits = dict[int, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry that may fit, the share of the description that it has, and its score."""

    entry: Described
    covered: float
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the definition that contains it."""

    text: str
    definition: Definition


class Places(dict[str, tuple[int, float] | None]):
    """Maps a written word to the number of an asked word and its value; computed on first use."""

    def __init__(self, asked: Sequence[AskedWord]) -> None:
        self._by_word = {form: (number, RELATED_WEIGHT) for number, word in enumerate(asked) for form in word.related}
        self._by_word |= {form: (number, 1.0) for number, word in enumerate(asked) for form in word.forms}

    def __missing__(self, written: str) -> tuple[int, float] | None:
        return self.setdefault(written, self._by_word.get(plain(written)))


class WordQuery:
    """The words that were asked for, prepared for searching in texts."""

    def __init__(self, asked: Sequence[AskedWord]) -> None:
        rarities = sum(word.rarity for word in asked)
        self._shares = [word.rarity / rarities for word in asked]
        self.places = Places(asked)

    def hits(self, written: Iterable[str]) -> Hits:
        """Return which of the asked words these words contain."""
        found: Hits = {}
        for number, worth in filter(None, map(self.places.__getitem__, written)):
            found[number] = max(worth, found.get(number, 0.0))
        return found

    def covered(self, hits: Hits) -> float:
        """Return the share of the description, from 0 to 1, that these hits are."""
        return sum(self._shares[number] * worth for number, worth in hits.items())


def rank(query: WordQuery, candidates: Iterable[Candidate]) -> list[Ranked]:
    """Return the candidates that fit, the best first; equal ones keep their order.

    Raises msgspec's errors if a document is damaged.
    """
    decode = msgspec.json.Decoder(Described).decode
    judged = [_judge(query, decode(candidate.document), candidate.weight) for candidate in candidates]
    least = MIN_COVERED * max((ranked.covered for ranked in judged), default=0.0)
    fitting = (ranked for ranked in judged if ranked.covered >= least)
    return sorted(fitting, key=lambda ranked: -ranked.score)


def _judge(query: WordQuery, entry: Described, weight: int) -> Ranked:
    parts = [SENTENCE_END.split(definition.text, maxsplit=1) for definition in entry.definitions]
    firsts = [query.hits(WORD.findall(first)) for first, *_ in parts]
    rests = [query.hits(WORD.findall(rest)) for _, *rests in parts for rest in rests]
    names = [(query.hits(words), len(words)) for words in (WORD.findall(name.name) for name in entry.names)]
    covered = query.covered(_together([*firsts, *rests, *(hits for hits, _ in names)]))
    score = (
        covered
        + FIRST_SENTENCES * sum(sorted(map(query.covered, firsts), reverse=True)[:2]) / 2
        + ONE_NAME * max(query.covered(hits) * len(hits) / max(words, 1) for hits, words in names)
        + KNOWN * math.log(3 + weight)
    )
    return Ranked(entry, covered, score)


def fullest_sentence(query: WordQuery, entry: Described) -> Sentence | None:
    """Return the sentence of an entry's definitions with most of what was asked for; None without definitions. The
    first of equal sentences is returned, which is from the plainest source.
    """
    numbered = [
        (number, Sentence(text, definition))
        for definition in entry.definitions
        for number, text in enumerate(SENTENCE_END.split(definition.text))
    ]
    in_order = sorted(numbered, key=lambda pair: pair[0] > 0)
    return max((sentence for _, sentence in in_order), key=lambda sentence: _covered(query, sentence), default=None)


def _covered(query: WordQuery, sentence: Sentence) -> float:
    return query.covered(query.hits(WORD.findall(sentence.text)))


def _together(parts: Iterable[Hits]) -> Hits:
    found: Hits = {}
    for hits in parts:
        for number, worth in hits.items():
            found[number] = max(worth, found.get(number, 0.0))
    return found
