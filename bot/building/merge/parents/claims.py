"""Claims of sources about parents, from which the hierarchy is made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from bot.building.merge.links import Links, References
from bot.building.merge.parents.false_parents import is_false
from bot.building.merge.records import Group, Record
from bot.terms.model import Relation
from bot.terms.normal_forms import is_inverted
from bot.terms.spelling import singular


class Claim(Struct, frozen=True, gc=False):
    """A record's claim that its thing is below another one.

    `parent` is the source's own record for the other thing; None if it is given by name or by another source's code.
    `by_tree_number` is True if the claim only follows from tree numbers.
    """

    record: Record
    parent: Record | None = None
    by_tree_number: bool = False


def is_curated(claims: Iterable[Claim]) -> bool:
    """Return True if one of the claims comes from a source that was written for readers."""
    return any(claim.record.source.traits.curated_synonyms for claim in claims)


def is_plural(record: Record | None) -> bool:
    """Return True if a record has a plural name ("Purines", "Carotid Arteries"), as thesauri name classes."""
    if record is None:
        return False
    name = record.concept.preferred_name
    head = (name.partition(", ")[0] if is_inverted(name) else name).partition(" of ")[0].split()[-1].lower()
    return singular(head) != head


def is_catch_all(group: Group) -> bool:
    """Return True if a source of a group marks it as too general to say what a thing is ("hereditary disease")."""
    for record in group:
        patterns = record.source.traits.catch_alls
        if patterns and _matches(patterns, record.concept.preferred_name):
            return True
    return False


def is_list(record: Record | None) -> bool:
    """Return True if a record is only a list of terms and no class of things."""
    if record is None or not (patterns := record.source.traits.lists):
        return False
    return _matches(patterns, record.concept.preferred_name)


def _matches(patterns: tuple[str, ...], name: str) -> bool:
    return _pattern(patterns).search(name) is not None


@cache
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


class Claims:
    """All claims of the records of groups about their parents."""

    def __init__(self, groups: list[Group], index: References, links: Links) -> None:
        self._groups = groups
        self._index = index
        self._links = links

    def of(self, at: int) -> dict[int, list[Claim]]:
        """Return the claims about one group, by the number of the claimed parent, in the order of sources."""
        found: dict[int, list[Claim]] = defaultdict(list)
        for record in self._groups[at]:
            for to, claim in self._of_record(record):
                if to != at:
                    found[to].append(claim)
        return found

    def named(self, at: int) -> dict[int, Record | None]:
        """Return the claimed parents of a group in their order, each with its source's record for it."""
        found: dict[int, Record | None] = {}
        for record in self._groups[at]:
            for to, claim in self._of_record(record):
                if to != at:
                    found.setdefault(to, claim.parent)
        return found

    def wholes_of(self, at: int) -> Iterator[int]:
        """Yield the groups of which a group is a part, as its records say."""
        for record in self._groups[at]:
            for each in self._links.of(record) if record.concept.links else ():
                if each.to is not None and each.to != at and each.link.kind is Relation.PART_OF:
                    yield each.to

    def reaches(self, source: str, at: int, to: int, steps: int) -> bool:
        """Return True if one source has group `to` above group `at`, at most `steps` levels up."""
        level, seen = {at}, {at}
        for _ in range(steps):
            level = {above for each in level for above in self._above(source, each)} - seen
            if to in level:
                return True
            seen |= level
        return False

    def _above(self, source: str, at: int) -> Iterator[int]:
        for record in self._groups[at]:
            if record.source.id == source:
                yield from (to for to, _ in self._of_record(record))

    def _of_record(self, record: Record) -> Iterator[tuple[int, Claim]]:
        """Yield the claims of a record, except those that are known to be false."""
        concept = record.concept
        if concept.parents or concept.tree_numbers or concept.links:
            reference = record.reference
            for to, claim in self._all_of_record(record):
                if not is_false(reference, self._groups[to]):
                    yield to, claim

    def _all_of_record(self, record: Record) -> Iterator[tuple[int, Claim]]:
        source, concept = record.source.id, record.concept
        for code in concept.parents:
            to = self._index.of_code(source, code)
            if to is not None:
                yield to, Claim(record, self._record(to, source, code))
        for number in concept.tree_numbers:
            above = number.rpartition(".")[0]
            to = self._index.group_of_tree_number[source].get(above)
            if to is not None:
                yield to, Claim(record, self._record_of_number(to, source, above), by_tree_number=True)
        for each in self._links.of(record) if concept.links else ():
            if each.to is not None and each.link.kind is Relation.PARENT:
                yield each.to, Claim(record)

    def _record(self, at: int, source: str, code: str) -> Record:
        first, *others = self._groups[at]
        if not others:
            return first
        return next(r for r in self._groups[at] if r.source.id == source and r.concept.code == code)

    def _record_of_number(self, at: int, source: str, number: str) -> Record:
        first, *others = self._groups[at]
        if not others:
            return first
        return next(r for r in self._groups[at] if r.source.id == source and number in r.concept.tree_numbers)
