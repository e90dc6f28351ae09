"""What speaks for a record's preferred name meaning the same where another record has it only as a synonym."""

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

# How much must speak for a synonym that its source does not tell from merely related names.
ENOUGH = 2
# Definitions of one thing by two publishers are mostly more alike than this, those of two things less.
ALIKE = 0.3
# Definitions of disorders that have to do with each other are alike, too.
ALIKE_DISORDERS = 0.45
# A source that tells synonyms from names that are only near has one of these among so many names; fewer are single remarks.
GRADED = 0.01
# Of two that share no word of their names, more must be said alike.
UNLIKE_SYNONYM = 0.1
# "Electronic cigarette exposure history" is a finding, which has vaping among its names.
HISTORY = " history"

# The numbers of the records that own each normal form.
Owners = dict[str, list[int]]
DISORDERS = frozenset(kind for kind in SemanticType if kind.group is SemanticGroup.DISORDERS)


def grading(records: list[Record]) -> frozenset[str]:
    """The sources that tell synonyms from names that are only near: what they call a synonym can be taken for one.

    MeSH's own file and the ontologies as released do; MeSH from a mirror files a speculum under surgical instruments with
    nothing to show that it is narrower.
    """
    names, entry_terms = Counter[str](), Counter[str]()
    for record in records:
        names[record.source.id] += len(record.concept.names)
        entry_terms[record.source.id] += [name.kind for name in record.concept.names].count(NameKind.ENTRY_TERM)
    return frozenset(source for source, count in entry_terms.items() if count >= GRADED * names[source])


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for a record's preferred name meaning the same where another record has it as a synonym."""

    groups: Groups
    preferred: Owners
    grading: frozenset[str]
    resemblance: Resemblance

    def of(self, form: str, one: int, other: int) -> Trust | None:
        """How far it can be trusted: as far as the other's source means what it calls a synonym, or both preferred names say the same in
        other words; or a little, when something more speaks for it. None where not enough does.
        """
        if not self.groups.are_of_one_language(one, other):
            return None
        if self._is_meant(form, self.groups.records[other]):
            trust = Trust.MUTUAL if self.groups.records[other].source.traits.titles_as_written else Trust.SYNONYM
            return None if self._is_unlike(one, other) else trust
        sides = [self.groups.with_(at) for at in (one, other)]
        if self.groups.are_akin(one, other) and are_named_alike(*sides):
            return Trust.SYNONYM
        return None if self._is_doubted(form, one, other) or self._evidence(form, one, other) < ENOUGH else Trust.HINT

    def _is_unlike(self, one: int, other: int) -> bool:
        """Whether two that may be disorders have neither words of their preferred names nor anything that is said of them in common; noted where
        they have not. Ontologies have names that went astray ("adrenal hypoplasia" under a hemiplegia).
        """
        records = [self.groups.records[at] for at in (one, other)]
        sides = [self.groups.with_(at) for at in (one, other)]
        is_unlike = (
            _may_be_disorders(*sides)
            and not have_words_in_common(*(record.concept.preferred_name for record in records))
            and all(any(r.concept.definitions for r in side) for side in sides)
            and self.resemblance.of(*sides) < UNLIKE_SYNONYM
        )
        if is_unlike:
            self.groups.refuse(one, other, Refusal.UNLIKE)
        return is_unlike

    def _is_doubted(self, form: str, one: int, other: int) -> bool:
        """Whether a record seems to be a member of what another is a heading for; noted where it is."""
        is_member = is_one_of_two(form, self.groups.with_(other)) or self._is_wider(one, other)
        if is_member:
            self.groups.refuse(one, other, Refusal.CLASS)
        return is_member

    def _evidence(self, form: str, one: int, other: int) -> int:
        """What speaks for two groups being one; definitions that say much the same count, too."""
        sides = [self.groups.with_(at) for at in (one, other)]
        found = evidence(*sides)
        if found != ENOUGH - 1 or not _counts_by_definition(form, self.groups.records[other]):
            return found
        return found + (self.resemblance.of(*sides) > self._alike(one, other))

    def _alike(self, one: int, other: int) -> float:
        """How alike definitions have to be to count: more so of disorders whose names have no word in common."""
        records = [self.groups.records[at] for at in (one, other)]
        are_disorders = all(not DISORDERS.isdisjoint(record.concept.semantic_types) for record in records)
        names = (record.concept.preferred_name for record in records)
        return ALIKE_DISORDERS if are_disorders and not have_words_in_common(*names) else ALIKE

    def _is_meant(self, form: str, record: Record) -> bool:
        """Whether a record has a name as a synonym proper. A layperson's name in an ontology is often a wider one, and a
        finding is often called after the disease that it belongs to.
        """
        traits = record.source.traits
        if traits.curated_synonyms:
            return form in record.synonym_forms
        proper = any(name.kind in {NameKind.SYNONYM, NameKind.FORMER} for name in _names_with(form, record))
        is_told_apart = traits.scoped_synonyms or record.source.id in self.grading
        return proper and is_told_apart and SemanticType.SYMPTOM not in record.concept.semantic_types

    def _is_wider(self, one: int, other: int) -> bool:
        """Whether a record has among its synonyms the names of other things of the same source too: a heading that gathers
        several things ("Respiratory Sounds": crackles, stridor, wheezing) is none of them.
        """
        source, group = self.groups.records[one].source.id, self.groups.of(one)
        owners = (at for form in self.groups.records[other].synonym_forms for at in self.preferred.get(form, ()))
        return any(self.groups.records[at].source.id == source and self.groups.of(at) != group for at in owners)


def _may_be_disorders(one: Group, other: Group) -> bool:
    """Whether one of two groups is told to be a disorder, and the other, too, or nothing."""
    told = [{kind for record in side for kind in record.concept.semantic_types} for side in (one, other)]
    return any(told) and all(not kinds or kinds & DISORDERS for kinds in told)


def _counts_by_definition(form: str, record: Record) -> bool:
    """Whether a record's definition tells what its name with a form means: that of a finding does so for a single word only."""
    if SemanticType.SYMPTOM not in record.concept.semantic_types:
        return True
    is_past = record.concept.preferred_name.endswith(HISTORY)
    return not is_past and any(name.name.isalpha() for name in _names_with(form, record))


def _names_with(form: str, record: Record) -> Iterator[ConceptName]:
    """The names of a record that have a normal form."""
    named = zip(record.concept.names, record.forms, strict=True)
    return (name for name, forms in named if form in forms)
