"""Groups of records, joined step by step; joins that would put two meanings on one page are refused."""

from __future__ import annotations

from enum import Enum, auto

from bot.building.merge.grouping.refusals import Refusal, Trust, refusal
from bot.building.merge.records import Group, Record
from bot.terms.model import SemanticType

# Things of two different families are never the same, whatever their names. Types in no family (behavior, concept,
# specialty …) are compatible with all.
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
# Families that publishers confuse, so that one name with both kinds is one thing: "protein denaturation" is a process
# for the Gene Ontology and a phenomenon for MeSH, "shivering" a symptom and a process.
NEAR_FAMILIES = (
    {FAMILY[SemanticType.BODY_PROCESS], FAMILY[SemanticType.PHENOMENON]},
    {FAMILY[SemanticType.CELL_PART], FAMILY[SemanticType.PROTEIN]},
    {FAMILY[SemanticType.CELL_PART], FAMILY[SemanticType.BODY_PART]},
    {FAMILY[SemanticType.BODY_PROCESS], FAMILY[SemanticType.SYMPTOM]},
    {FAMILY[SemanticType.CELL], FAMILY[SemanticType.CELL_PART]},
    {FAMILY[SemanticType.CELL], FAMILY[SemanticType.BODY_PART]},
    {FAMILY[SemanticType.CELL_PART], FAMILY[SemanticType.SYMPTOM]},
)


class KindRule(Enum):
    """The semantic types that can keep two groups apart: none; those that sources give, except near ones; those that
    sources give; or also those that definitions suggest.
    """

    NONE = auto()
    NEAR = auto()
    GIVEN = auto()
    LIKELY = auto()


class Groups:
    """Groups of records as a union-find structure that refuses unsafe joins.

    `refused` holds the pairs of records that a check kept apart, by their numbers.
    """

    def __init__(self, records: list[Record]) -> None:
        self.records = records
        self.leader = list(range(len(records)))
        self.refused: dict[frozenset[int], Refusal] = {}
        self._joined: dict[int, list[int]] = {}  # most records stay alone

    def leader_of(self, at: int) -> int:
        """Return the leader of the group that record number `at` belongs to."""
        while self.leader[at] != at:
            self.leader[at] = self.leader[self.leader[at]]
            at = self.leader[at]
        return at

    def join(
        self,
        one: int,
        other: int,
        *,
        same_source: bool = False,
        kinds: KindRule = KindRule.LIKELY,
        trust: Trust = Trust.SYNONYM,
    ) -> bool:
        """Join the groups of two records; return False if they must stay apart.

        A place is only joined with places: "tonga" is also a plant.

        Two records of one source stay apart unless `same_source` is set. `kinds` says which semantic types keep groups
        apart, `trust` how strong the evidence is.
        """
        first, second = sorted((self.leader_of(one), self.leader_of(other)))
        if first == second:
            return True
        if not self.may_join(one, other, same_source=same_source, kinds=kinds) or self._is_refused(one, other, trust):
            return False
        self.leader[second] = first
        self._joined[first] = self.members(first) + self.members(second)
        self._joined.pop(second, None)
        return True

    def may_join(self, one: int, other: int, *, same_source: bool = False, kinds: KindRule = KindRule.LIKELY) -> bool:
        """Return True if neither their sources nor their kinds keep the groups of two records apart."""
        first, second = self.leader_of(one), self.leader_of(other)
        if first == second:
            return True
        shares_source = bool(self.shared_sources(one, other))
        return (same_source or not shares_source) and not self._conflict(first, second, kinds)

    def refuse(self, one: int, other: int, why: Refusal) -> None:
        """Note that two records stay apart, and why."""
        self.refused.setdefault(frozenset((one, other)), why)

    def refusals(self) -> list[tuple[Refusal, str, str]]:
        """Return the reason and both preferred names for each refused pair that nothing else joined."""
        found = []
        for pair, why in self.refused.items():
            one, other = sorted(pair)
            if self.leader_of(one) != self.leader_of(other):
                found.append((why, self._name(one), self._name(other)))
        return found

    def _name(self, at: int) -> str:
        return self.records[at].concept.preferred_name

    def members(self, leader: int) -> list[int]:
        """Return the numbers of the records in a group."""
        return self._joined.get(leader) or [leader]

    def all(self) -> list[Group]:
        """Return every group, in the order of its first record; within a group in the order of all records."""
        leaders = (at for at, leader in enumerate(self.leader) if at == leader)
        return [[self.records[at] for at in sorted(self.members(leader))] for leader in leaders]

    def are_of_one_language(self, one: int, other: int) -> bool:
        """Return True if two records are in one language: the same spelling may mean anything in two (Spanish "rapé" is
        snuff).
        """
        return self.records[one].source.language == self.records[other].source.language

    def share_a_family(self, one: int, other: int) -> bool:
        """Return True if the groups of two records share a family, given or likely."""
        sides = (self._families(self.leader_of(at), KindRule.LIKELY) for at in (one, other))
        return bool(set.intersection(*sides))

    def group_of(self, at: int) -> Group:
        """Return the records of the group that record number `at` belongs to."""
        return [self.records[member] for member in self.members(self.leader_of(at))]

    def has_source(self, at: int, source: str) -> bool:
        """Return True if the group of record number `at` has a record of a source."""
        return source in self._sources(self.leader_of(at))

    def shared_sources(self, one: int, other: int) -> set[str]:
        """Return the ids of the sources that have a record in both records' groups."""
        return self._sources(self.leader_of(one)) & self._sources(self.leader_of(other))

    def _is_refused(self, one: int, other: int, trust: Trust) -> bool:
        why = refusal(self.group_of(one), self.group_of(other), trust)
        if why:
            self.refuse(one, other, why)
        return why is not None

    def _sources(self, leader: int) -> set[str]:
        return {self.records[at].source.id for at in self.members(leader)}

    def _conflict(self, first: int, second: int, kinds: KindRule) -> bool:
        one, other = (self._families(leader, kinds) for leader in (first, second))
        is_place = kinds is not KindRule.NONE and FAMILY[SemanticType.PLACE] in one ^ other
        is_near = kinds is KindRule.NEAR and any(one & near and other & near for near in NEAR_FAMILIES)
        return is_place or (bool(one and other) and not one & other and not is_near)

    def _families(self, leader: int, kinds: KindRule) -> set[int]:
        concepts = [self.records[at].concept for at in self.members(leader)]
        given = (
            {kind for concept in concepts for kind in concept.semantic_types} if kinds is not KindRule.NONE else set()
        )
        likely = {kind for concept in concepts for kind in concept.likely_types} if kinds is KindRule.LIKELY else set()
        return {FAMILY[kind] for kind in given or likely if kind in FAMILY}
