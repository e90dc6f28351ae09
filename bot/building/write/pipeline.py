"""Records become a lexicon file, on two processors where that is worth it.

This process groups the records, while another one learns their words. Then this one makes the entries, and the other one writes
them as they come. At last this one makes the index over all names, and the other one all other indexes.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

from bot.building.inputs import usage_of
from bot.building.merge.corrections import Corrections
from bot.building.merge.entries import entries, plan
from bot.building.merge.names.usage import Usage
from bot.building.merge.records import Record
from bot.building.report import BuildReport, Tally, report, with_corrections, with_shared_names
from bot.building.workers import Aside, aside
from bot.building.write.lexicon_file import finish, write_entries, write_indexes
from bot.building.write.name_index import WrittenNames, name_index, written_names
from bot.building.write.rows import batches
from bot.building.write.word_index import Vocabulary
from bot.lexicon.store.name_index import parts
from bot.terms.memoized import clear_memoized
from bot.terms.source import InstalledSource


def write_lexicon(
    path: Path,
    sources: list[InstalledSource],
    records: Iterable[Record],
    archives: Sequence[Path] = (),
    corrections: Corrections | None = None,
) -> BuildReport:
    """Write the lexicon of these records to a new file, and check it.

    With the archives that the records come from, another process is used beside this one. `corrections` are those that are made in the
    records as they come. Raises DataError when the file did not
    come out whole, or the system ends the other process.
    """
    with aside(apart=bool(archives)) as writer:
        writing, counted = _send_entries(path, sources, records, archives, writer)
        counted = with_corrections(counted, corrections, sources) if corrections else counted
        _give_memory_back()
        vocabulary, names = writing.result(), _names_in(path)
        indexing = writer.start(write_indexes, path, vocabulary)
        index = name_index(names)
        done = with_shared_names(counted, indexing.result())
    finish(path, parts(index), done)
    return done


def _send_entries(
    path: Path, sources: list[InstalledSource], records: Iterable[Record], archives: Sequence[Path], writer: Aside
) -> tuple[Future[Vocabulary], BuildReport]:
    """Have the entries that the records make written, and let go of the records."""
    archives = archives if writer.is_apart else ()  # what can be learned beforehand is worth it only beside other work
    usage = writer.start(usage_of, archives) if archives else None
    tally = Tally()
    # The writer has begun when the first batch is asked for, which takes a plan of all records.
    writing = writer.stream(write_entries, _batches(records, usage, tally), path, sources, archives)
    return writing, report(sources, tally)


def _batches(records: Iterable[Record], usage: Future[Usage] | None, tally: Tally) -> Iterator[bytes]:
    """The entries that the records make, noted in the tally; `usage` is how the definitions use words and names, when known."""
    decided = tally.decided(plan(list(records), usage.result if usage else None))
    yield from batches(tally.counting(entries(decided)))


def _give_memory_back() -> None:
    """Free the memory that the records took. Words that are kept for later stand all over it, and hold a third of it; so do a few of the
    tuples that Python frees, until its garbage is collected.
    """
    clear_memoized()
    gc.collect()


def _names_in(path: Path) -> WrittenNames:
    with closing(sqlite3.connect(path)) as connection:
        return written_names(connection)
