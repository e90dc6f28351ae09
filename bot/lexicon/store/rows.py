"""Rows of a lexicon file as data: pages of entries, owners of names, completions."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sized
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bot.lexicon.model import Choice, Completion, EntryReference
from bot.terms.model import Name, SemanticType


@dataclass(frozen=True, slots=True)
class StoredPage:
    """Everything that the page of an entry shows, as it is stored."""

    document: bytes = b""
    neighbours: bytes = b""
    of_parents: str = ""


NO_PAGE = StoredPage()


@dataclass(frozen=True, slots=True)
class EntryNames:
    """The names of an entry, from its document."""

    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryParents:
    """The part of an entry's document that is read for its parents."""

    subclass_of: tuple[EntryReference, ...] = ()


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """The columns of an entry that say what it is, without its document. `id` is its number, `kind` as in
    `NameOwner`.
    """

    id: int
    key: str
    headword: str
    kind: SemanticType | None
    is_medicine: bool


# The columns of a StoredPage.
PAGE_COLUMNS = """entry.document, entry.neighbours, (
    SELECT '[' || coalesce(group_concat(parent.neighbours), '') || ']'
    FROM json_each(entry.parents) CROSS JOIN entry AS parent ON parent.id = json_each.value
) AS of_parents"""


@dataclass(frozen=True, slots=True)
class NameOwner:
    """An entry that owns a name: the name, and the entry as a choice among several.

    `places` has, for each spelling of the name in a curated list, the position of the entry among its senses, from 1;
    it is empty if no list has the name. `kind` is the semantic type, None if no source gives one. `others` are the ids
    of the sources that have the name besides its own. `page` is the whole entry, still encoded: reading it with the
    name saves a second query, and only one of the owners is shown.
    """

    name: Name
    choice: Choice
    weight: int
    places: Mapping[str, int] = field(default_factory=dict, hash=False)
    others: tuple[str, ...] = ()
    kind: SemanticType | None = None
    page: StoredPage = field(default=NO_PAGE, repr=False, compare=False)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all sources that have the name, the plainest first."""
        return self.name.source, *self.others

    @property
    def place(self) -> int:
        """The best of the positions in `places`; 0 if no list has the name."""
        return min(self.places.values(), default=0)


def marks(values: Sized) -> str:
    """Return a question mark for each of these values, for a condition like `IN (?, ?)`."""
    return ", ".join("?" * len(values))


def name_owner(row: dict[str, Any], page: StoredPage = NO_PAGE) -> NameOwner:
    """Return the owner of a name from a row with the name and the entry as a choice, and from its page if that was
    read.
    """
    weight = msgspec.convert(row["weight"], int)
    places = msgspec.json.decode(row["places"], type=dict[str, int]) if row["places"] else {}
    others = tuple(msgspec.convert(row["others"], str).split())
    kind = msgspec.convert(row["entry_kind"], SemanticType | None)
    return NameOwner(msgspec.convert(row, Name), msgspec.convert(row, Choice), weight, places, others, kind, page)


def completion(row: sqlite3.Row) -> Completion:
    """Return a completion from a row with the name, and the entry's columns of the same names."""
    return msgspec.convert({**dict(row), "is_medicine": bool(row["is_medicine"])}, Completion)


def entry_summary(row: sqlite3.Row) -> EntrySummary:
    """Return the summary from a row with its columns."""
    return msgspec.convert({**dict(row), "is_medicine": bool(row["is_medicine"])}, EntrySummary)


def stored_page(row: sqlite3.Row) -> StoredPage:
    """Return the page from a row with PAGE_COLUMNS."""
    return StoredPage(row["document"], row["neighbours"], row["of_parents"])
