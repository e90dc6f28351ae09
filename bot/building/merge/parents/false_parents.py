"""False parents: claims of publishers that are wrong. `data/false_parents.toml` documents its keys."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import msgspec

from bot.building.merge.records import Group
from bot.files import shipped_tables


class FalseParent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of `data/false_parents.toml`, which documents the fields."""

    records: tuple[str, ...]
    parent: str
    reason: str
    checked: tuple[str, ...]
    date: dt.date


@cache
def false_parents() -> tuple[FalseParent, ...]:
    """Return all of them; the file is read once."""
    tables = shipped_tables("false_parents.toml")
    return msgspec.convert(tables["false_parent"], tuple[FalseParent, ...])


def is_false(reference: str, parent: Group) -> bool:
    """Return True if a group is a false parent of this record ("source:code")."""
    refused = _by_record().get(reference)
    return refused is not None and any(record.reference in refused for record in parent)


@cache
def _by_record() -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in false_parents():
        for record in each.records:
            found[record].add(each.parent)
    return found
