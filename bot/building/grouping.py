"""Which concepts are the same thing, and so share a page.

Four kinds of evidence, strongest first: two records of one source that name each other, a record that another source
points to, the same preferred name, and a preferred name that is another's synonym and nobody else's. Never an
abbreviation alone, and never across semantic kinds that exclude each other: two entries for one thing are a nuisance,
one entry for two things is a danger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from bot.building.records import Group, Record, precedence
from bot.lexicon.model import SemanticType
from bot.lexicon.names import looks_like_abbreviation, normal_words

# Things of two different ones of these families are never the same thing, whatever they are called. Types that are in
# none (behavior, concept, specialty …) go with any.
FAMILIES = (
    {SemanticType.BODY_PART, SemanticType.TISSUE, SemanticType.BODY_SUBSTANCE},
    {SemanticType.CELL},
    {SemanticType.CELL_PART},
    {
        SemanticType.MEDICINE,
        SemanticType.PROTEIN,
        SemanticType.HORMONE,
        SemanticType.NUTRIENT,
        SemanticType.CHEMICAL,
    },
    {SemanticType.GENE},
    {SemanticType.DISEASE, SemanticType.MENTAL_DISORDER, SemanticType.INJURY, SemanticType.SYMPTOM},
    {SemanticType.ORGANISM},
    {SemanticType.PERSON},
    {SemanticType.PLACE},
    {SemanticType.DEVICE},
    {SemanticType.TEST, SemanticType.TREATMENT, SemanticType.PROCEDURE},
    {SemanticType.BODY_PROCESS},
    {SemanticType.PHENOMENON},
)
FAMILY = {kind: number for number, family in enumerate(FAMILIES) for kind in family}


SUBJECT_HEADINGS = frozenset({"mesh", "mesh-supplementary"})
UNTELLING = frozenset("a an and cell disease disorder in of syndrome the therapy tissue type".split())


class Groups:
    """Records joined step by step (union-find), refusing what would put two meanings on one page."""

    def __init__(self, records: list[Record]) -> None:
        self.records = records
        self.leader = list(range(len(records)))
        self.members = {at: [at] for at in range(len(records))}

    def of(self, at: int) -> int:
        """The leader of the group that record number `at` is in."""
        while self.leader[at] != at:
            self.leader[at] = self.leader[self.leader[at]]
            at = self.leader[at]
        return at

    def join(self, one: int, other: int, *, same_source: bool = False, trust_kinds: bool = False) -> bool:
        """Join the groups of two records; False when they must stay apart.

        Two records of one source stay apart unless `same_source`; semantic kinds are compared unless `trust_kinds`.
        """
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return True
        if not same_source and self._sources(first) & self._sources(second):
            return False
        if not trust_kinds and self._conflict(first, second):
            return False
        self.leader[second] = first
        self.members[first] += self.members.pop(second)
        return True

    def all(self) -> list[Group]:
        """Every group, in the order of its first record; within a group plainest source first."""
        ordered = [[self.records[at] for at in sorted(members)] for _, members in sorted(self.members.items())]
        return [sorted(group, key=lambda record: precedence(record.source)) for group in ordered]

    def _sources(self, leader: int) -> set[str]:
        return {self.records[at].source.id for at in self.members[leader]}

    def _conflict(self, first: int, second: int) -> bool:
        families = [self._families(leader) for leader in (first, second)]
        return all(families) and not families[0] & families[1]

    def _families(self, leader: int) -> set[int]:
        kinds = (kind for at in self.members[leader] for kind in self.records[at].concept.semantic_types)
        return {FAMILY[kind] for kind in kinds if kind in FAMILY}


def group(records: list[Record]) -> list[Group]:
    """All records, each in exactly one group. The records must stand plainest source first."""
    groups = Groups(records)
    preferred, synonyms, others = _owners(records)
    _join_twins(groups, preferred, synonyms)
    _join_equivalents(groups)
    _join_same_preferred_names(groups, preferred)
    _join_preferred_with_synonym(groups, preferred, synonyms, others)
    return groups.all()


Owners = dict[str, list[int]]


def _owners(records: list[Record]) -> tuple[Owners, Owners, Owners]:
    """Who owns each normal form of a preferred name: as preferred name, as synonym, as abbreviation or entry term."""
    preferred: Owners = defaultdict(list)
    synonyms: Owners = defaultdict(list)
    others: Owners = defaultdict(list)
    for at, record in enumerate(records):
        for form in sorted(record.preferred_forms):
            preferred[form].append(at)
    for at, record in enumerate(records):
        for owners, forms in ((synonyms, record.synonym_forms), (others, record.other_forms)):
            for form in forms & preferred.keys():
                owners[form].append(at)
    return preferred, synonyms, others


def _join_twins(groups: Groups, preferred: Owners, synonyms: Owners) -> None:
    """Join records of one source that name each other ("IL-6. Also called interleukin-6." and the other way round)."""
    for form, owners in preferred.items():
        for one in owners:
            for other in synonyms.get(form, ()):
                if one != other and _are_twins(groups.records[one], groups.records[other]):
                    groups.join(one, other, same_source=True)


def _are_twins(named: Record, naming: Record) -> bool:
    back = naming.preferred_forms & (named.synonym_forms | named.other_forms)
    return named.source.id == naming.source.id and bool(back)


def _join_equivalents(groups: Groups) -> None:
    """Join a record with the records of other sources that it points to."""
    by_reference = {record.reference: at for at, record in enumerate(groups.records)}
    for at, record in enumerate(groups.records):
        for reference in record.concept.equivalents:
            if reference in by_reference:
                groups.join(at, by_reference[reference], trust_kinds=True)


def _join_same_preferred_names(groups: Groups, preferred: Owners) -> None:
    for owners in preferred.values():
        for one, other in pairwise(_one_from_each_source(groups, owners)):
            if not _are_unlike_abbreviations(groups.records[one], groups.records[other]):
                groups.join(one, other)


def _one_from_each_source(groups: Groups, owners: Iterable[int]) -> list[int]:
    """The owners of a name, without those of a source that gives the name to two different things."""
    by_source: dict[str, dict[int, int]] = defaultdict(dict)
    for at in owners:
        by_source[groups.records[at].source.id].setdefault(groups.of(at), at)
    return [at for by_group in by_source.values() if len(by_group) == 1 for at in by_group.values()]


def _are_unlike_abbreviations(one: Record, other: Record) -> bool:
    """Whether one preferred name is an abbreviation and the other a word ("TUNA", "Tuna"), or both are abbreviations that
    are spelt out differently.
    """
    abbreviated = [looks_like_abbreviation(record.concept.preferred_name) for record in (one, other)]
    if not all(abbreviated):
        return any(abbreviated)
    return bool(one.synonym_forms and other.synonym_forms and not one.synonym_forms & other.synonym_forms)


def _join_preferred_with_synonym(groups: Groups, preferred: Owners, synonyms: Owners, others: Owners) -> None:
    """Join a preferred name with the one group that has it as a synonym, where no third claims it."""
    for form, owners in preferred.items():
        claimants = [*owners, *synonyms.get(form, ()), *others.get(form, ())]
        leaders = list(dict.fromkeys(groups.of(at) for at in claimants))
        named = {groups.of(at) for at in synonyms.get(form, ())} - {groups.of(at) for at in owners}
        naming = [groups.records[at] for at in synonyms.get(form, ())]
        supported = any(_is_supported(groups.records[at], other) for at in owners for other in naming)
        if len(leaders) == 2 and len(named) == 1 and supported and not _only_as_abbreviation(groups, owners):
            groups.join(*leaders)


def _is_supported(one: Record, other: Record) -> bool:
    """Whether a synonym of `other` is enough to make it the same thing as `one`, whose preferred name it is.

    Subject headings file narrower things under their synonyms (a speculum under surgical instruments), so theirs need
    more: a second name that both share, or preferred names that share a telling word and of which neither only narrows
    the other ("Risk", "relative risk").
    """
    if other.source.id not in SUBJECT_HEADINGS or len(one.all_forms & other.all_forms) > 1:
        return True
    words = [set(normal_words(record.concept.preferred_name)) - UNTELLING for record in (one, other)]
    return bool(words[0] & words[1]) and not (words[0] <= words[1] or words[1] <= words[0])


def _only_as_abbreviation(groups: Groups, owners: Iterable[int]) -> bool:
    return all(looks_like_abbreviation(groups.records[at].concept.preferred_name) for at in owners)
