"""The edition of a source: from a date, a file, a publisher's version or a person's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import UsageError
from bot.sources.archives.opening import modified_date

# A year alone, or at the beginning of a date without hyphens ("20260101").
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|(?<![0-9])(?:19|20)[0-9]{2}(?=[0-9]{4}(?![0-9]))")

# A date in a version, such as "hp/releases/2026-02-16" or "http://purl.obolibrary.org/obo/go/releases/2026-05/go.owl".
DATE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-_]?(0[1-9]|1[0-2])(?:[-_]?(0[1-9]|[12][0-9]|3[01]))?(?![0-9])")


@dataclass(frozen=True, slots=True)
class Edition:
    """A source's edition: the publisher's own label (a date or a release) and the year that is shown."""

    label: str
    year: int


def edition_of_day(day: date) -> Edition:
    """Return the edition that a day is."""
    return Edition(label=f"{day:%Y-%m-%d}", year=day.year)


def edition_of_file(path: Path) -> Edition:
    """Return the edition of a file that contains no date: the day on which it was last written."""
    return edition_of_day(modified_date(path))


def edition_of_version(version: str) -> Edition | None:
    """Return the edition of a publisher's version: its date ("hp/releases/2026-02-16"), else the part of its path
    that has a year ("2025", "releases/2025.1"). None if there is no year in it.
    """
    if date := DATE.search(version):
        return Edition(label="-".join(filter(None, date.groups())), year=int(date[1]))
    for part in version.split("/"):
        if year := YEAR.search(part):
            return Edition(label=part.strip(), year=int(year.group()))
    return None


def edition_from_text(text: str) -> Edition:
    """Return the edition that a person wrote: a year, or a label that contains one ("2026-05", "2026 release 2").

    Raises UsageError when there is no year in it.
    """
    year = YEAR.search(text)
    if year is None:
        raise UsageError(f"The edition {text!r} has no year.", "Write --edition 2026, or a date such as 2026-05-12.")
    return Edition(label=text.strip(), year=int(year.group()))
