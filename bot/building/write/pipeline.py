"""Write records as a lexicon file, on two processors if that is worth it.

This process groups the records while another one prepares their words. Then this one makes the entries, and the other
writes them as they come. At last this one makes the name index, and the other one all other indexes.
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
from bot.building.workers import Worker, worker
from bot.building.write.lexicon_file import finish, write_entries, write_indexes
from bot.building.write.name_index import WrittenNames, name_index, written_names
from bot.building.write.rows import batches
from bot.building.write.word_index import Vocabulary
from bot.terms.memoized import clear_memoized
from bot.terms.model import Journal
from bot.terms.source import InstalledSource


def write_lexicon(  # noqa: PLR0913, PLR0917 (each is a thing of its own)
    path: Path,
    sources: list[InstalledSource],
    records: Iterable[Record],
    archives: Sequence[Path] = (),
    corrections: Corrections | None = None,
    journals: Iterable[tuple[str, Journal]] = (),
) -> BuildReport:
    """Write the lexicon of these records, and of journals with the ids of their sources, to a new file, and check it.

    With the archives that the records come from, a second process is used. `corrections` counts those made in the
    records as they come. Raises DataError if the file is not whole, or if the system ends the other process.
    """
    with worker(separate=bool(archives)) as writer:
        writing, counted = _send_entries(path, sources, records, archives, writer)
        counted = with_corrections(counted, corrections, sources) if corrections else counted
        _free_memory()
        vocabulary, names = writing.result(), _names_in(path)
        indexing = writer.start(write_indexes, path, vocabulary)
        index = name_index(names)
        shared = indexing.result()
        done = with_shared_names(counted, shared.count, shared.best_known)
    finish(path, index, done, journals)
    return done


def _send_entries(
    path: Path, sources: list[InstalledSource], records: Iterable[Record], archives: Sequence[Path], writer: Worker
) -> tuple[Future[Vocabulary], BuildReport]:
    """Write the entries made from the records. Returns the words of the file, when they are known, and the report so
    far.
    """
    archives = archives if writer.is_separate else ()  # preparing words saves time only in another process
    usage = writer.start(usage_of, archives) if archives else None
    tally = Tally()
    # The writer is already at work when the first batch is made, for which all records are grouped.
    writing = writer.stream(write_entries, _batches(records, usage, tally), path, sources, archives)
    return writing, report(sources, tally)


def _batches(records: Iterable[Record], usage: Future[Usage] | None, tally: Tally) -> Iterator[bytes]:
    """The entries made from the records, in batches, counted in the tally. `usage` is how the definitions use words
    and names.
    """
    made = plan(list(records), usage.result if usage else None)
    tally.note_plan(made)
    yield from batches(tally.counting(entries(made)))


def _free_memory() -> None:
    """Free the memory of the records.

    Cached words lie scattered over it and keep a third of it in use; so do a few of the tuples that Python frees only
    when it collects garbage.
    """
    clear_memoized()
    gc.collect()


def _names_in(path: Path) -> WrittenNames:
    with closing(sqlite3.connect(path)) as connection:
        return written_names(connection)
