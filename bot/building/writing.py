"""Records become a lexicon file, on two processors where that is worth it.

This process makes the entries; another writes them as they come. Then this one makes the index over all names, and the other one
all other indexes.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

from bot.building.entries import entries, plan
from bot.building.lexicon_file import finish, write_entries, write_indexes
from bot.building.name_index import WrittenNames, name_index, written_names
from bot.building.processes import Aside, aside
from bot.building.records import Record
from bot.building.report import BuildReport, Tally, report, with_shared_names
from bot.building.storing import batches
from bot.building.word_index import Vocabulary
from bot.lexicon.model import InstalledSource
from bot.lexicon.name_index import parts


def write_lexicon(
    path: Path, sources: list[InstalledSource], records: Iterable[Record], *, apart: bool = False
) -> BuildReport:
    """Write the lexicon of these records to a new file, and check it; `apart` uses another process beside this one.

    Raises DataError when the file did not come out whole, or the system ends the other process.
    """
    with aside(apart=apart) as writer:
        writing, counted = _send_entries(path, sources, records, writer)
        # Python keeps a few of the tuples that it frees, all over the memory that the records took; this gives them back.
        gc.collect()
        vocabulary, names = writing.result(), _names_in(path)
        indexing = writer.start(write_indexes, path, vocabulary)
        index = name_index(names)
        done = with_shared_names(counted, indexing.result())
    finish(path, parts(index), done)
    return done


def _send_entries(
    path: Path, sources: list[InstalledSource], records: Iterable[Record], writer: Aside
) -> tuple[Future[Vocabulary], BuildReport]:
    """Have the entries that the records make written, and let go of the records."""
    decided = plan(list(records))
    tally = Tally()
    writing = writer.stream(write_entries, batches(tally.counting(entries(decided))), path, sources)
    return writing, report(sources, decided, tally)


def _names_in(path: Path) -> WrittenNames:
    with closing(sqlite3.connect(path)) as connection:
        return written_names(connection)
