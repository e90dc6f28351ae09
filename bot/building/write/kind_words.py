"""The table `kind_word`: how many entries of each kind have a word where definitions say what a thing is."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from bot.lexicon.description_search.kinds import ALL_ENTRIES, KIND_NUMBERS, packed_counts

# Stems of fewer entries are not stored.
MIN_ENTRIES = 3


class KindWords:
    """Counts the kinds of entries for each stem, all by their numbers."""

    def __init__(self) -> None:
        self._kinds: defaultdict[int, Counter[int]] = defaultdict(Counter)

    def add(self, kind: int, stems: Iterable[int]) -> None:
        """Count an entry of a kind with these stems, each given once."""
        self._kinds[ALL_ENTRIES][kind] += 1
        for stem in stems:
            self._kinds[stem][kind] += 1

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the table, with the counts of all entries."""
        rows = (
            (stem, packed_counts(kinds[number] for number in KIND_NUMBERS.values()))
            for stem, kinds in sorted(self._kinds.items())
            if stem == ALL_ENTRIES or kinds.total() >= MIN_ENTRIES
        )
        connection.executemany("INSERT INTO kind_word VALUES (?, ?)", rows)
