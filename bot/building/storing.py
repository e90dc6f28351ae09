"""What of each entry goes into the lexicon file, in batches that can be handed to another process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:  # who only reads the batches need not load what makes entries
    from bot.building.entries import BuiltEntry

ENTRIES_AT_ONCE = 250
# The number of the first entry in the table `entry`; the others follow in their order.
FIRST = 1
JSON = msgspec.json.Encoder()
PACKED = msgspec.msgpack.Encoder()


class StoredName(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One name of an entry: as typed, folded, in its normal forms, what it is to the entry, and the id of its source."""

    name: str
    folded: str
    forms: tuple[str, ...]
    kind: str
    source: str


class StoredEntry(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """An entry as schema.sql describes it, with its names, the texts of its definitions to index their words, and the source and
    language of each.
    """

    key: str
    headword: str
    hint: str
    kind: str | None
    weight: int
    parents: bytes
    neighbours: bytes
    document: bytes
    names: list[StoredName]
    definitions: list[str]
    defined_by: list[tuple[str, str]]


def batches(entries: Iterable[BuiltEntry]) -> Iterator[bytes]:
    """All entries in their order, a few hundred at once."""
    each = map(_stored, entries)
    while batch := list(islice(each, ENTRIES_AT_ONCE)):
        yield PACKED.encode(batch)


# What `batches` gives, read back.
read_batch = msgspec.msgpack.Decoder(list[StoredEntry]).decode


def _stored(built: BuiltEntry) -> StoredEntry:
    entry = built.entry
    each = zip(entry.names, built.folded, built.forms, strict=True)
    return StoredEntry(
        key=entry.key,
        headword=entry.headword,
        hint=built.hint,
        kind=entry.semantic_types[0].value if entry.semantic_types else None,
        weight=built.weight,
        parents=JSON.encode([FIRST + place for place in built.parents]),
        neighbours=JSON.encode(built.neighbours),
        document=JSON.encode(entry),
        names=[StoredName(name.name, folded, forms, name.kind, name.source) for name, folded, forms in each],
        definitions=[definition.text for definition in entry.definitions],
        defined_by=[(definition.source, definition.language) for definition in entry.definitions],
    )
