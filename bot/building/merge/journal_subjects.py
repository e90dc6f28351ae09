"""The subjects of journals that fit an entry, from data/journal_subjects.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from bot.building.merge.records import Group
from bot.files import shipped_tables
from bot.terms.model import SemanticType

BETWEEN_NUMBERS = "."
FILE = "journal_subjects.toml"


class Fitting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of subjects by branch of the MeSH tree ("C08"), and by kind for entries in none of these branches."""

    mesh: Mapping[str, tuple[str, ...]]
    kinds: Mapping[SemanticType, tuple[str, ...]]


@cache
def fitting() -> Fitting:
    """Return the tables of the file."""
    return msgspec.convert(shipped_tables(FILE), Fitting)


@cache
def subject_numbers() -> Mapping[str, int]:
    """Return the number of each subject in the lexicon file, from 1, by its name."""
    names = (name for table in (fitting().mesh, fitting().kinds) for each in table.values() for name in each)
    return {name: number for number, name in enumerate(dict.fromkeys(names), start=1)}


def journal_subjects(group: Group, kinds: Sequence[SemanticType]) -> tuple[int, ...]:
    """Return the numbers of the subjects that fit an entry of these records and kinds: those of the branches of MeSH
    that its records are in, else those of its first kind.
    """
    numbers = {number for record in group for number in record.concept.tree_numbers}
    names = {name for number in numbers for name in _of_branch(number)} if numbers else set[str]()
    names = names or {name for kind in kinds[:1] for name in fitting().kinds.get(kind, ())}
    return tuple(sorted(map(subject_numbers().__getitem__, names)))


def _of_branch(number: str) -> tuple[str, ...]:
    """The subjects of the longest listed branch that a tree number is in."""
    listed = fitting().mesh
    return next((listed[branch] for branch in _branches(number) if branch in listed), ())


def _branches(number: str) -> Iterator[str]:
    """A tree number and those above it: "C08.127.108", "C08.127", "C08"."""
    while number:
        yield number
        number = number.rpartition(BETWEEN_NUMBERS)[0]
