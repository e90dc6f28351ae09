"""What MedlinePlus' files of topics and of definitions say of themselves: their records, their language, their date.

Both are listed at https://medlineplus.gov/xml.html; the topics are described at https://medlineplus.gov/xmldescription.html.
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
# What the files call the languages of the catalogue (ISO 639-1).
LANGUAGES = {"en": ENGLISH, "es": SPANISH}
# How each sort of file says its date: "06/09/2026 02:30:37", "2026-06-09".
DATES = (("date-generated", "%m/%d/%Y"), ("last-updated", "%Y-%m-%d"))
DATE_LENGTH = 10


def edition(path: Path) -> Edition | None:
    """The newest date that the files behind a path carry; None where none does."""
    dates = [date for attributes in first_attributes(path) for date in _dates(attributes)]
    return Edition(label=max(dates).isoformat(), year=max(dates).year) if dates else None


def _dates(attributes: dict[str, str]) -> Iterator[date]:
    for name, layout in DATES:
        try:
            yield datetime.strptime(attributes.get(name, "")[:DATE_LENGTH], layout).date()  # noqa: DTZ007 (no time in it)
        except ValueError:
            continue


def identity(path: Path, record: str, beside: str) -> Identity:
    """What all files behind a path say of themselves that hold records of one sort: the element that each is (`record`) and the
    languages that they are in (`language`). Files of the sort `beside` are passed over. Empty where a file holds neither.
    """
    try:
        with damage_errors(path):
            told = [_identity(stream, record, beside) for _, stream in members(path)]
    except DataError:
        return {}
    return shared(each for each in told if each is not None)


def _identity(stream: BinaryIO, record: str, beside: str) -> Identity | None:
    """What one file says; None where it is of the other sort. It is read until all languages were seen."""
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
