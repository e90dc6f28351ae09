"""Publishers' files become archives of parsed concepts, several at once.

A process that parses loads no more than this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.building.processes import side_by_side
from bot.errors import MedlexError, UsageError
from bot.lexicon.model import InstalledSource
from bot.sources.catalogue import Source
from bot.sources.edition import Edition
from bot.sources.files import size
from bot.sources.installed import archive_path, parse_into
from bot.sources.transfer import Validators

GLOSSARY = "glossary"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to install a source from; `edition` overrides what it says of itself, `origin` is what it was downloaded with."""

    source: Source
    path: Path
    edition: Edition | None = None
    origin: Validators | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: installed, or why not; neither when there is nothing newer than what is installed."""

    id: str
    installed: InstalledSource | None = None
    error: MedlexError | None = None


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
        refuse_glossary(file.source.id)
        return Outcome(file.source.id, parse_into(part, file.source, file.path, file.edition, file.origin))
    except MedlexError as error:
        return Outcome(file.source.id, error=error)


def refuse_glossary(id: str) -> None:
    """Raises UsageError for the starter glossary, which can be neither installed nor removed."""
    if id == GLOSSARY:
        raise UsageError(
            "The starter glossary ships with Medlex and is always installed.", "Run `medlex build` to read it afresh."
        )
