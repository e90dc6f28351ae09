"""Entries become the lexicon file: written beside its final path, checked, and only then put in its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import msgspec

from bot import __version__
from bot.building.entries import BuiltEntry
from bot.building.name_index import write_name_index
from bot.building.report import BuildReport, SharedNames, shared_names
from bot.building.word_index import index_words
from bot.errors import DataError
from bot.lexicon.model import InstalledSource, Name, NameKind
from bot.lexicon.names import fold, is_inverted
from bot.lexicon.store import APPLICATION_ID, SCHEMA_VERSION, schema

# How much of its entry's weight each kind of name has while someone types; the headword has all of it.
SHARE_OF_WEIGHT = {
    NameKind.PREFERRED: 0.7,
    NameKind.PLAIN: 0.85,
    NameKind.SYNONYM: 0.55,
    NameKind.FORMER: 0.4,
    NameKind.ABBREVIATION: 0.7,
    NameKind.ENTRY_TERM: 0.4,
}
# "Infarction, Splenic" is for alphabetical lists.
SHARE_OF_INVERTED = 0.9
POINTS_OF_WEIGHT = 10
MOST_CHARACTERS_COUNTED = 96


def write(
    path: Path,
    sources: list[InstalledSource],
    entries: Iterable[BuiltEntry],
    report: Callable[[SharedNames], BuildReport],
) -> BuildReport:
    """Write a new lexicon file and check it; return what `report` says once all entries are written.

    Raises DataError when the file does not come out whole.
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {schema()}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        _write_sources(connection, sources)
        _write_entries(connection, entries)
        _index_names(connection)
        index_words(connection, (source.language for source in sources))
        done = report(shared_names(connection))
        built = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute("INSERT INTO build VALUES (?, ?, ?)", (built, __version__, msgspec.json.encode(done)))
        connection.commit()
        _check(path, connection)
    return done


def _write_sources(connection: sqlite3.Connection, sources: list[InstalledSource]) -> None:
    rows = ((source.id, position, msgspec.json.encode(source)) for position, source in enumerate(sources))
    connection.executemany("INSERT INTO source VALUES (?, ?, ?)", rows)


def _write_entries(connection: sqlite3.Connection, entries: Iterable[BuiltEntry]) -> None:
    encoder = msgspec.json.Encoder()
    name_ids = count(1)
    connection.execute("CREATE TEMP TABLE unsorted_form (form TEXT NOT NULL, name INTEGER NOT NULL)")
    for id, built in enumerate(entries, start=1):
        entry = built.entry
        kind = entry.semantic_types[0].value if entry.semantic_types else None
        row = (id, entry.key, entry.headword, built.hint, kind, built.weight, encoder.encode(entry))
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        names = [(next(name_ids), id, *row) for row in _name_rows(built)]
        connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)", names)
        forms = ((form, row[0]) for row, its in zip(names, built.forms, strict=True) for form in its)
        connection.executemany("INSERT INTO unsorted_form VALUES (?, ?)", forms)


def _name_rows(built: BuiltEntry) -> Iterator[tuple[str, str, str, str, int]]:
    for name in built.entry.names:
        yield name.name, fold(name.name), name.kind.value, name.source, _weight(built, name)


def _weight(built: BuiltEntry, name: Name) -> int:
    """How likely a name is meant: by how well its entry is known and what the name is to it; of two that are alike in that,
    the shorter.
    """
    share = 1.0 if fold(name.name) == fold(built.entry.headword) else SHARE_OF_WEIGHT[name.kind]
    if is_inverted(name.name):
        share *= SHARE_OF_INVERTED
    return round(POINTS_OF_WEIGHT * share * built.weight) - min(len(name.name), MOST_CHARACTERS_COUNTED)


def _index_names(connection: sqlite3.Connection) -> None:
    # A table without rowids is written fastest in the order of its key.
    connection.execute("INSERT INTO form SELECT form, name FROM unsorted_form ORDER BY form, name")
    connection.execute("DROP TABLE unsorted_form")
    connection.execute("CREATE INDEX name_by_folded ON name (folded, weight)")
    connection.execute("CREATE INDEX name_by_entry ON name (entry)")
    write_name_index(connection)


def _check(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file that SQLite finds fault with or that has no entry."""
    verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
    (entries,) = connection.execute("SELECT count(*) FROM entry").fetchone()
    if verdict != "ok" or entries == 0:
        raise DataError(
            f"The lexicon {path} did not come out whole ({verdict}, {entries} entries).",
            "Check the free space on the disk, then run `medlex build`.",
        )
