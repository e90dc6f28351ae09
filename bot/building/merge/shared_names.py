"""The names that lead to several entries: what readers are asked about, and `medlex check` reports."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

MAX_NAMED = 20


@dataclass(frozen=True, slots=True)
class SharedNames:
    """The names that lead to several entries: how many, and the best known of them."""

    count: int = 0
    best_known: tuple[str, ...] = ()


def shared_names(lexicon: sqlite3.Connection) -> SharedNames:
    """The names that several entries of a written lexicon own.

    A name is known as well as all its owners but the best known are together: it is they that may be meant, too.
    """
    rows = lexicon.execute(
        "SELECT folded FROM name GROUP BY folded HAVING count(*) > 1 ORDER BY sum(weight) - max(weight) DESC, folded"
    ).fetchall()
    return SharedNames(len(rows), tuple(name for (name,) in rows[:MAX_NAMED]))
