"""Read publishers' files into archives of parsed concepts, several at once.

The processes that parse import nothing beyond this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.building.workers import MAX_PROCESSES, run_in_parallel
from bot.errors import DataError, MedlexError, UsageError
from bot.files import size
from bot.sources.catalogue import Source, shipped_sources
from bot.sources.concept import Reading
from bot.sources.download.options import Validators
from bot.sources.edition import Edition
from bot.sources.installed import archive_path, is_whole, read_description
from bot.sources.parsing import parse_into
from bot.terms.source import InstalledSource

# No publisher removes half of a large vocabulary (so many concepts) at once; a small table may change altogether.
MIN_LARGE = 1_000
MIN_SHARE_LEFT = 0.5


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to install a source from.

    `edition` overrides the edition that the file names, `origin` is what it was downloaded with, and `reading` is how
    a table of an admin's own is to be read.
    """

    source: Source
    path: Path
    edition: Edition | None = None
    origin: Validators | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of installing one source: what was installed, or the error; neither if there is nothing newer.

    `keeps_earlier` is True if an earlier edition stays installed because this one could not be.
    """

    id: str
    installed: InstalledSource | None = None
    error: MedlexError | None = None
    keeps_earlier: bool = False


def parse_all(
    files: Sequence[SourceFile], parts: dict[str, Path], folder: Path, *, low_memory: bool = False
) -> list[Outcome]:
    """Parse every file into an archive with the suffix `.part`, beside the final one in `folder`; with `low_memory` one
    after the other.

    Those that succeed are added to `parts`, by the id of their source. Returns the outcomes in the order of the files.
    """
    parts |= {file.source.id: archive_path(folder, file.source.id).with_suffix(".part") for file in files}
    sizes = [size(file.path) for file in files]
    processes = 1 if low_memory else MAX_PROCESSES
    outcomes = run_in_parallel(_parse, [(file, parts[file.source.id]) for file in files], sizes, processes)
    for failed in (outcome.id for outcome in outcomes if outcome.error):
        parts.pop(failed).unlink(missing_ok=True)
    return outcomes


def _parse(file: SourceFile, part: Path) -> Outcome:
    """Parse a file into a new archive."""
    part.unlink(missing_ok=True)
    try:
        refuse_shipped(file.source.id)
        parsed = parse_into(part, file.source, file.path, file.edition, file.origin, file.reading)
        _refuse_cut(file, parsed, archive_path(part.parent, file.source.id))
        return Outcome(file.source.id, parsed)
    except MedlexError as error:
        return not_installed(part.parent, file.source.id, error)


def not_installed(folder: Path, id: str, error: MedlexError) -> Outcome:
    """The outcome of a source of which no new edition was installed, for this reason. `folder` has the archives."""
    return Outcome(id, error=error, keeps_earlier=archive_path(folder, id).exists())


def _refuse_cut(file: SourceFile, parsed: InstalledSource, archive: Path) -> None:
    """Refuse an edition that lacks most of the installed one: a text that was cut between two records looks whole."""
    before, records = _records_of(archive), parsed.concepts + parsed.journals
    if before >= MIN_LARGE and records < before * MIN_SHARE_LEFT and is_whole(archive):
        noun = "journals" if parsed.journals else "concepts"
        raise DataError(
            f"The file {file.path} holds {records:,} {noun} where the installed edition has {before:,}: "
            "it seems to be cut.",
            f"If that is all there is, run `medlex remove {file.source.id}` first, then repeat the command.",
        )


def _records_of(archive: Path) -> int:
    """The number of concepts and journals of an installed source by its description; 0 if it is not installed or its
    archive is damaged.
    """
    try:
        described = read_description(archive) if archive.exists() else None
    except DataError:
        return 0
    return described.concepts + described.journals if described else 0


def refuse_shipped(id: str) -> None:
    """Raise UsageError for a source that ships with Medlex, such as the starter glossary: it is neither installed
    nor removed.
    """
    for source in shipped_sources():
        if source.id == id:
            raise UsageError(
                f"The {source.title} ({id}) ships with Medlex and is always installed.",
                "Run `medlex build` to read it afresh.",
            )
