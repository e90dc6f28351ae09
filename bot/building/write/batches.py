"""Rows of the lexicon file in batches that can be sent to another process.

A batch has rows as the tables do, so that only compiled code touches each of a million names and forms again.
"""

from __future__ import annotations

import msgspec

# The id of the first row in the tables `entry` and `name`; the others are numbered from there.
FIRST_ID = 1

# id, key, headword, hint, kind, is_medicine, weight, parents, neighbours, document
EntryRow = tuple[int, str, str, str, str | None, bool, int, str, bytes, bytes]
# id, entry, name, folded, kind, source, weight, places, others
NameRow = tuple[int, int, str, str, str, str, int, str, str]
# form, name
FormRow = tuple[str, int]


# part, meaning, entry
PartRow = tuple[str, str, int]
# form, entry, said, distance
PhraseRow = tuple[str, int, str, int]
# entry, sites
SitesRow = tuple[int, bytes]
# entry, subject
SubjectRow = tuple[int, int]


class EntryTexts(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The texts of an entry for the directory and the word index.

    `sorting_form` is the form by which the headword is sorted, `kind` the semantic type, `names` all names and
    phrases in lower case and `parts` the meanings of its word parts, each on a line; `parents` are the headwords of
    what it is a kind of, `defined_by` has the source and language of each of the `definitions`.
    """

    id: int
    headword: str
    sorting_form: str
    kind: str | None
    names: str
    parts: str
    parents: list[str]
    definitions: list[str]
    defined_by: list[tuple[str, str]]


class Batch(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Rows of the tables `entry`, `name`, `form`, `word_part`, `phrase`, `entry_site` and `entry_subject` in
    schema.sql, and the texts of each entry.
    """

    entries: list[EntryRow]
    names: list[NameRow]
    forms: list[FormRow]
    parts: list[PartRow]
    phrases: list[PhraseRow]
    sites: list[SitesRow]
    subjects: list[SubjectRow]
    texts: list[EntryTexts]


pack_batch = msgspec.msgpack.Encoder().encode
read_batch = msgspec.msgpack.Decoder(Batch).decode
