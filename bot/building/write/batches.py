"""What of the entries goes into the lexicon file, in batches that can be handed to another process.

A batch holds rows as the tables have them, so that only compiled code touches each of a million names and forms once more.
"""

from __future__ import annotations

import msgspec

# The numbers of the first entry in the table `entry` and of the first name in `name`; the others follow in their order.
FIRST = 1

# id, key, headword, hint, kind, is_medicine, weight, parents, neighbours, document
EntryRow = tuple[int, str, str, str, str | None, bool, int, str, bytes, bytes]
# id, entry, name, folded, kind, source, weight, place, others
NameRow = tuple[int, int, str, str, str, str, int, int, str]
# form, name
FormRow = tuple[str, int]


class EntryTexts(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What the directory and the index of words need of an entry: its number, the form that its headword is sorted by, its semantic
    type, all its names in lower case with spaces between, all its definitions, and the source and language of each of these.
    """

    id: int
    sorting_form: str
    kind: str | None
    names: str
    definitions: list[str]
    defined_by: list[tuple[str, str]]


class Batch(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Rows of the tables `entry`, `name` and `form` in schema.sql, and the texts of each entry."""

    entries: list[EntryRow]
    names: list[NameRow]
    forms: list[FormRow]
    texts: list[EntryTexts]


packed_batch = msgspec.msgpack.Encoder().encode
read_batch = msgspec.msgpack.Decoder(Batch).decode
