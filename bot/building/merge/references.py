"""Where the records of each source, and its tree numbers, have gone: the groups that hold them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from bot.building.merge.records import Group


@dataclass(frozen=True, slots=True)
class References:
    """Where the groups of records and tree numbers are found, for each source by its id."""

    group_of_record: dict[str, dict[str, int]]
    group_of_tree_number: dict[str, dict[str, int]]

    def of_code(self, source: str, code: str) -> int | None:
        """The group that holds a source's record; None where the source has no such record, or is not installed."""
        return self.group_of_record.get(source, {}).get(code)


def references(groups: list[Group]) -> References:
    """An index over all records of all groups."""
    by_record: dict[str, dict[str, int]] = defaultdict(dict)
    by_tree_number: dict[str, dict[str, int]] = defaultdict(dict)
    for at, group in enumerate(groups):
        for record in group:
            by_record[record.source.id][record.concept.code] = at
            for number in record.concept.tree_numbers:
                by_tree_number[record.source.id][number] = at
    return References(by_record, by_tree_number)
