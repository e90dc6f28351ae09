"""Which concepts are the same thing, and so share a page.

Four kinds of evidence, strongest first: two records of one source that name each other, a record that another source
points to, the same preferred name, and a preferred name that is another's synonym and nobody else's. Never an
abbreviation alone, by a name only within one language, and never across semantic kinds that exclude each other: two
entries for one thing are a nuisance, one entry for two things is a danger.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, starmap

from bot.building.evidence import (
    are_named_alike,
    evidence,
    have_words_in_common,
    is_one_of_two,
    names_of_kind,
)
from bot.building.groups import Groups, Kinds
from bot.building.records import Group, Record, precedence
from bot.building.refusals import Refusal, Trust
from bot.building.resemblance import Resemblance
from bot.lexicon.model import NameKind, SemanticGroup, SemanticType
from bot.lexicon.names import fold, looks_like_abbreviation
from bot.sources.concept import ConceptName

# How much must speak for a synonym that its source does not tell from merely related names.
ENOUGH = 2
# Definitions of one thing by two publishers are mostly more alike than this, those of two things less.
ALIKE = 0.3
# A source that tells synonyms from names that are only near has one of these among so many names; fewer are single remarks.
GRADED = 0.01
# Less than this they have only words in common that any two definitions may have.
UNLIKE = 0.05
# Of two that share no word of their names, more must be said alike.
UNLIKE_SYNONYM = 0.1
# "Electronic cigarette exposure history" is a finding, which has vaping among its names.
HISTORY = " history"


def group(records: list[Record]) -> list[Group]:
    """All records, each in exactly one group."""
    return grouped(records).all()


def grouped(records: list[Record]) -> Groups:
    """All records joined, and what was refused on the way.

    They are put in an order of our own, plainest source first: what a publisher moves about in a file changes no group.
    """
    records = sorted(records, key=lambda record: (precedence(record.source), record.concept.code))
    groups = Groups(records)
    preferred, synonyms = _owners(records)
    _join_twins(groups, preferred, synonyms)
    _join_equivalents(groups)
    resemblance = Resemblance(groups.records)
    _join_same_preferred_names(groups, preferred, resemblance)
    _join_same_but_for_the_kind(groups)
    _join_preferred_with_synonym(groups, preferred, synonyms, resemblance)
    _join_same_by_name(groups, preferred, synonyms)
    return groups


Owners = dict[str, list[int]]
DISORDERS = frozenset(kind for kind in SemanticType if kind.group is SemanticGroup.DISORDERS)


def _owners(records: list[Record]) -> tuple[Owners, Owners]:
    """Who owns each normal form of a preferred name: as preferred name, and as synonym.

    An abbreviation written out owns none as its preferred name: it says nothing of what it means but the name, and is joined last.
    """
    preferred: Owners = defaultdict(list)
    synonyms: Owners = defaultdict(list)
    for at, record in enumerate(records):
        own = [] if record.writes_out else [at]
        for form in sorted(record.preferred_forms):
            preferred[form] += own
    for at, record in enumerate(records):
        shared = [form for form in record.further_forms if form in preferred and preferred[form] != [at]]
        for form in record.synonym_forms.intersection(shared) if shared else ():
            synonyms[form].append(at)
    return preferred, synonyms


def _join_twins(groups: Groups, preferred: Owners, synonyms: Owners) -> None:
    """Join records of one source that name each other ("IL-6. Also called interleukin-6." and the other way round)."""
    for form, owners in preferred.items():
        for one in owners:
            for other in synonyms.get(form, ()):
                if one != other and _are_twins(groups.records[one], groups.records[other]):
                    groups.join(one, other, same_source=True, trust=Trust.DECLARED)


def _are_twins(one: Record, other: Record) -> bool:
    """Whether two records of one source name each other as their names are written.

    Not in the plural or inverted: MeSH keeps glutamates, a class, apart from glutamic acid, and smoking pipes from pipe
    smoking.
    """
    return one.source.id == other.source.id and _names_as_written(one, other) and _names_as_written(other, one)


def _names_as_written(naming: Record, named: Record) -> bool:
    preferred = fold(named.concept.preferred_name)
    return any(fold(name.name) == preferred for name in naming.concept.names[1:])


def _join_equivalents(groups: Groups) -> None:
    """Join a record with the records of other sources that it points to."""
    referred_to = {reference for record in groups.records for reference in record.concept.equivalents}
    by_reference = {
        reference: at for at, record in enumerate(groups.records) if (reference := record.reference) in referred_to
    }
    for at, record in enumerate(groups.records):
        for reference in record.concept.equivalents:
            if reference in by_reference:
                groups.join(at, by_reference[reference], kinds=Kinds.NONE, trust=Trust.DECLARED)


def _join_same_preferred_names(groups: Groups, preferred: Owners, resemblance: Resemblance) -> None:
    for owners in (owners for owners in preferred.values() if len(owners) > 1):
        claimants = _one_from_each_source(groups, owners)
        is_contested = len(claimants) > 2 and not all(starmap(groups.may_join, combinations(claimants, 2)))
        for one, other in pairwise(claimants):
            sides = groups.records[one], groups.records[other]
            is_doubtful = _are_unlike_abbreviations(*sides) or (is_contested and _tell_nothing(*sides, resemblance))
            if not is_doubtful and groups.are_of_one_language(one, other):
                groups.join(one, other, kinds=Kinds.TOLD if is_contested else Kinds.NEAR)


def _join_same_but_for_the_kind(groups: Groups) -> None:
    """Join preferred names that are alike but for the word for what kind of thing they mean ("aortic diseases", "aortic disorder"),
    where each source has but one such name.
    """
    named: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(groups.records):
        for name in names_of_kind(record.concept.preferred_name, record.concept.semantic_types):
            named[f"{record.source.language} {name}"].append(at)
    for owners in named.values():
        for one, other in combinations(owners, 2):
            if not _is_claimed(groups, one, other):
                groups.join(one, other, kinds=Kinds.NEAR, trust=Trust.SAME_NAME)


def _is_claimed(groups: Groups, one: int, other: int) -> bool:
    """Whether the group of one of two records has a record of the other's source already."""
    sources = [groups.records[at].source.id for at in (one, other)]
    return groups.has_source(one, sources[1]) or groups.has_source(other, sources[0])


