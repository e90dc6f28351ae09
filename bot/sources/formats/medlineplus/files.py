"""The records, languages and dates of MedlinePlus' files of topics and of definitions.

https://medlineplus.gov/xml.html lists both; https://medlineplus.gov/xmldescription.html describes the topics.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from bot.errors import DataError
from bot.sources.archives.opening import damage_errors, members
from bot.sources.edition import Edition
from bot.sources.formats.readers.start_tags import attribute, start_tags
from bot.sources.formats.readers.xml_stream import CHUNK, first_attributes, first_element
from bot.sources.identity import Identity, shared

TOPIC = "health-topic"
DEFINITION = "term-group"
ENGLISH = "English"
SPANISH = "Spanish"
# The files' names for the languages of the catalogue (ISO 639-1).
LANGUAGES = {"en": ENGLISH, "es": SPANISH}
# The attribute and format of the date in each sort of file: "06/09/2026 02:30:37", "2026-06-09".
DATES = (("date-generated", "%m/%d/%Y"), ("last-updated", "%Y-%m-%d"))
DATE_LENGTH = 10


def edition(path: Path) -> Edition | None:
    """Return the newest date of the files at a path; None if they have none."""
    dates = [date for attributes in first_attributes(path) for date in _dates(attributes)]
    return Edition(label=max(dates).isoformat(), year=max(dates).year) if dates else None


def _dates(attributes: dict[str, str]) -> Iterator[date]:
    for name, layout in DATES:
        try:
            yield datetime.strptime(attributes.get(name, "")[:DATE_LENGTH], layout).date()  # noqa: DTZ007 (a date)
        except ValueError:
            continue


def identity(path: Path, record: str, beside: str) -> Identity:
    """Return what all files at a path with one sort of records have in common: the element of the records (`record`)
    and the languages of the texts (`language`).

    Files with records of the sort `beside` are skipped. Empty if a file has neither sort.
    """
    try:
        with damage_errors(path):
            identities = [_identity(stream, record, beside) for _, stream in members(path)]
    except DataError:
        return {}
    return shared(each for each in identities if each is not None)


def _identity(stream: BinaryIO, record: str, beside: str) -> Identity | None:
    """The identity of one file; None if its records are of the other sort. It is read until both languages have been
    seen.
    """
    beginning = stream.read(CHUNK)
    if first_element(beginning) is None:
        return {}
    languages: set[str] = set()
    for tag in start_tags(beginning, stream, record):
        languages.add(attribute(tag, "language") or ENGLISH)
        if len(languages) == len(LANGUAGES):
            break
    if not languages:
        return None if f"<{beside}".encode() in beginning else {}
    return {"record": frozenset({record}), "language": frozenset(languages)}
