"""How well an entry fits a description: what of the asked words it has, and where.

Words weigh as much as they are rare (Spärck Jones: A statistical interpretation of term specificity, 1972). What an entry
has anywhere counts first; then what the first sentences of its definitions have, which say what a thing is; what a single
short sentence has; how much of one of its names was asked for; and how known the entry is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from bot.lexicon.model import Definition, Name
from bot.lexicon.words import WORD, plain

# Weights found on half of benchmarks/quality/descriptions.tsv and confirmed on the other half.
FIRST_SENTENCES = 0.5
ONE_SENTENCE = 0.2
ONE_NAME = 0.5
KNOWN = 0.2
# A word that stands for an asked one counts for less than that one itself.
KINDRED = 0.6
# An entry that has less of what was asked for than this share of what the best has does not fit.
LEAST_COVERED = 0.5
SHORTEST_SENTENCE = 6
USUAL_SENTENCE = 20
WORTH_OF_LENGTH = 0.7

SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bDr\.)\s+(?=[^\W_a-z]|[\"“¿¡(])")


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a description: all its forms, the forms of the words that may stand for it, and how rare it is.

    Words are as the index has them; `sought` are those that the index is asked for.
    """

    sought: tuple[str, ...]
    forms: frozenset[str]
    kin: frozenset[str]
    rarity: float


@dataclass(frozen=True, slots=True)
class Described:
    """What of an entry's document is read to rank it."""

    key: str
    headword: str
    names: tuple[Name, ...]
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may fit: its document as the lexicon has it, and how known it is."""

    document: bytes
    weight: int


# Which of the asked words a text has, by their numbers, and what each is worth: 1, or less for a word that stands for it.
Hits = dict[int, float]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a definition, what it has of the asked words and how much that is; `fit` is more for a short one."""

    text: str
    definition: Definition
    hits: Hits
    covered: float
    fit: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry that fits, how much it has of what was asked for, how well it fits, and the sentence of its definitions that
    has most (of those that have as much, the plainest source's); None where it has no definition.
    """

    entry: Described
    covered: float
    score: float
    sentence: Sentence | None


class Places(dict[str, tuple[int, float] | None]):
    """Which of the asked words a written word is, by its number, and what it is worth; worked out when first asked for."""

    def __init__(self, asked: Sequence[AskedWord]) -> None:
        self._by_word = {form: (number, KINDRED) for number, word in enumerate(asked) for form in word.kin}
        self._by_word |= {form: (number, 1.0) for number, word in enumerate(asked) for form in word.forms}

    def __missing__(self, written: str) -> tuple[int, float] | None:
        return self.setdefault(written, self._by_word.get(plain(written)))


class Question:
    """The words that were asked for, ready to be looked for in texts."""

    def __init__(self, asked: Sequence[AskedWord]) -> None:
        rarities = sum(word.rarity for word in asked)
        self._shares = [word.rarity / rarities for word in asked]
        self.places = Places(asked)

    def hits(self, written: Iterable[str]) -> Hits:
        """What these words have of the asked ones."""
        found: Hits = {}
        for number, worth in filter(None, map(self.places.__getitem__, written)):
            found[number] = max(worth, found.get(number, 0.0))
        return found

    def covered(self, hits: Hits) -> float:
        """How much of what was asked for these are: between 0 and 1."""
        return sum(self._shares[number] * worth for number, worth in hits.items())


def rank(question: Question, candidates: Iterable[Candidate]) -> list[Ranked]:
    """The candidates that fit, best first; those that fit alike in the order in which they came.

    Raises msgspec's errors when a document is damaged.
    """
    decode = msgspec.json.Decoder(Described).decode
    judged = [_judge(question, decode(candidate.document), candidate.weight) for candidate in candidates]
    least = LEAST_COVERED * max((ranked.covered for ranked in judged), default=0.0)
    fitting = (ranked for ranked in judged if ranked.covered >= least)
    return sorted(fitting, key=lambda ranked: -ranked.score)


def _judge(question: Question, entry: Described, weight: int) -> Ranked:
    firsts, others = _sentences(question, entry)
    names = [hits_and_fit for name in entry.names if (hits_and_fit := _name_fit(question, name.name))[0]]
    found = _together([*(hits for hits, _ in names), *(sentence.hits for sentence in (*firsts, *others))])
    covered = question.covered(found)
    score = (
        covered
        + FIRST_SENTENCES * sum(sorted((sentence.covered for sentence in firsts), reverse=True)[:2]) / 2
        + ONE_SENTENCE * max((sentence.fit for sentence in (*firsts, *others)), default=0.0)
        + ONE_NAME * max((fit for _, fit in names), default=0.0)
        + KNOWN * math.log(3 + weight)
    )
    fullest = max((*firsts, *others), key=lambda sentence: sentence.covered, default=None)
    return Ranked(entry, covered, score, fullest)


def _sentences(question: Question, entry: Described) -> tuple[list[Sentence], list[Sentence]]:
    """The first sentences of an entry's definitions, and those of the others that have an asked word."""
    firsts: list[Sentence] = []
    others: list[Sentence] = []
    for definition in entry.definitions:
        first, *more = SENTENCE_END.split(definition.text)
        firsts.append(_sentence(question, definition, first))
        others += filter(lambda sentence: sentence.hits, (_sentence(question, definition, text) for text in more))
    return firsts, others


def _sentence(question: Question, definition: Definition, text: str) -> Sentence:
    words = WORD.findall(text)
    hits = question.hits(words)
    covered = question.covered(hits)
    length = max(len(words), SHORTEST_SENTENCE) / USUAL_SENTENCE
    return Sentence(text, definition, hits, covered, covered / (1 - WORTH_OF_LENGTH + WORTH_OF_LENGTH * length))


def _name_fit(question: Question, name: str) -> tuple[Hits, float]:
    """What a name has of the asked words, and how much of what was asked for that is, less what else the name says."""
    words = WORD.findall(name)
    hits = question.hits(words)
    return hits, question.covered(hits) * len(hits) / max(len(words), 1)


def _together(parts: Iterable[Hits]) -> Hits:
    found: Hits = {}
    for hits in parts:
        for number, worth in hits.items():
            found[number] = max(worth, found.get(number, 0.0))
    return found
