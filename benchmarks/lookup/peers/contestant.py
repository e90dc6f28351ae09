"""What a contestant does, and the names that all but ours are given."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

MOST_SHOWN = 25

# The likelier names first, so that who does not decide between equals shows those.
NAMES = "SELECT name.folded, entry.key FROM name JOIN entry ON entry.id = name.entry ORDER BY name.weight DESC, name.id"


class Contestant(Protocol):
    """Finds entries by similar names. Whatever it can prepare is prepared by `open`."""

    async def open(self) -> None:
        """Get ready to answer."""

    async def find(self, typed: str) -> list[str]:
        """The keys of the entries with the names most similar to a folded query, best first, each once, at most 25."""

    async def close(self) -> None:
        """Let go of everything."""

    def outside_bytes(self) -> int:
        """How much memory it holds in other processes."""

    def outside_seconds(self) -> float:
        """How long other processes have worked for it so far, where that can be told."""


class InProcess:
    """What all contestants share that work in this process alone."""

    async def close(self) -> None:
        """Nothing is held open."""

    def outside_bytes(self) -> int:
        """None."""
        return 0

    def outside_seconds(self) -> float:
        """None."""
        return 0.0


def names(lexicon: Path) -> Iterator[tuple[str, str]]:
    """Every folded name of a lexicon, once for each entry that owns it, with the key of the entry; likelier ones first."""
    with closing(sqlite3.connect(f"{lexicon.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        yield from connection.execute(NAMES)


def keys(lexicon: Path) -> list[str]:
    """The keys of the entries that own the names, in the same order; each string held once."""
    held: dict[str, str] = {}
    return [held.setdefault(key, key) for _, key in names(lexicon)]


def each_once(keys: Iterable[str]) -> list[str]:
    """The first 25 different keys."""
    return list(dict.fromkeys(keys))[:MOST_SHOWN]
