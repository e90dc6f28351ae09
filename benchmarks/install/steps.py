"""The steps that are measured, each run in a process of its own, so that its memory can be measured."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import msgspec
from lxml import etree

from bot.building.build import build
from bot.lexicon.store.schema import schema
from bot.settings import Home
from bot.sources.archives.opening import members
from bot.sources.catalogue import source
from bot.sources.edition import Edition
from bot.sources.formats.registry import FORMATS
from bot.sources.installed import archive_path
from bot.sources.parsing import parse_into

# All tables with rows. Those that full-text indexes are kept in are among them, the indexes themselves are not
# (https://sqlite.org/fts5.html#fts5_data_structures).
TABLES = """
SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%' AND name NOT LIKE 'sqlite_%'
"""
BATCH = 10_000
UNDATED = Edition(label="2026", year=2026)


def parse(home: Path, id: str, path: Path) -> int:
    """Read a publisher's file into an archive. Returns the number of concepts."""
    folder = Home(home).sources
    folder.mkdir(parents=True, exist_ok=True)
    edition = FORMATS[source(id).format].edition(path) or UNDATED
    return parse_into(archive_path(folder, id), source(id), path, edition).concepts


def bare_parse(_: Path, id: str, path: Path) -> int:
    """Read a publisher's file and keep nothing: the floor of `parse`. Returns the number of records."""
    return sum(COUNTERS.get(source(id).format, _count_lines)(stream) for _, stream in members(path))


def _count_elements(stream: BinaryIO) -> int:
    count = 0
    for _, element in etree.iterparse(stream):
        count += 1
        element.clear()
    return count


def _count_results(stream: BinaryIO) -> int:
    return len(msgspec.json.decode(stream.read())["results"])


def _count_lines(stream: BinaryIO) -> int:
    return sum(1 for _ in stream)


COUNTERS: dict[str, Callable[[BinaryIO], int]] = {
    "mesh-descriptors": _count_elements,
    "medlineplus": _count_elements,
    "nci-glossary-api": _count_results,
}


def build_lexicon(home: Path, *_: object) -> int:
    """Build the lexicon from everything that is installed. Returns the number of names."""
    return build(Home(home)).names


def bare_insert(home: Path, *_: object) -> int:
    """Write the same rows into an empty lexicon, and index them: the floor of `build_lexicon`. Returns the number of
    rows.
    """
    target = Home(home).folder / "floor.sqlite3"
    target.unlink(missing_ok=True)
    count = 0
    with closing(sqlite3.connect(Home(home).lexicon)) as lexicon, closing(sqlite3.connect(target)) as floor:
        floor.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {schema()}")
        for (table,) in lexicon.execute(TABLES).fetchall():
            count += sum(_insert(floor, table, rows) for rows in _batches(lexicon, table))
        for (statement,) in lexicon.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"):
            floor.execute(statement)
        floor.commit()
    target.unlink()
    return count


def _batches(lexicon: sqlite3.Connection, table: str) -> Iterator[list[tuple[object, ...]]]:
    rows = lexicon.execute(f"SELECT * FROM {table}")  # noqa: S608 (names of our own tables)
    while batch := rows.fetchmany(BATCH):
        yield batch


def _insert(floor: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> int:
    marks = ", ".join("?" * len(rows[0]))
    floor.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)  # noqa: S608
    return len(rows)


STEPS: dict[str, Callable[..., int]] = {
    "parse": parse,
    "bare parse": bare_parse,
    "build": build_lexicon,
    "bare insert": bare_insert,
}
