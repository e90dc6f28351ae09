"""Contestants in processes of their own, so that memory and processor time of each can be measured.

Each is started, prepares itself, and answers lists of queries that come through a pipe.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.lookup.measuring import Took, resident_bytes, timed
from benchmarks.lookup.peers.contestant import Contestant, keys

Make = Callable[[Path, list[str]], Contestant]

# Not among the queries: whatever is done at the first question only is done at this one.
FIRST_QUESTION = "qwerti uiop"


@dataclass(frozen=True, slots=True)
class Answered:
    """The outcome of one query (keys of entries, best first), and the time taken."""

    keys: list[str]
    took: Took


class Entrant:
    """A contestant as seen by the process that compares them."""

    def __init__(self, lexicon: Path, make: Make) -> None:
        spawning = multiprocessing.get_context("spawn")
        self._connection, theirs = spawning.Pipe()
        self._process = spawning.Process(target=_serve, args=(theirs, lexicon, make), daemon=True)
        self._process.start()
        theirs.close()
        self._receive()

    def ask(self, typed: Sequence[str]) -> list[Answered]:
        """Let it answer these queries, one after the other."""
        self._connection.send(list(typed))
        answered: list[Answered] = self._receive()
        return answered

    def close(self) -> int:
        """End it. Returns the bytes that it held beyond those of a process that only takes part."""
        self._connection.send(None)
        held: int = self._receive()
        self._process.join()
        return held

    def _receive(self) -> Any:
        received = self._connection.recv()
        if isinstance(received, Exception):
            raise received
        return received


def _serve(connection: Connection, lexicon: Path, make: Make) -> None:
    """Run one contestant until it is told to end. An error is sent to the process that asked."""
    try:
        asyncio.run(_take_part(connection, lexicon, make))
    except Exception as error:  # it is the referee's to deal with
        connection.send(error)


async def _take_part(connection: Connection, lexicon: Path, make: Make) -> None:
    contestant = make(lexicon, keys(lexicon))
    before = _settled_bytes()
    await contestant.open()
    await contestant.find(FIRST_QUESTION)
    connection.send("ready")
    while (typed := connection.recv()) is not None:
        connection.send([await _answered(contestant, query) for query in typed])
    connection.send(_settled_bytes() - before + contestant.outside_bytes())
    await contestant.close()


async def _answered(contestant: Contestant, query: str) -> Answered:
    outside = contestant.outside_seconds()
    found, took = await timed(lambda: contestant.find(query))
    return Answered(found, Took(took.wall, took.processor + contestant.outside_seconds() - outside))


def _settled_bytes() -> int:
    gc.collect()
    return resident_bytes()
