"""Answers in which a server's names and the lexicon's meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.lexicon.alternatives import MAX_SUGGESTIONS, MISSPELLED, likely_one, looks_like
from bot.lexicon.model import Answer, Choice, Entry, FoundBy, Match, Suggestion
from bot.lexicon.server_glossary.entries import GlossaryLabels, choice_of, name_of
from bot.lexicon.server_glossary.index import IndexedName
from bot.lexicon.server_glossary.matching import NearName
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.normal_forms import fold, normal_forms


def is_earlier(below: Answer, term: str, terms: Sequence[str]) -> bool:
    """Return True if the lexicon answers more of what was typed than the server's name `term`, which is what is left
    without further words. `terms` are what may be meant, in the order in which they are tried.
    """
    is_name = below.entry is not None or (bool(below.choices) and not below.holds_several_terms)
    return is_name and below.query in terms and terms.index(below.query) < terms.index(term)


def own_answer(
    term: str, named: Sequence[tuple[IndexedName, Entry]], below: Answer, labels: GlossaryLabels, limit: int
) -> Answer:
    """Answer a term with the entries that the server calls so; what the lexicon calls so are other senses, at most
    `limit`. `below` is the lexicon's answer.
    """
    own: dict[str, tuple[IndexedName, Entry]] = {}
    for name, entry in named:
        own.setdefault(entry.key, (name, entry))
    choices = [choice_of(entry, labels) for _, entry in own.values()]
    if _is_written_otherwise(term, [name for name, _ in named], below):
        others = [*choices, *(each for each in below.other_senses if each.key not in own)]
        return replace(below, other_senses=tuple(others[:limit]))
    others = [each for each in _meanings(term, below, labels) if each.key not in own]
    if len(own) > 1:
        return Answer(query=term, match=Match.AMBIGUOUS, choices=tuple([*choices, *others][:limit]))
    ((key, (name, entry)),) = own.items()
    if below.entry is not None and below.entry.key == key:
        return replace(below, entry=entry)
    return _answer(term, entry, name.name, others[:limit])


def _is_written_otherwise(term: str, names: Sequence[IndexedName], below: Answer) -> bool:
    """Return True if the server's names are abbreviations with the letters of the query, and the lexicon has the query
    as it is written: "ice" is not "ICE".
    """
    matched = below.matched_name
    if matched is None or fold(below.query) != fold(term):
        return False
    if any(each.name == term or not looks_like_abbreviation(each.name) for each in names):
        return False
    return matched.name == term or (term.islower() and not looks_like_abbreviation(matched.name))


def _meanings(term: str, below: Answer, labels: GlossaryLabels) -> list[Choice]:
    """Return the lexicon's meanings of a name."""
    if fold(below.query) != fold(term) or below.holds_several_terms:
        return []
    answered = [choice_of(below.entry, labels)] if below.entry else []
    return [*answered, *below.other_senses, *below.choices]


def _answer(term: str, entry: Entry, name: str, others: Sequence[Choice]) -> Answer:
    is_headword = fold(name) == fold(entry.headword)
    return Answer(
        query=term,
        match=_match(term, entry, name),
        entry=entry,
        matched_name=name_of(name, is_headword=is_headword),
        other_senses=tuple(others),
    )


def _match(term: str, entry: Entry, name: str) -> Match:
    if fold(term) == fold(entry.headword):
        return Match.EXACT
    if looks_like_abbreviation(name) and fold(name) != fold(entry.headword):
        return Match.ABBREVIATION
    is_variant = not set(normal_forms(term)).isdisjoint(normal_forms(entry.headword))
    return Match.VARIANT if is_variant else Match.SYNONYM


def similar_names(below: Answer, near: Sequence[NearName]) -> list[NearName]:
    """Return the server's names that may be meant by a query which the lexicon does not answer: as similar as the
    lexicon asks of its own (bot.lexicon.alternatives).
    """
    is_misspelled = any(each.found_by is FoundBy.NAME and each.score >= MISSPELLED for each in below.suggestions)
    least = MISSPELLED if is_misspelled else 0.0
    return [each for each in near if each.similarity >= least and looks_like(below.query, each.name.name)]


def suggested(below: Answer, near: Sequence[NearName], entries: Mapping[int, Entry]) -> Answer:
    """Return an answer without an entry with the server's similar names before its suggestions. `entries` are those
    that terms lead to, by number.
    """
    own: dict[str, Suggestion] = {}
    for each in near:
        if entry := entries.get(each.name.term):
            own.setdefault(entry.key, _suggestion(entry, each))
    if not own:
        return below
    merged = [*own.values(), *(each for each in below.suggestions if each.key not in own)]
    by_name = sorted((each for each in merged if each.found_by is FoundBy.NAME), key=lambda each: -each.score)
    return replace(
        below,
        match=Match.SUGGESTION,
        suggestions=tuple(merged[:MAX_SUGGESTIONS]),
        likely=likely_one(below.query, by_name),
    )


def _suggestion(entry: Entry, near: NearName) -> Suggestion:
    kind = entry.semantic_types[0] if entry.semantic_types else None
    return Suggestion(entry.key, entry.headword, near.name.name, near.similarity, kind, entry.is_medicine)
