"""Headings that say nothing about the things below them, by patterns in the source catalogue."""

from __future__ import annotations

import re
from functools import cache

from bot.building.merge.records import Group, Record


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
