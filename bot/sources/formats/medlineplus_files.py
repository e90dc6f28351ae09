"""What MedlinePlus' files of topics and of definitions say of themselves: their records, their language, their date.

Both are listed at https://medlineplus.gov/xml.html; the topics are described at https://medlineplus.gov/xmldescription.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from bot.sources.edition import Edition
from bot.sources.formats.xml_stream import first_attributes, record_attributes

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


def identity(path: Path) -> Mapping[str, frozenset[str]]:
    """The element that each record is (`record`) and the languages of the topics (`language`), of all files behind a path.

    Empty where no file is one of MedlinePlus'. A file is read until all languages were seen.
    """
    records: set[str] = set()
    languages: set[str] = set()
    for file in record_attributes(path, (TOPIC, DEFINITION)):
        for record, attributes in file:
            records.add(record)
            languages.add(attributes.get("language", ENGLISH) if record == TOPIC else ENGLISH)
            if len(languages) == len(LANGUAGES):
                break
    return {"record": frozenset(records), "language": frozenset(languages)} if records else {}
