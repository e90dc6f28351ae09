"""Which edition of a source a file is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.errors import UsageError

# A year by itself, or the beginning of a date without hyphens ("20260101").
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|(?<![0-9])(?:19|20)[0-9]{2}(?=[0-9]{4}(?![0-9]))")


@dataclass(frozen=True, slots=True)
class Edition:
    """A source's edition: the publisher's own label (a date or a release) and the year that is shown."""

    label: str
    year: int


def edition_from_text(text: str) -> Edition:
    """The edition that a person wrote: a year, or a label that holds one ("2026-05", "2026 release 2").

    Raises UsageError when there is no year in it.
    """
    year = YEAR.search(text)
    if year is None:
        raise UsageError(f"The edition {text!r} has no year.", "Write --edition 2026, or a date such as 2026-05-12.")
    return Edition(label=text.strip(), year=int(year.group()))