def _tell_nothing(one: Record, other: Record, resemblance: Resemblance) -> bool:
    """Whether one of two records of one name says neither what sort of thing it is nor anything that the other says: where the
    name has several meanings, it may have any of them.
    """
    is_told = one.concept.semantic_types and other.concept.semantic_types
    return not is_told and resemblance.of([one], [other]) < UNLIKE


def _one_from_each_source(groups: Groups, owners: Sequence[int]) -> list[int]:
    """The owners of a name, without those of a source that gives the name to two different things; but of these the one
    that writes it as another source does ("Tetracycline" beside "Tetracyclines").
    """
    by_source: dict[str, dict[int, int]] = defaultdict(dict)
    for at in owners:
        by_source[groups.records[at].source.id].setdefault(groups.of(at), at)
    chosen = (_only_one(groups, list(by_group.values()), owners) for by_group in by_source.values())
    return [at for at in chosen if at is not None]


def _only_one(groups: Groups, owners: list[int], of_all_sources: Sequence[int]) -> int | None:
    if len(owners) == 1:
        return owners[0]
    written = Counter(fold(groups.records[at].concept.preferred_name) for at in of_all_sources)
    alike = [at for at in owners if written[fold(groups.records[at].concept.preferred_name)] > 1]
    return alike[0] if len(alike) == 1 else None


def _are_unlike_abbreviations(one: Record, other: Record) -> bool:
    """Whether one preferred name is an abbreviation and the other a word ("TUNA", "Tuna"), or both are abbreviations that
    are spelt out differently.
    """
    abbreviated = [looks_like_abbreviation(record.concept.preferred_name) for record in (one, other)]
    if not all(abbreviated):
        return any(abbreviated)
    return bool(one.synonym_forms and other.synonym_forms and not one.synonym_forms & other.synonym_forms)


