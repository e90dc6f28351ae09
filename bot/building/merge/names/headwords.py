"""Headwords: the name that most publishers prefer and that sentences use most, in natural word order, with the capitals
that it has inside a sentence, and in the singular if that is in use.

A source that was written for readers (the starter glossary, an admin's table) decides alone. Other sources whose titles
are written as in sentences choose among their own titles; they often have a record for each synonym, so the other
sources decide which one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.building.merge.choices import choice_of
from bot.building.merge.names.capitals import Casing
from bot.building.merge.names.entry_terms import EntryTerms
from bot.building.merge.names.eponyms import Eponyms
from bot.building.merge.names.ranking import Named, Ranking, confirmed_synonyms, is_unnatural
from bot.building.merge.names.singulars import is_singular_in_use, is_singular_of
from bot.building.merge.names.usage import SMALL_IN_PROSE, Usage, uninverted
from bot.building.merge.records import Group, Record
from bot.languages import ENGLISH
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import NameKind, SemanticGroup
from bot.terms.normal_forms import is_inverted, normal_forms
from bot.terms.proper_names import OF_A_STATE
from bot.terms.spelling import american

# Endings of plurals. Most names in ontologies are singular, so this is a quick test.
MAYBE_PLURAL = ("s", "i", "ae", "a")
# "Vitamin B 6" is written "vitamin B6".
SEPARATE_NUMBER = re.compile(r"\b([A-Z]) (\d)")


class Headwords:
    """Chooses the headwords of groups."""

    def __init__(self, usage: Usage, entry_terms: EntryTerms) -> None:
        self._usage = usage
        self._entry_terms = entry_terms
        self.casing = Casing(usage)
        self._eponyms = Eponyms(usage)

    def of(self, group: Group) -> str:
        """Return the headword of a group whose records are sorted, plainest first.

        A bare expansion of an abbreviation names nothing that another source defines: "MI: heart attack" does not
        rename myocardial infarction. An editor's choice is used if the group has that name.
        """
        chosen = choice_of(group)
        if chosen and chosen.headword and _is_name_of(chosen.headword, group):
            return chosen.headword
        if len(group) > 1:
            group = [record for record in group if not record.is_bare_expansion] or group
        first = group[0]
        if len(group) == 1:
            return first.concept.preferred_name if first.source.traits.titles_as_written else self._natural(first)
        plainest = [record for record in group if record.source.id == first.source.id]
        traits = first.source.traits
        if traits.titles_as_written:
            return min(plainest, key=lambda record: _title_key(record, group)).concept.preferred_name
        return self._name_in_use(group, plainest if traits.prose_titles else _of_first_language(group))

    def _name_in_use(self, group: Group, candidates: list[Record]) -> str:
        """Return the preferred name that is most in use, in its best spelling; for a medicine the generic name if there
        is one.
        """
        named = [Named(record, self._natural(record), record.preferred_forms) for record in _of_first_language(group)]
        listed = list(self._confirmed_synonyms(group))
        ranking = Ranking(group, [*named, *listed], self._usage)
        best = min((each for each in named if each.record in candidates), key=ranking.sort_key)
        if ranking.is_dispreferred(best):
            best = min(named, key=ranking.sort_key)
        of_readers = [each for each in named if each.record in candidates]
        others = of_readers if candidates[0].source.traits.prose_titles else [*named, *listed]
        best = self._better_known(group, ranking.better_known(best, others)) or best
        return self._best_written(best, [best, *named, *filter(_is_as_in_sentence, listed)], ranking)

    def _better_known(self, group: Group, synonyms: list[Named]) -> Named | None:
        """Return the first synonym that is no mere entry term of the group."""
        entry_terms = self._entry_terms.of(group) if synonyms else frozenset()
        return next((each for each in synonyms if each.synonym not in entry_terms), None)

    def _confirmed_synonyms(self, group: Group) -> Iterator[Named]:
        """Yield the synonyms that a second publisher has, too, as they are written in a sentence."""
        for record, name, forms in confirmed_synonyms(_of_first_language(group)):
            yield Named(record, self._in_sentence(record, name), forms, name)

    def _best_written(self, best: Named, named: list[Named], ranking: Ranking) -> str:
        """Return a name as a publisher spells it that writes names as in sentences; in the singular if
        that is in use.
        """
        same = [each for each in named if each is best or each.forms & best.forms]
        same.sort(key=lambda each: self._spelling_key(each, best))
        first, *others = same
        # A preferred name of another publisher is in use.
        chosen = next((each for each in others if self._is_its_singular(each, first, ranking)), first)
        people = self._eponyms.of(name.name for each in named for name in each.record.concept.names)
        if not chosen.record.source.traits.prose_titles:
            people |= set(self._eponyms.unknown_words(each.name for each in same if each.name != chosen.name))
        return self.casing.in_sentence(chosen.name, ranking.kinds, people, lowers=False) if people else chosen.name

    def _is_its_singular(self, each: Named, first: Named, ranking: Ranking) -> bool:
        if not is_singular_of(each.name, first.name):
            return False
        return not each.synonym or is_singular_in_use(each.name, first.name, self._usage, ranking.kinds)

    def _spelling_key(self, each: Named, best: Named) -> tuple[bool, int, bool, bool, bool]:
        """Sort key of the spellings of one name: natural spellings, the most used ones, and the words of the chosen
        name first.
        """
        is_another = each.name.lower() != best.name.lower()
        return (
            is_unnatural(each.name),
            -self._usage.of(each.name),
            is_another,
            not _has_sentence_case(each),
            each is not best,
        )

    def _natural(self, record: Record) -> str:
        """Return a preferred name as it is written in a sentence: natural word order, singular, no Title Case."""
        name = record.concept.preferred_name
        traits, groups = record.source.traits, record.semantic_groups
        if traits.titles_as_written or traits.prose_titles or record.source.language != ENGLISH:
            return name
        return self._in_sentence(
            record, self._singular(record, uninverted(name) if traits.inverts_names else name, groups)
        )

    def _in_sentence(self, record: Record, name: str) -> str:
        """Return a name of a record without the capitals of Title Case."""
        groups = record.semantic_groups
        if SemanticGroup.PLACES in groups or any(each.name.endswith(OF_A_STATE) for each in record.concept.names):
            return name
        if self.casing.is_institution(name, groups):
            return name
        people = self._eponyms.of(each.name for each in record.concept.names) if not name.islower() else ()
        return self.casing.in_sentence(name, groups, people)

    def _singular(self, record: Record, natural: str, groups: frozenset[SemanticGroup]) -> str:
        """Return the singular of a name if its source lists it and people use it; or a name in natural order if the
        source has one.
        """
        names = record.concept.names
        may_be_better = record.source.traits.inverts_names or natural.endswith(MAYBE_PLURAL) or ", " in natural
        if len(names) == 1 or not may_be_better or SemanticGroup.PLACES in groups:
            return natural
        forms = record.natural_forms
        alike = [
            name.name
            for name, form in zip(names, forms, strict=True)
            if form == forms[0] and name.kind is not NameKind.ENTRY_TERM and not is_inverted(name.name)
        ]
        if is_inverted(natural):
            natural = next(iter(alike), natural)
        return next((name for name in alike if self._is_better(name, natural, groups)), natural)

    def _is_better(self, name: str, natural: str, groups: frozenset[SemanticGroup]) -> bool:
        if name == natural:
            return False
        if is_singular_of(name, natural):
            return is_singular_in_use(name, natural, self._usage, groups)
        return name in (SEPARATE_NUMBER.sub(r"\1\2", natural), _american(natural))


def _is_name_of(name: str, group: Group) -> bool:
    forms = set(normal_forms(name))
    return any(not forms.isdisjoint(each) for record in group for each in record.forms)


def _of_first_language(group: Group) -> list[Record]:
    return [record for record in group if record.source.language == group[0].source.language]


def _is_as_in_sentence(named: Named) -> bool:
    """Return True if a synonym is in lower case and its publisher writes names as in sentences."""
    return _has_sentence_case(named) and any(name.name == named.name for name in named.record.concept.names)


def _has_sentence_case(named: Named) -> bool:
    """Return True if the publisher writes names as in sentences."""
    name = named.record.concept.preferred_name
    return named.record.source.traits.prose_titles or name[:1].islower() or bool(SMALL_IN_PROSE.search(name))


def _american(name: str) -> str:
    return " ".join(american(word) if word.islower() else word for word in name.split())


def _title_key(record: Record, group: Group) -> tuple[bool, int, bool, int, str]:
    """Sort key of several names of one source: no abbreviation, shared with other sources, no brand, short."""
    name = record.concept.preferred_name
    shared = sum(bool(record.preferred_forms & (r.preferred_forms | r.synonym_forms)) for r in group)
    return looks_like_abbreviation(name), -shared, name[:1].isupper(), len(name), name
