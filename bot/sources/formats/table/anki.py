"""The notes of an Anki deck (.apkg, .colpkg): a zip archive with a SQLite database. Its table `notes` has the fields
of a note, separated by U+001F, and its note types have the names of the fields
(https://github.com/ankidroid/Anki-Android/wiki/Database-Structure).

In decks of the newest layout the database is compressed with Zstandard, which Python's standard library cannot read
before 3.14; Anki can also save the older layout.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, cast

import msgspec

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.bounds import bounded, decompression_limit
from bot.sources.archives.opening import DAMAGED
from bot.sources.formats.table.rows import Cell, Markup, RawTable, Row

# The names of the database, the newest first; "collection.anki21b" is the compressed one.
PACKED = "collection.anki21b"
DATABASES = ("collection.anki21", "collection.anki2")
BETWEEN_FIELDS = "\x1f"
EXPORT_AGAIN = 'Export it from Anki again with "Support older Anki versions" ticked, or as "Notes in Plain Text".'


class NoteType(msgspec.Struct, frozen=True):
    """A note type in the column `models`: its name and its fields."""

    name: str
    flds: list[dict[str, object]]


def is_deck(names: list[str]) -> bool:
    """Return True if a zip archive with these members is a deck."""
    return not {PACKED, *DATABASES}.isdisjoint(names)


def tables_of(path: Path) -> Iterator[RawTable]:
    """Yield the notes of each note type as a table whose columns are the fields. Raises DataError when the deck
    cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "notes.sqlite"
        _unpack(path, database)
        try:
            with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as connection:
                for id, note_type in _note_types(connection).items():
                    yield _table(path, connection, id, note_type)
        except (sqlite3.Error, msgspec.MsgspecError, KeyError, ValueError) as error:
            raise DataError(f"The Anki deck {path} cannot be read: {reason(error)}.", EXPORT_AGAIN) from error


def _unpack(path: Path, database: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            name = next((name for name in DATABASES if name in names), None)
            if name is None or (PACKED in names and name == DATABASES[-1]):
                raise DataError(
                    f"The Anki deck {path} is in a layout that only newer Anki versions read.", EXPORT_AGAIN
                )
            with archive.open(name) as packed, database.open("wb") as out:
                copyfileobj(bounded(cast(BinaryIO, packed), decompression_limit(path)), out)
    except DAMAGED as error:
        raise DataError(f"The Anki deck {path} cannot be read: {reason(error)}.", EXPORT_AGAIN) from error


def _note_types(connection: sqlite3.Connection) -> dict[str, list[str]]:
    ((models,),) = connection.execute("SELECT models FROM col LIMIT 1").fetchall()
    types = msgspec.json.decode(models, type=dict[str, NoteType])
    used = {str(id) for (id,) in connection.execute("SELECT DISTINCT mid FROM notes")}
    return {id: [str(field["name"]) for field in each.flds] for id, each in types.items() if id in used}


def _table(path: Path, connection: sqlite3.Connection, id: str, titles: list[str]) -> RawTable:
    # If one note type has a term and a definition, or there is only one, the other tables are optional.
    read_as = ["an Anki deck"]
    return RawTable(
        f"{path} (notes with {', '.join(titles)[:60]})",
        _rows(connection, id),
        read_as,
        titles,
        Markup.HTML,
        optional=True,
    )


def _rows(connection: sqlite3.Connection, id: str) -> Iterator[Row]:
    notes = connection.execute("SELECT flds FROM notes WHERE mid = ? ORDER BY id", (int(id),))
    for number, (fields,) in enumerate(notes, start=1):
        cells: list[Cell] = [*str(fields).split(BETWEEN_FIELDS)]
        yield Row(f"note {number}", cells)
