"""Rank entries by how well they fit a description.

Words weigh more the rarer they are (Spärck Jones: A statistical interpretation of term specificity, 1972).
Most important is which of the words asked for an entry has anywhere; then the words in the first sentences of
its definitions, which say what the thing is, and how little else such a sentence says; then the share of one
of its names that was asked for, and that a parent is what the description begins with ("fear of …": a phobia
is a kind of fear), and that definitions of entries of its kind often begin with the same words (`kinds`). What
the parts of its words mean counts as words that it has ("heart" and "enlarged" of cardiomegaly), and most where
all of them were asked for. Short headwords come first: long ones are special cases.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.lexicon.description_search.entry_texts import EntryTexts, Field, unpacked
from bot.lexicon.description_search.kinds import likelier_kinds
from bot.lexicon.description_search.sentences import HEAD_END
from bot.terms.words import plain_words

# Weights found by regression on one half of 1,000 glosses of WordNet, 900 everyday names of the Human
# Phenotype Ontology and the 192 descriptions of benchmarks/quality/descriptions.tsv, with the glossary, MeSH
# and NCI's dictionary. On as many other glosses and names, the meant entry is first in 39 and 60 of 100, and
# among five in 60 and 76. How well known an entry is adds nothing to that, nor do the words at the beginning
# of its own definitions.
FIRST_SENTENCES = 0.21
CONCISE = 0.47
ONE_NAME = 0.69
PARENT = 0.20
SHORT_HEADWORD = 0.45
# How likely its kind is finds one more in 100 glosses first, and nothing fewer.
KIND = 0.07
# With word parts, the meant entry of everyday names is first in 52 of 100 instead of 49; glosses gain little. A word in
# the meaning of a part counts a little less than others.
WORD_PARTS = 0.44
PART_WEIGHT = 0.9
# A related word counts less than the word that was asked for: 0.6 and 0.9 find less than this.
RELATED_WEIGHT = 0.75
# An entry fits if it has at least this share of what the best entry has.
MIN_COVERED = 0.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a description: its forms, the forms of its related words, and how much it counts.

    All words are in the spelling of the index; `sought` are those to look up there. `number` is that of its stem in the
    texts of entries, None if no text has it; `related_numbers` are those of its related words. `kinds` counts the
    kinds of entries that have it at the beginning of a definition, as stored; it is None if hardly any has.
    """

    sought: tuple[str, ...]
    forms: frozenset[str]
    related: frozenset[str]
    weight: float
    number: int | None
    related_numbers: tuple[int, ...]
    kinds: bytes | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry that may fit, by its number, the share of the description that it has, and its score."""

    entry: int
    covered: float
    score: float


class WordQuery:
    """The words of a description that were asked for, prepared for searching in texts. Hits are a row for each text
    and a column for each asked word: 1 where the text has it, less for a related word, else 0. `likelier_kinds` is as
    in the function, by the numbers of the kinds.
    """

    def __init__(self, description: str, asked: Sequence[AskedWord], kinds: bytes) -> None:
        """`kinds` counts those of all entries, as stored. Raises ValueError if it or that of a word is damaged."""
        weights = np.array([word.weight for word in asked])
        self._shares = weights / weights.sum()
        worth: dict[int, Floats] = {}
        for column, word in enumerate(asked):
            for number in word.related_numbers:
                worth.setdefault(number, np.zeros(len(asked)))[column] = RELATED_WEIGHT
            if word.number is not None:
                worth.setdefault(word.number, np.zeros(len(asked)))[column] = 1.0
        self._numbers = np.array(sorted(worth), np.uint32)
        self._worth = np.array([worth[number] for number in sorted(worth)]).reshape(-1, len(asked))
        self._asked = asked
        head = frozenset(plain_words(HEAD_END.split(description, maxsplit=1)[0]))
        self._head = self._shares * self._in(head)
        self.likelier_kinds = likelier_kinds([word.kinds for word in asked if word.kinds and word.forms & head], kinds)

    def hits(self, texts: EntryTexts) -> Floats:
        """Return the hits of each text."""
        hits = np.zeros((len(texts.fields), len(self._shares)))
        places = np.searchsorted(self._numbers, texts.stems).clip(max=len(self._numbers) - 1)
        found = np.flatnonzero(self._numbers[places] == texts.stems)
        if len(found):
            text_of = texts.text_of[found]
            begins = np.flatnonzero(np.diff(text_of, prepend=-1))
            hits[text_of[begins]] = np.maximum.reduceat(self._worth[places[found]], begins)
        return hits

    def covered(self, hits: Floats) -> Floats:
        """Return the share of the description, from 0 to 1, that each row of hits is."""
        covered: Floats = hits @ self._shares
        return covered

    def head_covered(self, hits: Floats) -> Floats:
        """Return the share, from 0 to 1, of the words that say what kind of thing is described that each row has."""
        covered: Floats = hits @ self._head
        return covered / self._head.sum() if self._head.any() else covered

    def covered_by(self, words: Iterable[str]) -> float:
        """Return the share of the description, from 0 to 1, that these plain words have."""
        return float(self._shares @ self._in(words))

    def is_asked(self, word: str) -> bool:
        """Return whether a plain word is one of those asked for, or related to one."""
        return any(word in asked.forms or word in asked.related for asked in self._asked)

    def _in(self, words: Iterable[str]) -> Floats:
        """Return what these plain words have of each asked word."""
        words = frozenset(words)
        return np.array([_worth(asked, words) for asked in self._asked])


def _worth(asked: AskedWord, words: Collection[str]) -> float:
    if not asked.forms.isdisjoint(words):
        return 1.0
    return 0.0 if asked.related.isdisjoint(words) else RELATED_WEIGHT


def rank(query: WordQuery, stored: Sequence[tuple[int, bytes]]) -> list[Ranked]:
    """Return the entries that fit, of these with their texts as stored, the best first; equal ones keep their order.

    Raises ValueError if a text is damaged.
    """
    if not stored:
        return []
    texts = unpacked([row for _, row in stored])
    covered, score = _judged(query, texts)
    fitting = np.flatnonzero(covered >= MIN_COVERED * covered.max())
    best_first = fitting[np.argsort(-score[fitting], kind="stable")]
    return [Ranked(stored[at][0], float(covered[at]), float(score[at])) for at in best_first.tolist()]


def _judged(query: WordQuery, texts: EntryTexts) -> tuple[Floats, Floats]:
    """Return what each entry has of the description, and its score."""
    hits = query.hits(texts)
    hits[texts.fields == Field.WORD_PART] *= PART_WEIGHT
    covered = query.covered(hits)
    of_entry = _of_entry(texts, np.where((texts.fields == Field.PARENT)[:, None], 0.0, hits))
    entry_covered = query.covered(of_entry)
    score = (
        entry_covered
        + FIRST_SENTENCES * _best_two(texts, covered)
        + CONCISE * _best(texts, Field.FIRST_SENTENCE, _conciseness(texts, hits, covered))
        + ONE_NAME * _best(texts, Field.NAME, covered * np.count_nonzero(hits, axis=1) / texts.sizes.clip(min=1))
        + WORD_PARTS * _share_of_parts(query, texts, hits)
        + PARENT * _best(texts, Field.PARENT, query.head_covered(hits))
        + SHORT_HEADWORD / (1.0 + texts.sizes[texts.starts])
        + KIND * query.likelier_kinds[texts.kinds]
    )
    return entry_covered, score


def _of_entry(texts: EntryTexts, values: Floats) -> Floats:
    """Return the largest value of each entry, by columns."""
    largest: Floats = np.maximum.reduceat(values, texts.starts)
    return largest


def _best(texts: EntryTexts, field: Field, values: Floats) -> Floats:
    """Return the largest value of the texts of one field of each entry; 0 if it has none."""
    return _of_entry(texts, np.where(texts.fields == field, values, 0.0))


def _best_two(texts: EntryTexts, covered: Floats) -> Floats:
    """Return the mean of what the two best first sentences of each entry have of the description."""
    values = np.where(texts.fields == Field.FIRST_SENTENCE, covered, 0.0)
    entries = _entries(texts)
    order = np.lexsort((-values, entries))  # of each entry, the best first
    ordered, place = values[order], texts.starts
    second = np.where(_lengths(texts) > 1, ordered[np.minimum(place + 1, len(ordered) - 1)], 0.0)
    mean: Floats = (ordered[place] + second) / 2
    return mean


def _conciseness(texts: EntryTexts, hits: Floats, covered: Floats) -> Floats:
    """Return how much of the description a sentence has, and how little else: their harmonic mean, from 0 to 1."""
    share = hits.sum(axis=1) / texts.sizes.clip(min=1)
    both = covered + share
    mean: Floats = np.divide(2 * covered * share, both, out=np.zeros_like(both), where=both > 0)
    return mean


def _share_of_parts(query: WordQuery, texts: EntryTexts, hits: Floats) -> Floats:
    """Return how much of the description word parts have, times the share of them that were asked for."""
    is_part = texts.fields == Field.WORD_PART
    together = query.covered(_of_entry(texts, np.where(is_part[:, None], hits, 0.0)))
    entries = _entries(texts)
    number = len(texts.starts)
    asked = np.bincount(entries, is_part & hits.any(axis=1), number)
    share: Floats = together * asked / np.bincount(entries, is_part, number).clip(min=1)
    return share


def _entries(texts: EntryTexts) -> NDArray[np.intp]:
    """Return the entry of each text, from 0."""
    return np.repeat(np.arange(len(texts.starts)), _lengths(texts))


def _lengths(texts: EntryTexts) -> NDArray[np.intp]:
    """Return the number of texts of each entry."""
    return np.diff(texts.starts, append=len(texts.fields))
