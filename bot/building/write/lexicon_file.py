"""Write entries to the lexicon file: beside its final path, and checked before it is put in place.

It is written in three steps, `write_entries`, `write_indexes` and `finish`, so that the first two can run in another
process than the one that makes the entries and the name index.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot import __version__
from bot.building.inputs import concepts_of
from bot.building.workers import without_garbage_collection
from bot.building.write.batches import read_batch
from bot.building.write.directory import begin_directory, note_defined, plain_sources, write_directory
from bot.building.write.entry_texts import StemNumbers, write_entry_texts
from bot.building.write.journals import write_journals
from bot.building.write.kind_words import KindWords
from bot.building.write.word_index import IndexedWords, Vocabulary, index_words, write_words
from bot.errors import DataError
from bot.files import flush
from bot.lexicon.store.appended import append, laid_out
from bot.lexicon.store.name_index_blocks import blocks_of
from bot.lexicon.store.schema import APPLICATION_ID, SCHEMA_VERSION, schema
from bot.terms.model import Journal
from bot.terms.source import InstalledSource

if TYPE_CHECKING:  # the process that writes need not import the modules that make entries
    from bot.building.report import BuildReport
    from bot.lexicon.store.name_index import NameIndex

# Shared names that are listed.
MAX_SHARED_NAMES = 20
# Nobody reads the file before it is whole, so no transaction has to be undone.
WRITING = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
# Bytes. Long documents take a third less time on large pages.
PAGE_SIZE = 16_384


@dataclass(frozen=True, slots=True)
class SharedNames:
    """The names that lead to several entries: how many, and the best known of them."""

    count: int = 0
    best_known: tuple[str, ...] = ()


@without_garbage_collection()
def write_entries(
    batches: Iterable[bytes], path: Path, sources: list[InstalledSource], archives: Sequence[Path] = ()
) -> Vocabulary:
    """Write a new lexicon file of sources and batches of entries (`bot.building.write.batches`), with the words of
    each entry. Returns all words.

    The words of the archives are prepared before the first batch comes. What is missing is left to `write_indexes` and
    `finish`.
    """
    words, numbers = IndexedWords(), StemNumbers()
    if archives:
        words.prepare(concepts_of(archives))
    with closing(_open(path)) as connection:
        connection.executescript(f"PRAGMA page_size = {PAGE_SIZE}; {schema()}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        _write_sources(connection, sources)
        _write_entries(connection, batches, words, numbers, plain_sources(sources))
        connection.commit()
    return words.vocabulary({source.language for source in sources}, numbers.by_stem)


@without_garbage_collection()
def write_indexes(path: Path, vocabulary: Vocabulary) -> SharedNames:
    """Write all indexes of a file by `write_entries`, except the name index. Returns the names that lead to several
    entries.
    """
    with closing(_open(path)) as connection:
        _index_tables(connection)
        write_directory(connection)
        index_words(connection, vocabulary, _languages(connection))
        shared = _shared_names(connection)
        connection.commit()
    flush(path)  # while the other process is still at work
    return shared


def finish(
    path: Path,
    name_index: NameIndex,
    report: BuildReport,
    journals: Iterable[tuple[str, Journal]] = (),
) -> None:
    """Write the journals, each with the id of its source, and the report of the build, check the file, and write the
    name index behind it.

    Raises DataError if the file is not whole.
    """
    with closing(_open(path)) as connection:
        write_journals(connection, journals)
        rows = ((name, *astuple(block)) for name, block in laid_out(blocks_of(name_index)))
        connection.executemany("INSERT INTO name_index VALUES (?, ?, ?, ?)", rows)
        built = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute("INSERT INTO build VALUES (?, ?, ?)", (built, __version__, msgspec.json.encode(report)))
        connection.commit()
        _check(path, connection)
    append(path, blocks_of(name_index))


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


def _write_entries(
    connection: sqlite3.Connection,
    batches: Iterable[bytes],
    words: IndexedWords,
    numbers: StemNumbers,
    plain: frozenset[str],
) -> None:
    begin_directory(connection)
    kinds = KindWords()
    connection.execute("CREATE TABLE unsorted_form (form TEXT NOT NULL, name INTEGER NOT NULL)")
    for batch in map(read_batch, batches):
        connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", batch.entries)
        connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", batch.names)
        connection.executemany("INSERT INTO unsorted_form VALUES (?, ?)", batch.forms)
        connection.executemany("INSERT INTO word_part VALUES (?, ?, ?)", batch.parts)
        connection.executemany("INSERT INTO phrase VALUES (?, ?, ?, ?)", batch.phrases)
        connection.executemany("INSERT INTO entry_site VALUES (?, ?)", batch.sites)
        connection.executemany("INSERT INTO entry_subject VALUES (?, ?)", batch.subjects)
        write_words(connection, batch.texts, words)
        write_entry_texts(connection, batch.texts, numbers, kinds)
        note_defined(connection, batch.texts, plain)
    kinds.write(connection)


def _index_tables(connection: sqlite3.Connection) -> None:
    # A table without rowids is written fastest in the order of its key.
    connection.execute("INSERT INTO form SELECT form, name FROM unsorted_form ORDER BY form, name")
    connection.execute("DROP TABLE unsorted_form")
    connection.execute("CREATE INDEX name_by_folded ON name (folded, weight)")
    connection.execute("CREATE INDEX name_by_entry ON name (entry)")
    connection.executemany("INSERT INTO phrase_word VALUES (?, ?)", _phrase_words(connection))


def _phrase_words(lexicon: sqlite3.Connection) -> list[tuple[str, int]]:
    """Each word of the forms of phrases, and how many different forms have it."""
    forms = lexicon.execute("SELECT DISTINCT form FROM phrase")
    return sorted(Counter(chain.from_iterable(form.split() for (form,) in forms)).items())


def _shared_names(lexicon: sqlite3.Connection) -> SharedNames:
    """The names that belong to several entries of a written lexicon.

    They are ordered by the weight of all their owners but the best known one: the others are what a reader may mean
    instead.
    """
    rows = lexicon.execute(
        "SELECT folded FROM name GROUP BY folded HAVING count(*) > 1 ORDER BY sum(weight) - max(weight) DESC, folded"
    ).fetchall()
    return SharedNames(len(rows), tuple(name for (name,) in rows[:MAX_SHARED_NAMES]))


def _check(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file that SQLite finds damaged or that has no entry."""
    verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
    (entries,) = connection.execute("SELECT count(*) FROM entry").fetchone()
    if verdict != "ok" or entries == 0:
        raise DataError(
            f"The lexicon {path} did not come out whole ({verdict}, {entries} entries).",
            "Check the free space on the disk, then run `medlex build`.",
        )
