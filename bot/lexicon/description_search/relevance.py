"""How well an entry fits a description: what of the asked words it has, and where.

Words weigh as much as they are rare (Spärck Jones: A statistical interpretation of term specificity, 1972).
What an entry has anywhere counts first; then what the first sentences of its definitions have, which say what
a thing is; how much of one of its names was asked for; and how known the entry is.
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

# Weights found on one half of 164 descriptions of benchmarks/quality/descriptions.tsv; the other half wants
# about the same, and any of them halved or doubled makes little difference.
FIRST_SENTENCES = 0.5
ONE_NAME = 0.5
KNOWN = 0.2
# A word that stands for an asked one counts for less than that one itself.
KINDRED = 0.6
# An entry that has less of what was asked for than this share of what the best has does not fit.
MIN_COVERED = 0.5

# The end of a line ends a sentence, too: items of a list and headings have no full stop.
SENTENCE_END = re.compile(r"\n\s*|(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bDr\.)\s+(?=[^\W_a-z]|[\"“¿¡(])")


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
    names: tuple[Name, ...] = ()
    definitions: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may fit: its document as the lexicon has it, and how known it is."""

    document: bytes
    weight: int


# Which of the asked words a text has, by their numbers, and what each is worth: 1, or less for a word that
# stands for it.
Hits = dict[int, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry that may fit, how much it has of what was asked for, and how well it fits."""

    entry: Described
    covered: float
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the definition that it is from."""

    text: str
    definition: Definition


class Places(dict[str, tuple[int, float] | None]):
    """Which of the asked words a written word is, by its number, and what it is worth; worked out when first
    asked for.
    """

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
    least = MIN_COVERED * max((ranked.covered for ranked in judged), default=0.0)
    fitting = (ranked for ranked in judged if ranked.covered >= least)
    return sorted(fitting, key=lambda ranked: -ranked.score)


def _judge(question: Question, entry: Described, weight: int) -> Ranked:
    parts = [SENTENCE_END.split(definition.text, maxsplit=1) for definition in entry.definitions]
    firsts = [question.hits(WORD.findall(first)) for first, *_ in parts]
    rests = [question.hits(WORD.findall(rest)) for _, *rests in parts for rest in rests]
    names = [(question.hits(words), len(words)) for words in (WORD.findall(name.name) for name in entry.names)]
    covered = question.covered(_together([*firsts, *rests, *(hits for hits, _ in names)]))
    score = (
        covered
        + FIRST_SENTENCES * sum(sorted(map(question.covered, firsts), reverse=True)[:2]) / 2
        + ONE_NAME * max(question.covered(hits) * len(hits) / max(words, 1) for hits, words in names)
        + KNOWN * math.log(3 + weight)
    )
    return Ranked(entry, covered, score)


def fullest_sentence(question: Question, entry: Described) -> Sentence | None:
    """The sentence of an entry's definitions that has most of what was asked for; of those that have as much,
    a first one, and the plainest source's. None where there is no definition.
    """
    numbered = [
        (number, Sentence(text, definition))
        for definition in entry.definitions
        for number, text in enumerate(SENTENCE_END.split(definition.text))
    ]
    in_order = sorted(numbered, key=lambda pair: pair[0] > 0)
    return max((sentence for _, sentence in in_order), key=lambda sentence: _covered(question, sentence), default=None)


def _covered(question: Question, sentence: Sentence) -> float:
    return question.covered(question.hits(WORD.findall(sentence.text)))


def _together(parts: Iterable[Hits]) -> Hits:
    found: Hits = {}
    for hits in parts:
        for number, worth in hits.items():
            found[number] = max(worth, found.get(number, 0.0))
    return found
