"""Helpers of the tests of merging: fields of concepts, and the parents and other relations of entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.lexicon.model import Entry
from bot.sources.concept import Concept
from bot.terms.model import Relation, SemanticType


def of(*kinds: SemanticType) -> dict[str, Any]:
    """Return the fields of a concept of these kinds."""
    return {"semantic_types": kinds}


BODY_PART = of(SemanticType.BODY_PART)
DISEASE = of(SemanticType.DISEASE)


def only(made: dict[str, Entry]) -> Entry:
    """Return the single entry that was made."""
    (entry,) = made.values()
    return entry


def kinds(entry: Entry) -> list[str]:
    """Return the headwords of an entry's parents, in lower case."""
    return [parent.headword.lower() for parent in entry.subclass_of]


def wholes(entry: Entry) -> list[str]:
    """Return the headwords, in lower case, of the things that an entry is a part of."""
    return [whole.headword.lower() for whole in entry.part_of]


def related(entry: Entry, relation: Relation) -> list[str]:
    """Return the headwords, in lower case, of the entries with this relation to an entry."""
    return [other.headword.lower() for other in entry.related if other.relation is relation]


def two_headings(make_concept: Callable[..., Concept], child: str, parent: str, **fields: Any) -> list[Concept]:
    """Return two headings of a thesaurus, one filed below the other."""
    return [
        make_concept(parent, tree_numbers=("A1",), **BODY_PART),
        make_concept(child, tree_numbers=("A1.1",), **BODY_PART, **fields),
    ]
