"""Editorial choices: decisions about single entries that no rule gets right. `data/choices.toml` documents its keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from bot.building.merge.records import Group
from bot.files import shipped_tables
from bot.terms.model import SemanticType


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of `data/choices.toml`.

    `record` is "source:code" of a record of the entry. `headword` and `kinds` replace those that the rules
    would choose; the names in `filed` become entry terms. `reason` says why.
    """

    record: str
    reason: str
    headword: str | None = None
    kinds: tuple[SemanticType, ...] = ()
    filed: tuple[str, ...] = ()


@cache
def choices() -> tuple[Choice, ...]:
    """Return all choices that ship with Medlex; the file is read once."""
    return msgspec.convert(shipped_tables("choices.toml")["choice"], tuple[Choice, ...])


def choice_of(group: Group) -> Choice | None:
    """Return the choice for the entry that a group becomes, or None: most entries have none."""
    chosen = _by_record()
    return next((chosen[record.reference] for record in group if record.reference in chosen), None)


@cache
def _by_record() -> Mapping[str, Choice]:
    return {choice.record: choice for choice in choices()}
