"""Records joined step by step, refusing whatever would put two meanings on one page."""

from __future__ import annotations

from enum import Enum, auto

from bot.building.merge.grouping.refusals import Refusal, Trust, refusal
from bot.building.merge.records import Group, Record
from bot.terms.model import SemanticType

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
# What one publisher files under one of a pair another files under the other, so that one name of both kinds is one thing: "protein
# denaturation" is a process of the Gene Ontology's and a phenomenon of MeSH's, "shivering" a symptom and a process.
NEAR_FAMILIES = (
    {FAMILY[SemanticType.BODY_PROCESS], FAMILY[SemanticType.PHENOMENON]},
    {FAMILY[SemanticType.CELL_PART], FAMILY[SemanticType.PROTEIN]},
    {FAMILY[SemanticType.CELL_PART], FAMILY[SemanticType.BODY_PART]},
    {FAMILY[SemanticType.BODY_PROCESS], FAMILY[SemanticType.SYMPTOM]},
    {FAMILY[SemanticType.CELL], FAMILY[SemanticType.CELL_PART]},
    {FAMILY[SemanticType.CELL], FAMILY[SemanticType.BODY_PART]},
    {FAMILY[SemanticType.CELL_PART], FAMILY[SemanticType.SYMPTOM]},
)


class Kinds(Enum):
    """Which semantic types can keep two groups apart: none, those that sources give but for near ones, those that sources give, or
    also those that definitions sound like.
    """

    NONE = auto()
    NEAR = auto()
    TOLD = auto()
    LIKELY = auto()


class Groups:
    """Records joined step by step (union-find), refusing what would put two meanings on one page.

    `refused` are the pairs of records that a named check kept apart.
    """

    def __init__(self, records: list[Record]) -> None:
        self.records = records
        self.leader = list(range(len(records)))
        self.refused: dict[frozenset[int], Refusal] = {}
        self._joined: dict[int, list[int]] = {}  # most records stay alone

    def of(self, at: int) -> int:
        """The leader of the group that record number `at` is in."""
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
        kinds: Kinds = Kinds.LIKELY,
        trust: Trust = Trust.SYNONYM,
    ) -> bool:
        """Join the groups of two records; False when they must stay apart.

        A place is joined with places only: "tonga" is a plant too.

        Two records of one source stay apart unless `same_source`; `kinds` says which semantic types keep others apart, `trust` what
        speaks for joining them.
        """
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return True
        if not self.may_join(one, other, same_source=same_source, kinds=kinds) or self._is_refused(one, other, trust):
            return False
        self.leader[second] = first
        self._joined[first] = self.members(first) + self.members(second)
        self._joined.pop(second, None)
        return True

    def may_join(self, one: int, other: int, *, same_source: bool = False, kinds: Kinds = Kinds.LIKELY) -> bool:
        """Whether neither sources nor kinds keep the groups of two records apart."""
        first, second = self.of(one), self.of(other)
        if first == second:
            return True
        shares_source = bool(self.shared_sources(one, other))
        return (same_source or not shares_source) and not self._conflict(first, second, kinds)

    def refuse(self, one: int, other: int, why: Refusal) -> None:
        """Note that two records stay apart, and why."""
        self.refused.setdefault(frozenset((one, other)), why)

    def refusals(self) -> list[tuple[Refusal, str, str]]:
        """Each reason, and the preferred names of the two records that it kept apart and that nothing else joined."""
        found = []
        for pair, why in self.refused.items():
            one, other = sorted(pair)
            if self.of(one) != self.of(other):
                found.append((why, self._name(one), self._name(other)))
        return found

    def _name(self, at: int) -> str:
        return self.records[at].concept.preferred_name

    def members(self, leader: int) -> list[int]:
        """The records of a group by number."""
        return self._joined.get(leader) or [leader]

    def all(self) -> list[Group]:
        """Every group, in the order of its first record; within a group in the order of all records."""
        leaders = (at for at, leader in enumerate(self.leader) if at == leader)
        return [[self.records[at] for at in sorted(self.members(leader))] for leader in leaders]

    def are_of_one_language(self, one: int, other: int) -> bool:
        """Whether two records are in one language: what is written alike in two may mean anything (Spanish "rapé" is snuff)."""
        return self.records[one].source.language == self.records[other].source.language

    def are_akin(self, one: int, other: int) -> bool:
        """Whether the groups of two records seem to be of one family."""
        sides = (self._families(self.of(at), Kinds.LIKELY) for at in (one, other))
        return bool(set.intersection(*sides))

    def with_(self, at: int) -> Group:
        """The records of the group that record number `at` is in."""
        return [self.records[member] for member in self.members(self.of(at))]

    def has_source(self, at: int, source: str) -> bool:
        """Whether the group of record number `at` has a record of a source."""
        return source in self._sources(self.of(at))

    def shared_sources(self, one: int, other: int) -> set[str]:
        """The ids of the sources that have a record in each of the groups of two records."""
        return self._sources(self.of(one)) & self._sources(self.of(other))

    def _is_refused(self, one: int, other: int, trust: Trust) -> bool:
        why = refusal(self.with_(one), self.with_(other), trust)
        if why:
            self.refuse(one, other, why)
        return why is not None

    def _sources(self, leader: int) -> set[str]:
        return {self.records[at].source.id for at in self.members(leader)}

    def _conflict(self, first: int, second: int, kinds: Kinds) -> bool:
        one, other = (self._families(leader, kinds) for leader in (first, second))
        is_place = kinds is not Kinds.NONE and FAMILY[SemanticType.PLACE] in one ^ other
        is_near = kinds is Kinds.NEAR and any(one & near and other & near for near in NEAR_FAMILIES)
        return is_place or (bool(one and other) and not one & other and not is_near)

    def _families(self, leader: int, kinds: Kinds) -> set[int]:
        concepts = [self.records[at].concept for at in self.members(leader)]
        told = {kind for concept in concepts for kind in concept.semantic_types} if kinds is not Kinds.NONE else set()
        likely = {kind for concept in concepts for kind in concept.likely_types} if kinds is Kinds.LIKELY else set()
        return {FAMILY[kind] for kind in told or likely if kind in FAMILY}
