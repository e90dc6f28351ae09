"""Build the lexicon from the starter glossary and everything that is installed; install and remove sources."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from bot.building.inputs import journals_of, records_of
from bot.building.merge.corrections import Corrections
from bot.building.merge.record_store import record_store
from bot.building.parse import Outcome, SourceFile, parse_all, refuse_shipped
from bot.building.report import BuildReport
from bot.building.workers import without_garbage_collection
from bot.building.write.pipeline import write_lexicon
from bot.errors import DataError, UsageError
from bot.files import reason, replace
from bot.settings import Home
from bot.sources.installed import archive_path, installed_ids

# A second process takes half a second to start: as long as it takes to write so many concepts.
MIN_CONCEPTS_FOR_PROCESS = 10_000


def build(home: Home, *, low_memory: bool = False) -> BuildReport:
    """Rebuild the lexicon from the starter glossary and the installed sources, then replace the old one.

    With `low_memory` one process builds it, with records on disk: the same lexicon, more slowly, in half the memory. Raises DataError if the folder cannot be written, another build is running, or an installed source is damaged; the
    old lexicon then stays as it is.
    """
    with exclusive_lock(home):
        return _build(home, {}, low_memory=low_memory)


def install_files(
    home: Home, files: Sequence[SourceFile], *, low_memory: bool = False
) -> tuple[list[Outcome], BuildReport | None]:
    """Install or upgrade sources from files, and rebuild the lexicon once with all that could be used. With `low_memory`,
    files are read one after the other, and the lexicon is built as `build` does then.

    Returns the outcome of each source, and the report of the build, None if no file could be used. The old editions
    and the old lexicon stay until all new ones are written and checked. Raises DataError as `build` does.
    """
    with exclusive_lock(home):
        parts: dict[str, Path] = {}
        try:
            outcomes = parse_all(files, parts, home.sources, low_memory=low_memory)
            done = _build(home, parts, low_memory=low_memory) if parts else None
            for id, part in parts.items():
                replace(part, archive_path(home.sources, id))
        finally:
            for part in parts.values():
                part.unlink(missing_ok=True)
        return outcomes, done


def remove(home: Home, ids: Sequence[str], *, low_memory: bool = False) -> BuildReport:
    """Remove installed sources and rebuild the lexicon without them, as `build` does.

    Raises UsageError if one is not installed, DataError as `build` does; nothing is removed then.
    """
    with exclusive_lock(home):
        for id in ids:
            refuse_shipped(id)
            if id not in installed_ids(home.sources):
                raise UsageError(f"The source {id!r} is not installed.", "`medlex sources` lists what is.")
        done = _build(home, {}, without=frozenset(ids), low_memory=low_memory)
        for id in ids:
            archive_path(home.sources, id).unlink()
        return done


class exclusive_lock:  # noqa: N801 (used as a statement)
    """Hold the home folder, which one program at a time may write; make it if it is missing.

    Archives that a killed program did not finish are removed. Raises DataError if another program holds the folder,
    or if it cannot be written.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self.lock = FileLock(home.folder / "write.lock", timeout=0)

    def __enter__(self) -> None:
        try:
            self.home.sources.mkdir(parents=True, exist_ok=True)
            self.lock.acquire()
            for unfinished in self.home.sources.glob("*.part"):
                unfinished.unlink()
        except Timeout as error:
            raise DataError(
                f"Another `medlex` program is installing or building in {self.home.folder}.", "Wait until it has ended."
            ) from error
        except OSError as error:
            self.lock.release()
            raise _unwritable(self.home, error) from error

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self.lock.release()
        if isinstance(error, (OSError, sqlite3.OperationalError)):
            raise _unwritable(self.home, error) from error


def _unwritable(home: Home, error: Exception) -> DataError:
    return DataError(
        f"The folder {home.folder} cannot be written: {reason(error)}.",
        "Free some space or change its permissions, or set MEDLEX_HOME to another folder.",
    )


@without_garbage_collection()
def _build(
    home: Home, replacements: dict[str, Path], without: frozenset[str] = frozenset(), *, low_memory: bool
) -> BuildReport:
    """Build with some archives replaced, by the id of their source, and without the sources named."""
    ids = (id for id in installed_ids(home.sources) if id not in without)
    archives = {id: archive_path(home.sources, id) for id in ids} | replacements
    new = home.lexicon.with_suffix(".part")
    new.unlink(missing_ok=True)
    try:
        done = _write(new, archives.values(), low_memory=low_memory)
        replace(new, home.lexicon)
    finally:
        new.unlink(missing_ok=True)
    return done


def _write(new: Path, archives: Iterable[Path], *, low_memory: bool) -> BuildReport:
    """Write the lexicon of all archives to a new file."""
    archives = list(archives)
    corrections = Corrections()
    sources, each = records_of(archives, corrections)
    is_large = sum(source.concepts for source in sources) > MIN_CONCEPTS_FOR_PROCESS
    journals = journals_of(archives)
    if low_memory:
        with record_store(new.parent) as store:
            return write_lexicon(new, sources, map(store.stored, each), (), corrections, journals)
    return write_lexicon(new, sources, each, archives if is_large else (), corrections, journals)
