"""What is too general to say what a thing is, and what is no kind of things at all, as the catalogue has it of each source."""

from __future__ import annotations

import re
from functools import cache

from bot.building.records import Group, Record


def is_catch_all(group: Group) -> bool:
    """Whether a source of a group has it for too general to say what is below it ("hereditary disease")."""
    return any(_matches(record.source.traits.catch_alls, record.concept.preferred_name) for record in group)


def is_list(record: Record | None) -> bool:
    """Whether a record is no kind of things but a list of terms."""
    return record is not None and _matches(record.source.traits.lists, record.concept.preferred_name)


def _matches(patterns: tuple[str, ...], name: str) -> bool:
    return bool(patterns) and _pattern(patterns).search(name) is not None


@cache
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
