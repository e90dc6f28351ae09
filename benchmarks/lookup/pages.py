"""Exact answers with their whole pages, compared with bare reads of the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing

import aiosqlite

from benchmarks.limits import MAX_OPTION_LENGTH
from benchmarks.lookup.measuring import Took, show, summary, timed
from benchmarks.quality.sampling import draw
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.reader import Lexicon
from bot.terms.model import NameKind

READ = "SELECT * FROM entry WHERE id = ?"


async def measure(dictionary: Dictionary, number: int, seed: int) -> None:
    """Look up so many headwords and so many synonyms, read the rows of their entries, and print the time of both."""
    lexicon = dictionary.lexicon
    drawn = {
        "headword": draw(await _strings(lexicon, "SELECT headword FROM entry"), number, seed),
        "synonym": draw(
            await _strings(lexicon, "SELECT name FROM name WHERE kind = ?", NameKind.SYNONYM), number, seed
        ),
    }
    address = f"{lexicon.path.as_uri()}?mode=ro&immutable=1"
    async with aiosqlite.connect(address, uri=True) as in_a_thread:
        with closing(sqlite3.connect(address, uri=True)) as bare:
            rows = [
                row for what, names in drawn.items() for row in await _rows(dictionary, bare, in_a_thread, what, names)
            ]
    show(
        "Exact answer with its whole page: milliseconds, and how many times the bare read",
        ["what", "queries", "median", "p99", "processor", "median ×", "p99 ×"],
        rows,
    )


async def _strings(lexicon: Lexicon, sql: str, *values: str) -> set[str]:
    return {row[0] for row in await lexicon.rows(sql, *values)}


async def _rows(
    dictionary: Dictionary, bare: sqlite3.Connection, in_a_thread: aiosqlite.Connection, what: str, names: Sequence[str]
) -> list[list[object]]:
    """Time the look-up of these names, and two ways to read the entries that they lead to."""
    ids = {name: found for name in names if (found := await _entry_of(dictionary, name)) is not None}

    async def look_up(name: str) -> object:
        return await dictionary.look_up(name)

    async def read(name: str) -> object:
        return bare.execute(READ, (ids[name],)).fetchone()

    async def read_in_a_thread(name: str) -> object:
        return await in_a_thread.execute_fetchall(READ, (ids[name],))

    floor = await _times(read, list(ids))
    return [
        _row(f"look up a {what}", await _times(look_up, list(ids)), floor),
        _row("  bare read of its entry", floor, floor),
        _row("  the same through aiosqlite", await _times(read_in_a_thread, list(ids)), floor),
    ]


async def _entry_of(dictionary: Dictionary, name: str) -> int | None:
    """The row of the entry that a name is answered with. Reading it here fills the system's cache for all methods."""
    if len(name) > MAX_OPTION_LENGTH or (entry := (await dictionary.look_up(name)).entry) is None:
        return None
    return int((await dictionary.lexicon.rows("SELECT id FROM entry WHERE key = ?", entry.key))[0][0])


async def _times(work: Callable[[str], Awaitable[object]], names: Sequence[str]) -> list[Took]:
    return [(await timed(lambda name=name: work(name)))[1] for name in names]  # type: ignore[misc]


def _row(what: str, took: Sequence[Took], floor: Sequence[Took]) -> list[object]:
    middle, late, processor = summary(took)
    least_middle, least_late, _ = summary(floor)
    return [what, len(took), middle, late, processor, middle / least_middle, late / least_late]
