"""Publishers' files become archives of parsed concepts, several at once.

A process that parses loads no more than this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.building.workers import side_by_side
from bot.errors import DataError, MedlexError, UsageError
from bot.files import size
from bot.sources.catalogue import Source, shipped_sources
from bot.sources.concept import Reading
from bot.sources.download.options import Validators
from bot.sources.edition import Edition
from bot.sources.installed import archive_path, is_whole, read_description
from bot.sources.parsing import parse_into
from bot.terms.source import InstalledSource

# A publisher takes out no half of a large vocabulary; a small table may change altogether.
LARGE = 1_000
LEAST_LEFT = 0.5


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to install a source from; `edition` overrides what it says of itself, `origin` is what it was downloaded with, and
    `reading` how an admin says that a table of their own is to be read.
    """

    source: Source
    path: Path
    edition: Edition | None = None
    origin: Validators | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: installed, or why not; neither when there is nothing newer than what is installed. `kept` says
    whether an edition from before stays installed when this one could not be.
    """

    id: str
    installed: InstalledSource | None = None
    error: MedlexError | None = None
    kept: bool = False


def parse_all(files: Sequence[SourceFile], parts: dict[str, Path], folder: Path) -> list[Outcome]:
    """Parse every file beside the place of its source's archive in a folder, and note those that could be used among the parts."""
    parts |= {file.source.id: archive_path(folder, file.source.id).with_suffix(".part") for file in files}
    sizes = [size(file.path) for file in files]
    outcomes = side_by_side(_parse, [(file, parts[file.source.id]) for file in files], sizes)
    for failed in (outcome.id for outcome in outcomes if outcome.error):
        parts.pop(failed).unlink(missing_ok=True)
    return outcomes


def _parse(file: SourceFile, part: Path) -> Outcome:
    """Parse a file into an archive, a new one in any case."""
    part.unlink(missing_ok=True)
    try:
        refuse_shipped(file.source.id)
        parsed = parse_into(part, file.source, file.path, file.edition, file.origin, file.reading)
        _refuse_cut(file, parsed, archive_path(part.parent, file.source.id))
        return Outcome(file.source.id, parsed)
    except MedlexError as error:
        return not_installed(part.parent, file.source.id, error)


def not_installed(folder: Path, id: str, error: MedlexError) -> Outcome:
    """What became of a source of which there is no new edition in a folder of archives, for this reason."""
    return Outcome(id, error=error, kept=archive_path(folder, id).exists())


def _refuse_cut(file: SourceFile, parsed: InstalledSource, archive: Path) -> None:
    """Refuse an edition that lacks most of what the installed one has: a text that was cut between two records looks whole."""
    before = _concepts_of(archive)
    if before >= LARGE and parsed.concepts < before * LEAST_LEFT and is_whole(archive):
        raise DataError(
            f"The file {file.path} holds {parsed.concepts:,} concepts where the installed edition has {before:,}: "
            "it seems to be cut.",
            f"If that is all there is, run `medlex remove {file.source.id}` first, then repeat the command.",
        )


def _concepts_of(archive: Path) -> int:
    """How many an installed source says that it has; none where it is not installed, or too damaged to say so."""
    try:
        return read_description(archive).concepts if archive.exists() else 0
    except DataError:
        return 0


def refuse_shipped(id: str) -> None:
    """Raises UsageError for a source that ships with Medlex, such as the starter glossary: it can be neither installed nor removed."""
    for source in shipped_sources():
        if source.id == id:
            raise UsageError(
                f"The {source.title} ({id}) ships with Medlex and is always installed.",
                "Run `medlex build` to read it afresh.",
            )
