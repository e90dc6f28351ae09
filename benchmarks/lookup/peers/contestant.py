"""The interface of a contestant, and the names that all but ours are given."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

MAX_SHOWN = 25

# The likelier names first, so that who does not decide between equals shows those.
NAMES = "SELECT name.folded, entry.key FROM name JOIN entry ON entry.id = name.entry ORDER BY name.weight DESC, name.id"


class Contestant(Protocol):
    """Finds entries by similar names. All that can be prepared is prepared by `open`."""

    async def open(self) -> None:
        """Get ready to answer."""

    async def find(self, typed: str) -> list[str]:
        """The keys of the entries with the names most similar to a folded query, best first, each once, at most 25."""

    async def close(self) -> None:
        """Release everything."""

    def outside_bytes(self) -> int:
        """Memory of other processes that work for it, in bytes."""

    def outside_seconds(self) -> float:
        """Processor time of other processes that work for it, in seconds; 0 if it cannot be measured."""


class InProcess:
    """Base of contestants that work in this process only."""

    async def close(self) -> None:
        """Do nothing: nothing is held open."""

    def outside_bytes(self) -> int:
        """Return 0."""
        return 0

    def outside_seconds(self) -> float:
        """Return 0."""
        return 0.0


def names(lexicon: Path) -> Iterator[tuple[str, str]]:
    """Every folded name of a lexicon, once for each entry that owns it, with the key of the entry; likelier ones
    first.
    """
    with closing(sqlite3.connect(f"{lexicon.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        yield from connection.execute(NAMES)


def keys(lexicon: Path) -> list[str]:
    """The keys of the entries that own the names, in the same order; each string held once."""
    held: dict[str, str] = {}
    return [held.setdefault(key, key) for _, key in names(lexicon)]


def each_once(keys: Iterable[str]) -> list[str]:
    """The first 25 different keys."""
    return list(dict.fromkeys(keys))[:MAX_SHOWN]
