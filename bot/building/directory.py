"""Entries in the order of a printed directory, and those written for anybody by what they are about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from bot.building.storing import StoredEntry
from bot.lexicon.model import InstalledSource, SemanticType
from bot.lexicon.sorting import initial, sorting_form

# Sources that are written for anybody; see `plainness` in data/sources.toml.
PLAIN_ENOUGH = 2
GROUPS = {kind.value: kind.group.value for kind in SemanticType}

# What tells the part of a list that an entry belongs to, what it is sorted by there, and the entry's number in the lexicon.
Line = tuple[tuple[str, ...], str, int]


class Directory:
    """Notes entries while they are written, and then writes the lists of them."""

    def __init__(self, sources: Iterable[InstalledSource]) -> None:
        self._plain = {source.id for source in sources if source.plainness <= PLAIN_ENOUGH}
        self._defined: list[Line] = []
        self._plainly_defined: list[Line] = []

    def note(self, entries: Iterable[tuple[int, StoredEntry]]) -> None:
        """Note those of some entries, with their numbers in the lexicon, that are defined."""
        for id, entry in entries:
            if entry.defined_by:
                self._note(id, entry)

    def _note(self, id: int, entry: StoredEntry) -> None:
        form = sorting_form(entry.headword)
        self._defined.append(((initial(form),), form, id))
        group = GROUPS[entry.kind] if entry.kind else ""
        languages = {language for source, language in entry.defined_by if source in self._plain}
        self._plainly_defined += [((language, group), form, id) for language in languages]

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the directory, and the list of entries that are defined for anybody."""
        _write_list(connection, "directory", self._defined)
        _write_list(connection, "plain_entry", self._plainly_defined)


def _write_list(connection: sqlite3.Connection, table: str, lines: list[Line]) -> None:
    """Write a list, sorted, into a table, and where its parts begin into the table of its parts."""
    lines.sort()
    connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", enumerate(map(itemgetter(2), lines)))
    first = 0
    for part, its_lines in groupby(lines, itemgetter(0)):
        entries = sum(1 for _ in its_lines)
        row = (*part, first, entries)
        connection.execute(f"INSERT INTO {table}_part VALUES ({', '.join('?' * len(row))})", row)
        first += entries
