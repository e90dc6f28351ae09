"""Entries become the lexicon file: written beside its final path, checked, and only then put in its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import chain, count, islice, starmap
from pathlib import Path

import msgspec

from bot import __version__
from bot.building.entries import BuiltEntry
from bot.building.name_index import write_name_index
from bot.building.report import BuildReport, SharedNames, shared_names
from bot.building.word_index import index_words
from bot.errors import DataError
from bot.lexicon.model import InstalledSource, NameKind
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
# Nobody reads the file before it is whole, so nothing need be undone.
WRITING = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
# Long documents make a third less work on large pages.
PAGE = 16_384
ENTRIES_AT_ONCE = 250
ENCODER = msgspec.json.Encoder()


def write(
    path: Path,
    sources: list[InstalledSource],
    entries: Iterable[BuiltEntry],
    report: Callable[[SharedNames], BuildReport],
) -> BuildReport:
    """Write a new lexicon file but for the index over its names; return what `report` says once all entries are written.

    What is missing is left to `finish`, so that nothing that the entries were made from need be in memory any more.
    """
    with closing(_open(path)) as connection:
        connection.executescript(f"PRAGMA page_size = {PAGE}; {schema()}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        _write_sources(connection, sources)
        _write_entries(connection, entries)
        _index_tables(connection)
        done = report(shared_names(connection))
        built = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute("INSERT INTO build VALUES (?, ?, ?)", (built, __version__, msgspec.json.encode(done)))
        connection.commit()
    return done


def finish(path: Path) -> None:
    """Write the indexes over the words and names of a file that `write` has written, and check the file.

    Raises DataError when it did not come out whole.
    """
    with closing(_open(path)) as connection:
        index_words(connection, _languages(connection))
        write_name_index(connection)
        connection.commit()
        _check(path, connection)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript(WRITING)
    return connection


def _write_sources(connection: sqlite3.Connection, sources: list[InstalledSource]) -> None:
    rows = ((source.id, position, msgspec.json.encode(source)) for position, source in enumerate(sources))
    connection.executemany("INSERT INTO source VALUES (?, ?, ?)", rows)


def _languages(connection: sqlite3.Connection) -> list[str]:
    """The languages of the sources in a lexicon."""
    rows = connection.execute("SELECT description FROM source ORDER BY position")
    return [msgspec.json.decode(description, type=InstalledSource).language for (description,) in rows]


def _write_entries(connection: sqlite3.Connection, entries: Iterable[BuiltEntry]) -> None:
    connection.execute("CREATE TEMP TABLE unsorted_form (form TEXT NOT NULL, name INTEGER NOT NULL)")
    numbered = enumerate(entries, start=1)
    name_ids = count(1)
    while batch := list(islice(numbered, ENTRIES_AT_ONCE)):
        names = [(next(name_ids), id, *row) for id, built in batch for row in _name_rows(built)]
        forms = chain.from_iterable(built.forms for _, built in batch)
        form_rows = [(form, name[0]) for name, its_forms in zip(names, forms, strict=True) for form in its_forms]
        connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", starmap(_entry_row, batch))
        connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)", names)
        connection.executemany("INSERT INTO unsorted_form VALUES (?, ?)", form_rows)


def _entry_row(id: int, built: BuiltEntry) -> tuple[int, str, str, str, str | None, int, bytes, bytes]:
    entry = built.entry
    kind = entry.semantic_types[0].value if entry.semantic_types else None
    related, document = ENCODER.encode(built.related), ENCODER.encode(entry)
    return id, entry.key, entry.headword, built.hint, kind, built.weight, related, document


def _name_rows(built: BuiltEntry) -> Iterator[tuple[str, str, str, str, int]]:
    folded_headword = fold(built.entry.headword)
    for name, folded in zip(built.entry.names, built.folded, strict=True):
        share = 1.0 if folded == folded_headword else SHARE_OF_WEIGHT[name.kind]
        yield name.name, folded, name.kind.value, name.source, _weight(name.name, share, built.weight)


def _weight(name: str, share: float, entrys: int) -> int:
    """How likely a name is meant: by how well its entry is known and what the name is to it; of two that are alike in that,
    the shorter.
    """
    if ", " in name and is_inverted(name):
        share *= SHARE_OF_INVERTED
    return round(POINTS_OF_WEIGHT * share * entrys) - min(len(name), MOST_CHARACTERS_COUNTED)


def _index_tables(connection: sqlite3.Connection) -> None:
    # A table without rowids is written fastest in the order of its key.
    connection.execute("INSERT INTO form SELECT form, name FROM unsorted_form ORDER BY form, name")
    connection.execute("DROP TABLE unsorted_form")
    connection.execute("CREATE INDEX name_by_folded ON name (folded, weight)")
    connection.execute("CREATE INDEX name_by_entry ON name (entry)")


def _check(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file that SQLite finds fault with or that has no entry."""
    verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
    (entries,) = connection.execute("SELECT count(*) FROM entry").fetchone()
    if verdict != "ok" or entries == 0:
        raise DataError(
            f"The lexicon {path} did not come out whole ({verdict}, {entries} entries).",
            "Check the free space on the disk, then run `medlex build`.",
        )
