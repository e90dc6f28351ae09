"""Pairs of records that an editor keeps apart: `data/kept_apart.toml`, which documents its keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import msgspec

from bot.building.merge.records import Group
from bot.files import shipped_tables


class SeparatePair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of `data/kept_apart.toml`: two records as "source:code", their names, and how they differ."""

    records: tuple[str, str]
    names: tuple[str, str]
    reason: str


@cache
def separate_pairs() -> tuple[SeparatePair, ...]:
    """Return all pairs that ship with Medlex; the file is read once."""
    return msgspec.convert(shipped_tables("kept_apart.toml")["pair"], tuple[SeparatePair, ...])


def are_separated(one: Group, other: Group) -> bool:
    """Return True if an editor keeps a record of one group apart from a record of the other."""
    separated = _others()
    return any(record.reference in separated and _has_any(other, separated[record.reference]) for record in one)


def _has_any(group: Group, references: set[str]) -> bool:
    return any(record.reference in references for record in group)


@cache
def _others() -> Mapping[str, set[str]]:
    """Map each record of a pair to the records from which it is kept apart."""
    others: dict[str, set[str]] = defaultdict(set)
    for pair in separate_pairs():
        one, other = pair.records
        others[one].add(other)
        others[other].add(one)
    return dict(others)
