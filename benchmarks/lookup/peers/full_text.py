"""SQLite's full-text index over letter trigrams (https://sqlite.org/fts5.html#the_trigram_tokenizer)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.lookup.peers.contestant import MAX_SHOWN, InProcess, each_once, names

TRIGRAM = 3


class FullText(InProcess):
    """FTS5 in memory: the names that share any trigram with the query, best bm25 first."""

    def __init__(self, lexicon: Path, keys: list[str]) -> None:
        self._path = lexicon
        self._keys = keys

    async def open(self) -> None:
        """Index every name."""
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE names USING fts5 (folded, tokenize = 'trigram')")
        rows = ((at, name) for at, (name, _) in enumerate(names(self._path)))
        self._connection.executemany("INSERT INTO names (rowid, folded) VALUES (?, ?)", rows)
        self._connection.execute("INSERT INTO names (names) VALUES ('optimize')")

    async def find(self, typed: str) -> list[str]:
        """The keys of the entries with the 25 best names."""
        rows = self._connection.execute(
            "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?", (any_trigram(typed), MAX_SHOWN)
        )
        return each_once(self._keys[at] for (at,) in rows)

    async def close(self) -> None:
        """Release the index."""
        self._connection.close()


def any_trigram(typed: str) -> str:
    """The query for every text with any trigram of this text; the text itself if it is shorter than a trigram."""
    trigrams = dict.fromkeys(typed[at : at + TRIGRAM] for at in range(max(len(typed) - TRIGRAM + 1, 1)))
    return " OR ".join('"' + trigram.replace('"', '""') + '"' for trigram in trigrams)
