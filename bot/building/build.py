"""Building the lexicon from the starter glossary and everything that is installed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from filelock import FileLock, Timeout

from bot.building.entries import entries, plan
from bot.building.lexicon_file import write
from bot.building.records import SharedForms, precedence, records
from bot.building.report import BuildReport, Tally, report
from bot.errors import DataError, UsageError
from bot.lexicon.model import InstalledSource
from bot.settings import Home
from bot.sources.catalogue import Source
from bot.sources.catalogue import source as catalogue_source
from bot.sources.concept import Concept
from bot.sources.edition import Edition
from bot.sources.files import reason
from bot.sources.glossary import concepts as glossary_concepts
from bot.sources.glossary import edition as glossary_edition
from bot.sources.glossary import glossary_folder
from bot.sources.installed import (
    Counts,
    archive_path,
    describe,
    installed_ids,
    parse_into,
    read_concepts,
    read_description,
    replace,
)

GLOSSARY = "glossary"


def build(home: Home) -> BuildReport:
    """Rebuild the lexicon from the starter glossary and the installed sources, then put it in place of the old one.

    Raises DataError when the folder cannot be written, another build is at work, or an installed source is damaged; the
    old lexicon then stays as it is.
    """
    with writing(home):
        return _build(home, {})


def install(
    home: Home, source: Source, path: Path, edition: Edition | None = None
) -> tuple[InstalledSource, BuildReport]:
    """Install or upgrade one source from a file on disk, and rebuild the lexicon with it.

    The old edition and the old lexicon stay until both new ones are written and checked. Raises DataError as
    `parse_into` and `build` do, UsageError for the starter glossary, which is always there.
    """
    if source.id == GLOSSARY:
        raise UsageError(
            "The starter glossary ships with Medlex and is always installed.", "Run `medlex build` to read it afresh."
        )
    with writing(home):
        archive = archive_path(home.sources, source.id)
        new = archive.with_suffix(".part")
        new.unlink(missing_ok=True)
        try:
            installed = parse_into(new, source, path, edition)
            done = _build(home, {source.id: new})
            replace(new, archive)
        finally:
            new.unlink(missing_ok=True)
        return installed, done


class writing:  # noqa: N801 (used as a statement)
    """Hold the home folder for writing: made when it is missing, and by one program at a time."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.lock = FileLock(home.folder / "write.lock", timeout=0)

    def __enter__(self) -> None:
        try:
            self.home.sources.mkdir(parents=True, exist_ok=True)
            self.lock.acquire()
        except Timeout as error:
            raise DataError(
                f"Another `medlex` program is installing or building in {self.home.folder}.", "Wait until it has ended."
            ) from error
        except OSError as error:
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


def _build(home: Home, instead: dict[str, Path]) -> BuildReport:
    """Build with these archives instead of the installed ones of the same id."""
    archives = {id: archive_path(home.sources, id) for id in installed_ids(home.sources)} | instead
    described = [_starter_glossary(), *((read_description(path), read_concepts(path)) for path in archives.values())]
    described.sort(key=lambda pair: precedence(pair[0]))
    sources = [source for source, _ in described]
    shared: SharedForms = {}
    decided = plan(list(chain.from_iterable(records(source, concepts, shared) for source, concepts in described)))
    tally = Tally()
    new = home.lexicon.with_suffix(".part")
    new.unlink(missing_ok=True)
    try:
        write(new, sources, tally.counting(entries(decided)), lambda: report(sources, decided, tally))
        replace(new, home.lexicon)
    finally:
        new.unlink(missing_ok=True)
    return report(sources, decided, tally)


def _starter_glossary() -> tuple[InstalledSource, Iterator[Concept]]:
    """The starter glossary, read afresh from the files that ship with Medlex."""
    concepts = [concept for concept in glossary_concepts(glossary_folder()) if isinstance(concept, Concept)]
    counts = Counts()
    for concept in concepts:
        counts.add(concept)
    edition = glossary_edition(glossary_folder())
    assert edition is not None
    return describe(catalogue_source(GLOSSARY), edition, counts), iter(concepts)
