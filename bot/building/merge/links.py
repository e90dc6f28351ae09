"""Resolve the links of records: to the group of another source's record, or to the only thing that has a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.building.merge.records import Group, Record
from bot.lexicon.model import RecordLink
from bot.sources.concept import Link
from bot.terms.model import Relation
from bot.terms.normal_forms import normal_forms

NAVIGATION_RELATIONS = frozenset({Relation.PARENT, Relation.SEE_ALSO, Relation.PART_OF})


@dataclass(frozen=True, slots=True)
class References:
    """The numbers of groups by source id, and by code or tree number."""

    group_of_record: dict[str, dict[str, int]]
    group_of_tree_number: dict[str, dict[str, int]]

    def of_code(self, source: str, code: str) -> int | None:
        """Return the group that holds a source's record; None if there is no such record or the source is not
        installed.
        """
        return self.group_of_record.get(source, {}).get(code)


def references(groups: list[Group]) -> References:
    """Index all records of all groups."""
    by_record: dict[str, dict[str, int]] = defaultdict(dict)
    by_tree_number: dict[str, dict[str, int]] = defaultdict(dict)
    for at, group in enumerate(groups):
        for record in group:
            by_record[record.source.id][record.concept.code] = at
            for number in record.concept.tree_numbers:
                by_tree_number[record.source.id][number] = at
    return References(by_record, by_tree_number)


@dataclass(frozen=True, slots=True)
class NamedGroups:
    """The groups that have the names of links, by normal form: by preferred name, and by any other name that means the
    same.
    """

    preferred: dict[str, set[int]]
    others: dict[str, set[int]]

    def of_name(self, name: str) -> int | None:
        """Return the number of the only group with a name; None if no group or several groups have it."""
        forms = normal_forms(name)
        for owners in (self.preferred, self.others):
            found = set[int]().union(*(owners.get(form, ()) for form in forms))
            if found:
                return found.pop() if len(found) == 1 else None
        return None


@dataclass(frozen=True, slots=True)
class ResolvedLink:
    """A link of a record, and the number of its target group; None if the target is not in the dictionary."""

    link: Link
    to: int | None

    @property
    def is_unresolved(self) -> bool:
        """True if a link that a reader could follow has a name but no target. A target with a code may belong to a
        source that is not installed.
        """
        return self.to is None and not self.link.target and self.link.kind in NAVIGATION_RELATIONS


class Links:
    """Resolves the links of all records."""

    def __init__(self, groups: list[Group], references: References) -> None:
        self._references = references
        self._named = _named_groups(groups)

    def of(self, record: Record) -> Iterator[ResolvedLink]:
        """Yield the links of a record in their order. SAME_AS links are left out: their targets share the record's
        page.
        """
        return (
            ResolvedLink(link, self._to(link)) for link in record.concept.links if link.kind is not Relation.SAME_AS
        )

    def _to(self, link: Link) -> int | None:
        source, _, code = link.target.partition(":")
        return self._references.of_code(source, code) if link.target else self._named.of_name(link.name)


def _named_groups(groups: list[Group]) -> NamedGroups:
    wanted = {form for name in _target_names(groups) for form in normal_forms(name)}
    preferred, others = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for at, group in enumerate(groups) if wanted else ():
        for record in group:
            for form in wanted & record.preferred_forms:
                preferred[form].add(at)
            if not wanted.isdisjoint(record.further_forms):
                for form in wanted & record.synonym_forms:
                    others[form].add(at)
    return NamedGroups(preferred, others)


def _target_names(groups: Iterable[Group]) -> Iterator[str]:
    return (
        link.name
        for group in groups
        for record in group
        for link in record.concept.links
        if not link.target and link.kind is not Relation.SAME_AS
    )


def record_links(linked: Iterable[ResolvedLink], keys: list[str], headwords: list[str]) -> tuple[RecordLink, ...]:
    """Return links as a page shows them: entries of the lexicon by headword and key, others by the source's name for
    them.
    """
    shown = (
        RecordLink(
            each.link.kind, *((each.link.name, None) if each.to is None else (headwords[each.to], keys[each.to]))
        )
        for each in linked
    )
    return tuple(link for link in shown if link.name)
