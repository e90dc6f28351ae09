"""Which group holds each record and each tree number."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from bot.building.merge.records import Group


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
