"""Names that several entries share: readers are asked which one they mean, and `medlex check` reports them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

MAX_NAMED = 20


@dataclass(frozen=True, slots=True)
class SharedNames:
    """The number of names that lead to several entries, and the best known of them."""

    count: int = 0
    best_known: tuple[str, ...] = ()


def shared_names(lexicon: sqlite3.Connection) -> SharedNames:
    """Return the names that several entries of a written lexicon own.

    They are ordered by the weight of all their owners except the best known: these are the meanings that a reader could
    miss.
    """
    rows = lexicon.execute(
        "SELECT folded FROM name GROUP BY folded HAVING count(*) > 1 ORDER BY sum(weight) - max(weight) DESC, folded"
    ).fetchall()
    return SharedNames(len(rows), tuple(name for (name,) in rows[:MAX_NAMED]))
