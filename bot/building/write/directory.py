"""Write the directory: entries in alphabetical order, and those written for the general public by topic."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import accumulate

from bot.building.write.batches import EntryTexts
from bot.terms.model import SemanticType
from bot.terms.source import InstalledSource
from bot.terms.word_forms import initial

# The plainness of sources for the general public; see `plainness` in data/sources.toml.
MAX_PLAINNESS = 2
GROUPS = {kind.value: kind.group.value for kind in SemanticType}
# The tables, and the columns that divide each into parts.
LISTS = {"directory": ("initial",), "plain_entry": ("language", "semantic_group")}


def begin_directory(connection: sqlite3.Connection) -> None:
    """Make the tables that collect entries, unsorted, while they are written."""
    for name, parts in LISTS.items():
        columns = ", ".join(f"{part} TEXT NOT NULL" for part in parts)
        connection.execute(f"CREATE TABLE unsorted_{name} ({columns}, form TEXT NOT NULL, entry INTEGER NOT NULL)")


def note_defined(connection: sqlite3.Connection, entries: Iterable[EntryTexts], plain: frozenset[str]) -> None:
    """Add the defined ones of some entries; `plain` are the ids of the sources written for the general public."""
    defined = [entry for entry in entries if entry.defined_by]
    rows = ((initial(entry.sorting_form), entry.sorting_form, entry.id) for entry in defined)
    connection.executemany("INSERT INTO unsorted_directory VALUES (?, ?, ?)", rows)
    connection.executemany("INSERT INTO unsorted_plain_entry VALUES (?, ?, ?, ?)", _plain_rows(defined, plain))


def write_directory(connection: sqlite3.Connection) -> None:
    """Write the directory and the list of plainly defined entries from what was collected."""
    for name, parts in LISTS.items():
        _write_list(connection, name, ", ".join(parts))
        connection.execute(f"DROP TABLE unsorted_{name}")


def _write_list(connection: sqlite3.Connection, name: str, parts: str) -> None:
    """Write a sorted list, and where each of its parts begins."""
    order = f"SELECT row_number() OVER (ORDER BY {parts}, form, entry) - 1, entry FROM unsorted_{name}"
    connection.execute(f"INSERT INTO {name} {order}")
    counted = f"SELECT {parts}, count(*) FROM unsorted_{name} GROUP BY {parts} ORDER BY {parts}"
    rows = connection.execute(counted).fetchall()
    firsts = accumulate((row[-1] for row in rows), initial=0)
    for row, first in zip(rows, firsts, strict=False):
        marks = ", ".join("?" * (len(row) + 1))
        connection.execute(f"INSERT INTO {name}_part VALUES ({marks})", (*row[:-1], first, row[-1]))


def plain_sources(sources: Iterable[InstalledSource]) -> frozenset[str]:
    """The ids of the sources that are written for the general public."""
    return frozenset(source.id for source in sources if source.plainness <= MAX_PLAINNESS)


def _plain_rows(defined: Iterable[EntryTexts], plain: frozenset[str]) -> Iterator[tuple[str, str, str, int]]:
    for entry in defined:
        group = GROUPS[entry.kind] if entry.kind else ""
        for language in {language for source, language in entry.defined_by if source in plain}:
            yield language, group, entry.sorting_form, entry.id
