"""Read a file as a table without installing it: the concepts that it would give, and the findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.formats import table
from bot.sources.formats.table.findings import MAX_PLACES, Findings
from bot.sources.formats.table.options import options_of
from bot.terms.model import NameKind


@dataclass(slots=True)
class Inspection:
    """The first concepts of a file, the number of all, the first broken records, and the findings."""

    findings: Findings = field(default_factory=Findings)
    first: list[Concept] = field(default_factory=list)
    broken: list[BrokenRecord] = field(default_factory=list)
    concepts: int = 0
    abbreviations: int = 0
    definitions: int = 0
    broken_count: int = 0


def inspect(path: Path, reading: Reading, most_shown: int) -> Inspection:
    """Read a whole file and return its first `most_shown` concepts with counts of all. Raises DataError and
    UsageError as `table.concepts` does.
    """
    found = Inspection()
    for record in table.read(path, options_of(reading), found.findings):
        if isinstance(record, BrokenRecord):
            found.broken_count += 1
            found.broken += [record] * (len(found.broken) < MAX_PLACES)
        else:
            _count(found, record, most_shown)
    return found


def _count(found: Inspection, concept: Concept, most_shown: int) -> None:
    found.concepts += 1
    found.abbreviations += any(name.kind is NameKind.ABBREVIATION for name in concept.names)
    found.definitions += len(concept.definitions)
    if len(found.first) < most_shown:
        found.first.append(concept)