def _join_preferred_with_synonym(groups: Groups, preferred: Owners, synonyms: Owners, resemblance: Resemblance) -> None:
    """Join a preferred name with the groups that have it as a synonym, where enough speaks for it.

    Several sources may have it: they bear each other out. A source that gives it to two different things is not heard.
    """
    support = Support(groups, preferred, _grading(groups.records), resemblance)
    for form, owners in preferred.items():
        owning = [*owners, *synonyms.get(form, ())]
        claimants = _one_from_each_source(groups, owning) if len(owning) > 1 else []
        if len(claimants) > 1 and not _only_as_abbreviation(groups, owners):
            for one in (at for at in claimants if form in groups.records[at].preferred_forms):
                for other in claimants:
                    if groups.of(one) != groups.of(other):
                        _join_if_supported(groups, support, form, one, other)


def _join_if_supported(groups: Groups, support: Support, form: str, one: int, other: int) -> None:
    trust = support.of(form, one, other)
    if trust is not None:
        groups.join(one, other, trust=trust)


def _join_same_by_name(groups: Groups, preferred: Owners, synonyms: Owners) -> None:
    """Join a record that is nothing but an abbreviation written out with the only thing that has this name, as its preferred name
    or else as a synonym ("COPD: chronic obstructive pulmonary disease" defines nothing of its own). Several that are written out
    alike are one thing. A curated list means what it names by its preferred name only: synonyms are often of something wider.
    """
    written_out = [at for at, record in enumerate(groups.records) if record.writes_out]
    _join_written_out_alike(groups, written_out)
    for at in written_out:
        record = groups.records[at]
        if named := _owning(groups, record, preferred):
            _join_named(groups, at, named)
        elif not record.source.traits.curated_abbreviations:
            _join_the_only_one(groups, at, _owning(groups, record, synonyms))


def _owning(groups: Groups, record: Record, owners: Owners) -> set[int]:
    """The groups that own the preferred name of a record."""
    return {groups.of(to) for form in record.preferred_forms for to in owners.get(form, ())}


def _join_written_out_alike(groups: Groups, written_out: list[int]) -> None:
    first: dict[tuple[str, str], int] = {}
    for at in written_out:
        record = groups.records[at]
        for form in sorted(record.preferred_forms):
            groups.join(at, first.setdefault((record.source.language, form), at), same_source=True, kinds=Kinds.TOLD)


def _join_named(groups: Groups, at: int, named: set[int]) -> None:
    """Join with what has the name as its preferred one. Where several things have it, a curated list means the one of the plainest source:
    records stand in the order of their sources. What sort of thing it is need not agree there, for an editor chose the name.
    """
    there = [other for other in sorted(named) if groups.are_of_one_language(at, other)]
    if groups.records[at].source.traits.curated_abbreviations and there:
        groups.join(at, there[0], same_source=True, kinds=Kinds.NONE)
    else:
        _join_the_only_one(groups, at, named)


def _join_the_only_one(groups: Groups, at: int, others: set[int]) -> None:
    there = [other for other in others if groups.are_of_one_language(at, other)]
    if len(there) == 1:
        groups.join(at, there[0], same_source=True, kinds=Kinds.TOLD, trust=Trust.SAME_NAME)


def _grading(records: list[Record]) -> frozenset[str]:
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
            return None if self._is_unlike(one, other) else Trust.SYNONYM
        sides = [self.groups.with_(at) for at in (one, other)]
        if self.groups.are_akin(one, other) and are_named_alike(*sides):
            return Trust.SYNONYM
        return None if self._is_doubted(form, one, other) or self._evidence(form, one, other) < ENOUGH else Trust.HINT

    def _is_unlike(self, one: int, other: int) -> bool:
        """Whether two disorders have neither words of their preferred names nor anything that is said of them in common; noted where
        they have not. Ontologies have names that went astray ("adrenal hypoplasia" under a hemiplegia).
        """
        records = [self.groups.records[at] for at in (one, other)]
        sides = [self.groups.with_(at) for at in (one, other)]
        is_unlike = (
            all(not DISORDERS.isdisjoint(kind for r in side for kind in r.concept.semantic_types) for side in sides)
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
        return found + (self.resemblance.of(*sides) > ALIKE)

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


def _only_as_abbreviation(groups: Groups, owners: Iterable[int]) -> bool:
    return all(looks_like_abbreviation(groups.records[at].concept.preferred_name) for at in owners)
