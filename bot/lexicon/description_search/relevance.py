"""Rank entries by how well they fit a description.

Words weigh more the rarer they are (Spärck Jones: A statistical interpretation of term specificity, 1972).
Most important is which of the words asked for an entry has anywhere; then the words in the first sentences of
its definitions, which say what the thing is, and how little else such a sentence says; then the share of one
of its names that was asked for, and that a parent is what the description begins with ("fear of …": a phobia
is a kind of fear). What the parts of its words mean counts as words that it has ("heart" and "enlarged" of
cardiomegaly), and most where all of them were asked for. Short headwords come first: long ones are special
cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

import msgspec

from bot.lexicon.description_search.plain_words import FILLER
from bot.lexicon.model import Definition, EntryPart, EntryReference
from bot.terms.model import Name
from bot.terms.word_parts import all_meanings
from bot.terms.words import plain_words

# Weights found by logistic regression on one half of 1,000 glosses of WordNet, 900 everyday names of the
# Human Phenotype Ontology and the 192 descriptions of benchmarks/quality/descriptions.tsv, with the glossary,
# MeSH and NCI's dictionary. On the other half, the meant entry is first in 32, 40 and 70 of 100. How well
# known an entry is adds nothing to that.
FIRST_SENTENCES = 0.5
CONCISE = 0.5
ONE_NAME = 0.65
PARENT = 0.27
SHORT_HEADWORD = 0.6
# Chosen on all of these glosses and names: with word parts, the meant entry of everyday names is first in 52 of 100
# instead of 49; glosses gain little. A word in the meaning of a part counts a little less than others.
WORD_PARTS = 0.7
PART_WEIGHT = 0.9
# A related word counts less than the word that was asked for: 0.6 and 0.9 find less than this.
RELATED_WEIGHT = 0.75
# An entry fits if it has at least this share of what the best entry has.
MIN_COVERED = 0.5

# What stands before the first of these words says what kind of thing is described: "a morbid fear of being closed in".
HEAD_END = re.compile(
    r"""\b(?:at|by|caused|characterized|containing|due|for|from|in|of|on|resulting|that|to|used|when|where|which|who
    |with)\b""",
    re.IGNORECASE | re.VERBOSE,
)
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
    parts: tuple[EntryPart, ...] = ()
    parts_of_names: tuple[EntryPart, ...] = ()
    names: tuple[Name, ...] = ()
    phrases: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    subclass_of: tuple[EntryReference, ...] = ()


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


class WordQuery:
    """The words of a description that were asked for, prepared for searching in texts."""

    def __init__(self, description: str, asked: Sequence[AskedWord]) -> None:
        rarities = sum(word.rarity for word in asked)
        self._shares = [word.rarity / rarities for word in asked]
        # The number of an asked word, and the value of what a text has for it, by each form.
        self._by_form = {form: (number, RELATED_WEIGHT) for number, word in enumerate(asked) for form in word.related}
        self._by_form |= {form: (number, 1.0) for number, word in enumerate(asked) for form in word.forms}
        self._head = self.hits(plain_words(HEAD_END.split(description, maxsplit=1)[0]))

    def hits(self, words: Iterable[str]) -> Hits:
        """Return which of the asked words these plain words contain."""
        found: Hits = {}
        for number, worth in map(self._by_form.__getitem__, self._by_form.keys() & words):
            found[number] = max(worth, found.get(number, 0.0))
        return found

    def is_asked(self, word: str) -> bool:
        """Return whether a plain word is one of those asked for, or related to one."""
        return word in self._by_form

    def covered(self, hits: Hits) -> float:
        """Return the share of the description, from 0 to 1, that these hits are."""
        return sum(self._shares[number] * worth for number, worth in hits.items())

    def head_covered(self, words: Iterable[str]) -> float:
        """Return the share, from 0 to 1, of the words that say what kind of thing is described that these plain words
        have.
        """
        hits = self.hits(words)
        in_head = {number: worth for number, worth in hits.items() if number in self._head}
        return self.covered(in_head) / self.covered(self._head) if in_head else 0.0


def rank(query: WordQuery, documents: Iterable[bytes]) -> list[Ranked]:
    """Return the entries that fit, of these documents as stored, the best first; equal ones keep their order.

    Raises msgspec's errors if a document is damaged.
    """
    judged = [_judge(query, entry) for entry in map(msgspec.json.Decoder(Described).decode, documents)]
    least = MIN_COVERED * max((ranked.covered for ranked in judged), default=0.0)
    fitting = (ranked for ranked in judged if ranked.covered >= least)
    return sorted(fitting, key=lambda ranked: -ranked.score)


def _judge(query: WordQuery, entry: Described) -> Ranked:
    parts = [SENTENCE_END.split(definition.text, maxsplit=1) for definition in entry.definitions]
    openings = [plain_words(first) for first, *_ in parts]
    firsts = list(map(query.hits, openings))
    rests = [query.hits(plain_words(rest)) for _, *rests in parts for rest in rests]
    names = [(query.hits(words), len(words)) for words in map(plain_words, _said_of(entry))]
    of_parts = _hits_of_parts(query, (*entry.parts, *entry.parts_of_names))
    covered = query.covered(_together([*firsts, *rests, *(hits for hits, _ in names), *of_parts]))
    score = (
        covered
        + FIRST_SENTENCES * sum(sorted(map(query.covered, firsts), reverse=True)[:2]) / 2
        + CONCISE * max(map(partial(_conciseness, query), openings, firsts), default=0.0)
        + ONE_NAME * max((query.covered(hits) * len(hits) / words for hits, words in names if hits), default=0.0)
        + WORD_PARTS * _share_of_parts(query, of_parts)
        + PARENT * max((query.head_covered(plain_words(each.headword)) for each in entry.subclass_of), default=0.0)
        + SHORT_HEADWORD / (1 + len(plain_words(entry.headword)))
    )
    return Ranked(entry, covered, score)


def _said_of(entry: Described) -> Iterable[str]:
    return chain((name.name for name in entry.names), entry.phrases)


def _hits_of_parts(query: WordQuery, parts: Iterable[EntryPart]) -> list[Hits]:
    """Return what the meanings of each word part have of the words asked for."""
    each = (query.hits(plain_words(all_meanings(part.part, part.meaning))) for part in parts)
    return [{number: worth * PART_WEIGHT for number, worth in hits.items()} for hits in each]


def _share_of_parts(query: WordQuery, parts: Sequence[Hits]) -> float:
    """Return how much of the description word parts have, times the share of them that were asked for."""
    return query.covered(_together(parts)) * sum(map(bool, parts)) / len(parts) if parts else 0.0


def _conciseness(query: WordQuery, words: Sequence[str], hits: Hits) -> float:
    """Return how much of the description a sentence has, and how little else: their harmonic mean, from 0 to 1."""
    if not hits:
        return 0.0
    covered, share = query.covered(hits), sum(hits.values()) / max(len(set(words) - FILLER), 1)
    return 2 * covered * share / (covered + share)


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
    return query.covered(query.hits(plain_words(sentence.text)))


def _together(parts: Iterable[Hits]) -> Hits:
    found: Hits = {}
    for hits in parts:
        for number, worth in hits.items():
            found[number] = max(worth, found.get(number, 0.0))
    return found
