"""The semantic types and therapeutic uses of branches of the MeSH tree, by `branches.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import msgspec

from bot.terms.model import SemanticType


class Branches(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Tree numbers of branches (`branches.toml`, which explains the fields)."""

    therapeutic: tuple[str, ...]
    not_for_patients: tuple[str, ...]
    substance_related: str
    bodily_mental_disorders: tuple[str, ...]
    types: dict[str, SemanticType]
    replaced_by: dict[SemanticType, frozenset[SemanticType]]


BRANCHES = msgspec.toml.decode((files(__package__) / "branches.toml").read_bytes(), type=Branches)
LENGTHS = sorted({len(branch) for branch in BRANCHES.types}, reverse=True)


def semantic_types(tree_numbers: tuple[str, ...]) -> tuple[SemanticType, ...]:
    """Return the semantic types of a descriptor with these tree numbers, each once, without those that another type
    replaces.
    """
    is_bodily = any(number[:1] == "C" and not number.startswith(BRANCHES.substance_related) for number in tree_numbers)
    telling = (n for n in tree_numbers if not (is_bodily and n.startswith(BRANCHES.bodily_mental_disorders)))
    types = dict.fromkeys(filter(None, map(semantic_type, telling)))
    return tuple(type for type in types if BRANCHES.replaced_by.get(type, frozenset()).isdisjoint(types))


def semantic_type(tree_number: str) -> SemanticType | None:
    """Return the semantic type of the longest listed branch with this tree number; None if none is listed."""
    branches = (tree_number[:length] for length in LENGTHS)
    return next((BRANCHES.types[branch] for branch in branches if branch in BRANCHES.types), None)


def is_therapeutic(tree_numbers: Iterable[str]) -> bool:
    """Return True if the descriptor with these tree numbers is an action that medicines have."""
    return any(
        number.startswith(BRANCHES.therapeutic) and not number.startswith(BRANCHES.not_for_patients)
        for number in tree_numbers
    )
