"""What is too general to say what a thing is, and what is no kind of things at all, as the catalogue has it of each source."""

from __future__ import annotations

import re
from functools import cache

from bot.building.merge.records import Group, Record


def is_catch_all(group: Group) -> bool:
    """Whether a source of a group has it for too general to say what is below it ("hereditary disease")."""
    for record in group:
        patterns = record.source.traits.catch_alls
        if patterns and _matches(patterns, record.concept.preferred_name):
            return True
    return False


def is_list(record: Record | None) -> bool:
    """Whether a record is no kind of things but a list of terms."""
    if record is None or not (patterns := record.source.traits.lists):
        return False
    return _matches(patterns, record.concept.preferred_name)


def _matches(patterns: tuple[str, ...], name: str) -> bool:
    return _pattern(patterns).search(name) is not None


@cache
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
