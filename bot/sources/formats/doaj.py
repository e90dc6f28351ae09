"""The table of the Directory of Open Access Journals: one row a journal, CSV in UTF-8.

https://doaj.org/docs/journal-csv/ describes it. Its columns are written by `portality/bll/services/export.py` and
`portality/crosswalks/journal_questions.py` of https://github.com/DOAJ/doaj. Subjects are paths of the Library of
Congress Classification, "Medicine: Internal medicine: Infectious and parasitic diseases", with " | " between several.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.opening import damage_errors, members, modified_date
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.identity import Identity, of_each_member
from bot.sources.web_address import web_address
from bot.terms.model import Journal

TITLE, ADDRESS, PAGE = "Journal title", "Journal URL", "URL in DOAJ"
PRINTED, ONLINE = "Journal ISSN (print version)", "Journal EISSN (online version)"
PUBLISHER, LANGUAGES = "Publisher", "Languages in which the journal accepts manuscripts"
KEYWORDS, SUBJECTS, UPDATED = "Keywords", "Subjects", "Last updated Date"
# Every edition has these; earlier ones lack some of the others.
COLUMNS = frozenset({TITLE, ADDRESS, PRINTED, ONLINE, PUBLISHER, LANGUAGES, KEYWORDS, SUBJECTS})
TABLE = "journals of DOAJ"
REMEDY = "Give the table from https://doaj.org/csv as it is, then repeat the command."

BETWEEN_PATHS = " | "
BETWEEN_STEPS = ": "
ISSN = re.compile(r"\d{4}-\d{3}[\dX]", re.IGNORECASE)
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
LEFT_OUT = "journal on something other than medicine"
# Characters of a line; the longest rows have some thousand.
MAX_LINE = 1 << 16
MAX_TITLE = 300
MAX_LISTED = 20
DAMAGED_TEXT = "\ufffd"

Row = Mapping[str, str]


def edition(path: Path) -> Edition | None:
    """Return the last day on which a journal of the table was changed, the day of the file if no row says it; None for
    another file.
    """
    if not identity(path):
        return None
    days = (_day(row.get(UPDATED, "")) for name, stream in members(path) for _, row in _rows(name, stream))
    newest = max(filter(None, days), default=modified_date(path).date())
    return Edition(label=newest.isoformat(), year=newest.year)


def _day(text: str) -> date | None:
    try:
        return date(*map(int, DAY.findall(text)[0]))
    except (IndexError, ValueError):
        return None


def identity(path: Path) -> Identity:
    """Return the name of the table (`table`) if the first line has its columns; empty for another file."""
    return of_each_member(path, _identity_of)


def _identity_of(stream: BinaryIO) -> Identity:
    first = stream.readline(MAX_LINE).decode("utf-8-sig", errors="replace")
    try:
        columns = frozenset(next(csv.reader([first]), ()))
    except csv.Error:
        return {}
    return {"table": frozenset({TABLE})} if columns >= COLUMNS else {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield nothing, for the table has no concepts. Raises DataError when it is another table."""
    yield from ()
    for name, stream in members(path):
        next(_rows(name, stream), None)


def journals(path: Path, reading: Reading | None = None) -> Iterator[Journal | BrokenRecord]:
    """Yield each journal on a subject that the source takes (`Source.subjects`; on any if the reading has no source).

    Raises DataError when the table has other columns, or ends in the middle of a row.
    """
    noted = reading or Reading()
    wanted = noted.source.subjects if noted.source else ("",)
    for name, stream in members(path):
        with damage_errors(path):
            for where, row in _rows(name, stream):
                if row[SUBJECTS].strip() and not any(each.startswith(wanted) for each in _paths(row)):
                    noted.left_out[LEFT_OUT] += 1
                else:
                    yield _journal(where, row)


def _rows(name: str, stream: BinaryIO) -> Iterator[tuple[str, Row]]:
    """Each row by its columns, with its place in the file."""
    reader = csv.DictReader(_lines(name, stream), restval="", restkey="more", strict=True)
    try:
        if not frozenset(reader.fieldnames or ()) >= COLUMNS:
            raise DataError(f"The file {name} is not DOAJ's table of journals.", REMEDY)
        for row in reader:
            yield f"line {reader.line_num}", row
    except csv.Error as error:
        raise DataError(f"The file {name} cannot be read as a table: {reason(error)}.", REMEDY) from error


def _lines(name: str, stream: BinaryIO) -> Iterator[str]:
    encoding = "utf-8-sig"
    while line := stream.readline(MAX_LINE):
        yield line.decode(encoding, errors="replace")
        encoding = "utf-8"
        if not line.endswith(b"\n"):
            raise DataError(f"The file {name} ends in the middle of a line: it is cut off.", REMEDY)


def _journal(where: str, row: Row) -> Journal | BrokenRecord:
    codes = [found[0].upper() for column in (ONLINE, PRINTED) if (found := ISSN.match(row[column].strip()))]
    title = " ".join(row[TITLE].split())
    address = web_address(row[ADDRESS]) or web_address(row.get(PAGE, ""))
    if problem := _problem(row, codes, title, address):
        return BrokenRecord(where, problem)
    return Journal(
        code=codes[0],
        title=title,
        address=address or "",
        publisher=" ".join(row[PUBLISHER].split()),
        languages=_listed(row[LANGUAGES]),
        subjects=tuple(dict.fromkeys(path.rpartition(BETWEEN_STEPS)[2] for path in _paths(row)))[:MAX_LISTED],
        keywords=_listed(row[KEYWORDS]),
    )


def _problem(row: Row, codes: list[str], title: str, address: str | None) -> str | None:
    if "more" in row:
        return "it has more columns than the first line names"
    if not (codes and title and row[PUBLISHER].strip() and address):
        return "it has no ISSN, title, publisher or web address"
    if len(title) > MAX_TITLE:
        return f"it has a title of {len(title):,} characters"
    return "it is not UTF-8" if DAMAGED_TEXT in title else None


def _paths(row: Row) -> Iterator[str]:
    """The subjects of a journal as paths: "Medicine: Surgery"."""
    return filter(None, (" ".join(path.split()) for path in row[SUBJECTS].split(BETWEEN_PATHS)))


def _listed(text: str) -> tuple[str, ...]:
    """The items of a cell, with commas between them."""
    return tuple(dict.fromkeys(filter(None, (" ".join(item.split()) for item in text.split(",")))))[:MAX_LISTED]
