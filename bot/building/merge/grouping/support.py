"""Decides how far a synonym can be trusted, if it is the preferred name of another record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.building.merge.grouping.evidence import are_named_alike, evidence, have_words_in_common, is_one_of_two
from bot.building.merge.grouping.groups import Groups
from bot.building.merge.grouping.refusals import Refusal, Trust
from bot.building.merge.grouping.resemblance import Resemblance
from bot.building.merge.records import Group, Record
from bot.sources.concept import ConceptName
from bot.terms.model import NameKind, SemanticGroup, SemanticType

# The evidence needed for a synonym whose source does not distinguish synonyms from related names.
MIN_EVIDENCE = 2
# Most pairs of definitions of one thing by two publishers resemble each other more, those of two things less.
MIN_RESEMBLANCE = 0.3
# Definitions of related disorders resemble each other as well, so more is needed.
MIN_RESEMBLANCE_OF_DISORDERS = 0.45
# A source that distinguishes synonyms from looser names has at least this share of entry terms; a smaller share is a
# few single remarks.
MIN_ENTRY_TERM_SHARE = 0.01
# The resemblance needed if two preferred names share no word.
MIN_RESEMBLANCE_WITHOUT_WORD = 0.1
# "Electronic cigarette exposure history" is a finding, and has vaping among its names.
HISTORY = " history"

# The numbers of the records that own each normal form.
Owners = dict[str, list[int]]
DISORDERS = frozenset(kind for kind in SemanticType if kind.group is SemanticGroup.DISORDERS)


def grading_sources(records: list[Record]) -> frozenset[str]:
    """Return the sources that distinguish synonyms from looser names, so that their synonyms can be trusted.

    MeSH's own file and the ontologies as released do. MeSH from a mirror lists a speculum under surgical instruments
    and does not mark it as narrower.
    """
    names, entry_terms = Counter[str](), Counter[str]()
    for record in records:
        names[record.source.id] += len(record.concept.names)
        entry_terms[record.source.id] += [name.kind for name in record.concept.names].count(NameKind.ENTRY_TERM)
    return frozenset(source for source, count in entry_terms.items() if count >= MIN_ENTRY_TERM_SHARE * names[source])


@dataclass(frozen=True, slots=True)
class Support:
    """Evaluates a name that one record has as preferred name and another as synonym."""

    groups: Groups
    preferred: Owners
    grading_sources: frozenset[str]
    resemblance: Resemblance

    def of(self, form: str, one: int, other: int) -> Trust | None:
        """Return how far the synonym can be trusted, or None if there is not enough evidence.

        It can be trusted if its source means exact synonyms or the preferred names differ in insignificant words only;
        with other evidence it is a hint.
        """
        if not self.groups.are_of_one_language(one, other):
            return None
        if self._is_exact_synonym(form, self.groups.records[other]):
            trust = Trust.MUTUAL if self.groups.records[other].source.traits.titles_as_written else Trust.SYNONYM
            return None if self._is_unlike(one, other) else trust
        sides = [self.groups.group_of(at) for at in (one, other)]
        if self.groups.share_a_family(one, other) and are_named_alike(*sides):
            return Trust.SYNONYM
        return (
            None
            if self._is_class_member(form, one, other) or self._evidence(form, one, other) < MIN_EVIDENCE
            else Trust.HINT
        )

    def _is_unlike(self, one: int, other: int) -> bool:
        """Return True, and note the refusal, if two possible disorders share neither words of their preferred names nor
        of their definitions. Some names in ontologies are misplaced ("adrenal hypoplasia" under a hemiplegia).
        """
        records = [self.groups.records[at] for at in (one, other)]
        sides = [self.groups.group_of(at) for at in (one, other)]
        is_unlike = (
            _may_be_disorders(*sides)
            and not have_words_in_common(*(record.concept.preferred_name for record in records))
            and all(any(r.concept.definitions for r in side) for side in sides)
            and self.resemblance.of(*sides) < MIN_RESEMBLANCE_WITHOUT_WORD
        )
        if is_unlike:
            self.groups.refuse(one, other, Refusal.UNLIKE)
        return is_unlike

    def _is_class_member(self, form: str, one: int, other: int) -> bool:
        """Return True, and note the refusal, if one record seems to be a member of the other's class."""
        is_member = is_one_of_two(form, self.groups.group_of(other)) or self._is_combined_heading(one, other)
        if is_member:
            self.groups.refuse(one, other, Refusal.CLASS)
        return is_member

    def _evidence(self, form: str, one: int, other: int) -> int:
        """Count the evidence; definitions that resemble each other count as well."""
        sides = [self.groups.group_of(at) for at in (one, other)]
        found = evidence(*sides)
        if found != MIN_EVIDENCE - 1 or not _counts_by_definition(form, self.groups.records[other]):
            return found
        return found + (self.resemblance.of(*sides) > self._needed_resemblance(one, other))

    def _needed_resemblance(self, one: int, other: int) -> float:
        """Return the resemblance needed: more for disorders whose names share no word."""
        records = [self.groups.records[at] for at in (one, other)]
        are_disorders = all(not DISORDERS.isdisjoint(record.concept.semantic_types) for record in records)
        names = (record.concept.preferred_name for record in records)
        return MIN_RESEMBLANCE_OF_DISORDERS if are_disorders and not have_words_in_common(*names) else MIN_RESEMBLANCE

    def _is_exact_synonym(self, form: str, record: Record) -> bool:
        """Return True if the source means the name as an exact synonym.

        A layperson's name in an ontology is often wider, and a finding often has the name of the disease that it
        belongs to.
        """
        traits = record.source.traits
        if traits.curated_synonyms:
            return form in record.synonym_forms
        proper = any(name.kind in {NameKind.SYNONYM, NameKind.FORMER} for name in _names_with(form, record))
        is_distinguished = traits.scoped_synonyms or record.source.id in self.grading_sources
        return proper and is_distinguished and SemanticType.SYMPTOM not in record.concept.semantic_types

    def _is_combined_heading(self, one: int, other: int) -> bool:
        """Return True if a record's synonyms include names of other things in the same source: a heading that combines
        several things ("Respiratory Sounds": crackles, stridor, wheezing) is none of them.
        """
        source, group = self.groups.records[one].source.id, self.groups.leader_of(one)
        owners = (at for form in self.groups.records[other].synonym_forms for at in self.preferred.get(form, ()))
        return any(self.groups.records[at].source.id == source and self.groups.leader_of(at) != group for at in owners)


def _may_be_disorders(one: Group, other: Group) -> bool:
    """Return True if one of two groups has the kind of a disorder, and the other has one as well or no kind."""
    given = [{kind for record in side for kind in record.concept.semantic_types} for side in (one, other)]
    return any(given) and all(not kinds or kinds & DISORDERS for kinds in given)


def _counts_by_definition(form: str, record: Record) -> bool:
    """Return True if the definition is evidence for the meaning of a name: for a finding only if the name is a single
    word.
    """
    if SemanticType.SYMPTOM not in record.concept.semantic_types:
        return True
    is_past = record.concept.preferred_name.endswith(HISTORY)
    return not is_past and any(name.name.isalpha() for name in _names_with(form, record))


def _names_with(form: str, record: Record) -> Iterator[ConceptName]:
    """Yield the names of a record that have a normal form."""
    named = zip(record.concept.names, record.forms, strict=True)
    return (name for name, forms in named if form in forms)
