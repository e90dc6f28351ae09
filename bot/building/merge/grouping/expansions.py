"""Joining expanded abbreviations with what they stand for."""

from __future__ import annotations

from bot.building.merge.grouping.groups import Groups, KindRule
from bot.building.merge.grouping.refusals import Trust
from bot.building.merge.grouping.support import Owners
from bot.building.merge.records import Record


def join_expansions(groups: Groups, preferred: Owners, synonyms: Owners) -> None:
    """Join a record that only expands an abbreviation with the only thing of that name ("COPD: chronic obstructive
    pulmonary disease").

    The preferred names are searched first, then the synonyms. Equal expansions are one thing. For a curated list only
    preferred names count, because a synonym often belongs to something wider.
    """
    expansions = [at for at, record in enumerate(groups.records) if record.is_expansion]
    _join_equal_expansions(groups, expansions)
    for at in expansions:
        record = groups.records[at]
        if named := _owning(groups, record, preferred):
            _join_owner(groups, at, named)
        elif not record.source.traits.curated_abbreviations:
            _join_the_only_one(groups, at, _owning(groups, record, synonyms))


def _owning(groups: Groups, record: Record, owners: Owners) -> set[int]:
    """Return the groups that own the preferred name of a record."""
    return {groups.leader_of(to) for form in record.preferred_forms for to in owners.get(form, ())}


def _join_equal_expansions(groups: Groups, expansions: list[int]) -> None:
    first: dict[tuple[str, str], int] = {}
    for at in expansions:
        record = groups.records[at]
        for form in sorted(record.preferred_forms):
            groups.join(
                at, first.setdefault((record.source.language, form), at), same_source=True, kinds=KindRule.GIVEN
            )


def _join_owner(groups: Groups, at: int, named: set[int]) -> None:
    """Join a record with a group that has its name as preferred name.

    If there are several, a curated list means the one of the plainest source, which comes first. The kinds need not
    agree then, because an editor chose the name.
    """
    candidates = [other for other in sorted(named) if groups.are_of_one_language(at, other)]
    if groups.records[at].source.traits.curated_abbreviations and candidates:
        groups.join(at, candidates[0], same_source=True, kinds=KindRule.NONE)
    else:
        _join_the_only_one(groups, at, named)


def _join_the_only_one(groups: Groups, at: int, others: set[int]) -> None:
    candidates = [other for other in others if groups.are_of_one_language(at, other)]
    if len(candidates) == 1:
        groups.join(at, candidates[0], same_source=True, kinds=KindRule.GIVEN, trust=Trust.SAME_NAME)
