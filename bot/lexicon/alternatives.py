"""Offers for a query that is no name: similar names, terms within the query, and entries whose descriptions fit.

They are choices, never an answer. Which come first was chosen on everyday names of the Human Phenotype Ontology and on
misspellings from consumer-health questions: where one of the three finds the entry that is meant, this order has it
among the first five for 98 of 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rapidfuzz.distance import OSA, Indel

from bot.errors import UsageError
from bot.lexicon.description_search.search import MAX_DESCRIPTION_LENGTH, fitting_entries
from bot.lexicon.emergencies import is_emergency
from bot.lexicon.lookup.phrases import PART, FoundPhrase, entries_of_phrase
from bot.lexicon.lookup.suggestions import Suggester
from bot.lexicon.model import Answer, FoundBy, Match, Suggestion
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.rows import EntrySummary
from bot.lexicon.text_scan.terms_in_text import FoundTerm, terms_in_text
from bot.terms.normal_forms import fold

MAX_SUGGESTIONS = 10
# Names are also compared by their sound. Below this share of common letters a name looks like nothing that was meant.
MIN_COMMON_LETTERS = 0.5
# A name this similar is most likely the one that was meant, misspelled: nothing else has to be looked for.
MISSPELLED = 0.9
# Phrases share small words and word endings with many names: below this, such a name is not meant.
MIN_SIMILAR_PHRASE = 0.7
# Such a name comes before what only a part of the phrase means.
MOSTLY_ALIKE = 0.75
# The next name must be less similar by this much before one is called the likely one.
CLEARLY_NEARER = 0.03
# Of shorter names many are one letter apart.
MIN_LENGTH = 5
# An entry must have at least this share of the query, words that no entry has included.
MIN_COVERED = 0.55
MAX_DESCRIBED = 5
MAX_WITHIN = 3


@dataclass(frozen=True, slots=True)
class _Found:
    similar: list[Suggestion]
    within: list[Suggestion]
    described: list[Suggestion]
    said: list[Suggestion]
    said_in_part: list[Suggestion]


class Alternatives:
    """Finds what to offer from one open lexicon."""

    def __init__(self, lexicon: Lexicon, suggester: Suggester) -> None:
        self._lexicon = lexicon
        self._suggester = suggester

    async def offer(self, answer: Answer, language: str) -> Answer:
        """Make suggestions of an answer without an entry, for a reader of a language (ISO 639-1), beside the word parts
        that it may have; return it unchanged if there are none. Raises DataError if the lexicon is damaged.
        """
        found = await self._found(answer.query, language)
        offered = _in_order(answer.query, found)
        if not offered:
            return answer
        likely = likely_one(answer.query, found.similar)
        return replace(answer, match=Match.SUGGESTION, suggestions=tuple(offered[:MAX_SUGGESTIONS]), likely=likely)

    async def _found(self, query: str, language: str) -> _Found:
        similar = await self._suggester.nearest_names(fold(query), MAX_SUGGESTIONS)
        similar = [each for each in similar if looks_like(query, each.name)]
        said = await self._said(query)
        whole = [each for each in said if each.score > PART]
        if similar and similar[0].score >= MISSPELLED:
            return _Found(similar, [], [], whole, [])
        within = await self._within(query, language)
        # "I want to die" is no time for all texts that have "die" in them.
        described = [] if whole and is_emergency(whole[0].headword) else await self._described(query)
        return _Found(similar, within, described, whole, [each for each in said if each not in whole])

    async def _said(self, query: str) -> list[Suggestion]:
        """Return the entries of which people say something like the query or a part of it, the best first."""
        found = await entries_of_phrase(self._lexicon, query)
        entries = await self._lexicon.summaries_by_key([each.key for each in found])
        return [_said(each, entries[each.key]) for each in found]

    async def _within(self, query: str, language: str) -> list[Suggestion]:
        """Return the terms that are parts of the query, the longest first."""
        terms = await terms_in_text(self._lexicon, query, len(query), [language])
        longest = sorted(terms, key=lambda term: term.start - term.end)
        choices = [(choice, term) for term in longest for choice in term.entries][:MAX_WITHIN]
        entries = await self._lexicon.summaries_by_key([choice.key for choice, _ in choices])
        return [_part(term, len(query), entries[choice.key]) for choice, term in choices]

    async def _described(self, query: str) -> list[Suggestion]:
        """Return the entries whose descriptions fit the query, the best first."""
        if len(query) > MAX_DESCRIPTION_LENGTH:
            return []
        try:
            ranked = (await fitting_entries(self._lexicon, query)).ranked[:MAX_DESCRIBED]
        except UsageError:  # no word to search for
            return []
        covered = {each.entry: each.covered for each in ranked if each.covered >= MIN_COVERED}
        entries = await self._lexicon.summaries(covered)
        return [
            _suggestion(entries[id], entries[id].headword, share, FoundBy.DESCRIPTION) for id, share in covered.items()
        ]


def _part(term: FoundTerm, length: int, entry: EntrySummary) -> Suggestion:
    return _suggestion(entry, term.name, round((term.end - term.start) / length, 3), FoundBy.PART)


def _said(found: FoundPhrase, entry: EntrySummary) -> Suggestion:
    return _suggestion(entry, entry.headword, found.share, FoundBy.PHRASE)


def _suggestion(entry: EntrySummary, name: str, score: float, found_by: FoundBy) -> Suggestion:
    return Suggestion(entry.key, entry.headword, name, score, entry.kind, entry.is_medicine, found_by)


def looks_like(query: str, name: str) -> bool:
    """Return True if a name has the words of a query, or so many of its letters that it may be meant."""
    typed, written = fold(query), fold(name)
    if frozenset(typed.split()) <= frozenset(written.split()):
        return True
    in_order = Indel.normalized_similarity(typed, written)
    in_any_order = Indel.normalized_similarity(" ".join(sorted(typed.split())), " ".join(sorted(written.split())))
    return max(in_order, in_any_order) >= MIN_COMMON_LETTERS


def _in_order(query: str, found: _Found) -> list[Suggestion]:
    """Return what was found, each entry once: of one word the similar names first, of several what they describe."""
    similar, within, described = found.similar, found.within, found.described
    if similar and similar[0].score >= MISSPELLED:
        first: Iterable[Suggestion] = chain(similar[:1], found.said[:2], similar)
    elif len(query.split()) == 1:
        first = chain(similar[:3], found.said[:2], described[:2], within, similar)
    else:
        least = MISSPELLED if _is_all_of(query, within) else MIN_SIMILAR_PHRASE
        similar = [each for each in similar if each.score >= least]
        alike = [each for each in similar[:1] if each.score >= MOSTLY_ALIKE]
        parts = chain(described[:1], found.said_in_part[:2], described[:3], within[:1], similar[:1], within)
        first = chain(found.said[:3], alike, parts)
    found_once: dict[str, Suggestion] = {}
    for each in chain(first, found.said, found.said_in_part, described, similar):
        found_once.setdefault(each.key, each)
    return list(found_once.values())


def _is_all_of(query: str, within: Sequence[Suggestion]) -> bool:
    """Return True if a query has no letters beside the terms within it, so that none of them is misspelled."""
    names = {fold(each.name) for each in within}
    return "".join(sorted(fold(query).replace(" ", ""))) == "".join(sorted("".join(names).replace(" ", "")))


def likely_one(query: str, similar: Sequence[Suggestion]) -> Suggestion | None:
    """Return the name that was most likely meant: the nearest by far, one slip away, and no medicine among those that
    are nearly as near. Two medicines may differ by one letter, so of them none is called likely.
    """
    if not similar or len(query) < MIN_LENGTH or OSA.distance(fold(query), fold(similar[0].name)) > 1:
        return None
    nearest, *others = similar
    near = [each for each in others if each.score >= nearest.score - CLEARLY_NEARER]
    is_medicine = any(each.is_medicine for each in similar[:3])
    return None if near or is_medicine else nearest
