"""Kinds of files that are not tables: their names, how they are recognized, and how to make a table of them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from bot.errors import DataError
from bot.sources.archives.opening import ZIP, damage_errors

SAVE_AS = 'Save it as "CSV UTF-8" in a spreadsheet, with the columns term and definition, and install that.'
COPY_TABLE = f"Copy the list into a spreadsheet. {SAVE_AS}"
TYPE_IT = f"Medlex does not read text from it: write the list into a spreadsheet. {SAVE_AS}"
UNPACK = "Unpack it, and give the table that is in it."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of file that Medlex does not read: its first bytes, its name, and what to do."""

    start: re.Pattern[bytes]
    title: str
    remedy: str


def _foreign(start: bytes, title: str, remedy: str) -> Foreign:
    return Foreign(re.compile(start, re.IGNORECASE | re.DOTALL), title, remedy)


FOREIGN = (
    _foreign(rb"%PDF-", "a PDF document", COPY_TABLE),
    _foreign(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*|BM....\x00\x00\x00\x00"
             rb"|....ftyp(?:heic|avif)",
             "a picture", TYPE_IT),
    _foreign(rb"\{\\rtf", "a document in Rich Text Format", COPY_TABLE),
    _foreign(rb"SQLite format 3\x00", "a SQLite database", "Export the table from it as CSV, and install that."),
    _foreign(rb"\s*(?:<!doctype html|<html)", "a web page", COPY_TABLE),
    _foreign(rb"\s*<svg", "a picture", TYPE_IT),
    _foreign(rb"(?:\xef\xbb\xbf)?\s*format-version:", "an ontology in OBO layout",
             "Medlex reads those that `medlex sources` lists."),
    _foreign(rb"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    _foreign(rb"Rar!\x1a\x07", "a RAR archive", UNPACK),
    _foreign(rb".{257}ustar", "a tar archive", UNPACK),
    _foreign(rb"(?:ID3|OggS|fLaC|\xff[\xf2\xf3\xfb]|RIFF....WAVE|\x1aE\xdf\xa3|....ftyp)",
             "a sound or a film", TYPE_IT),
    _foreign(rb"PAR1|\x89HDF", "a data file that only programs read", "Export it as CSV, and install that."),
)  # fmt: skip
XML = re.compile(r"\ufeff?\s*<(?:\?xml|!DOCTYPE|[A-Za-z][\w:.-]*[\s>])")
# Kinds of zip archives by the names of their members.
IN_ZIP = (
    (re.compile(r"word/document\.xml"), "a Word document", COPY_TABLE),
    (re.compile(r"ppt/presentation\.xml"), "a PowerPoint presentation", COPY_TABLE),
    (re.compile(r"META-INF/container\.xml"), "an e-book", COPY_TABLE),
    (re.compile(r"Index/Document\.iwa|Index/Tables/.*"), "a document of Apple Numbers, Pages or Keynote",
     f"In Numbers, export it as CSV. {SAVE_AS}"),
)  # fmt: skip
MAX_MIMETYPE = 200
OPENDOCUMENT = b"application/vnd.oasis.opendocument."
EXCEL, EXCEL_BINARY, OLD_EXCEL, ODS = (
    "Excel workbook",
    "Excel binary workbook",
    "Excel 97 workbook",
    "OpenDocument spreadsheet",
)


def refuse_foreign(path: Path, start: bytes) -> None:
    """Raise DataError, with the kind of the file and how to make a table of it, if its first bytes are not those of a
    table.
    """
    for kind in FOREIGN:
        if kind.start.match(start):
            raise not_a_table(path, kind.title, kind.remedy)


def not_a_table(path: Path, title: str, remedy: str) -> DataError:
    """Make the error for a file that is not a table."""
    return DataError(f"The file {path} is {title}, and no table.", remedy)


def workbook_kind(path: Path, start: bytes) -> str | None:
    """Return the kind of workbook that a file is; None for other files. Raises DataError for other office documents."""
    if start.startswith(OLE):
        return OLD_EXCEL
    if not start.startswith(ZIP) or not zipfile.is_zipfile(path):
        return None
    with damage_errors(path), zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "mimetype" in names:
            with archive.open("mimetype") as mimetype:
                return _opendocument(path, mimetype.read(MAX_MIMETYPE))
    for pattern, title, remedy in IN_ZIP:
        if any(pattern.fullmatch(name) for name in names):
            raise not_a_table(path, title, remedy)
    if "xl/workbook.bin" in names:
        return EXCEL_BINARY
    return EXCEL if "xl/workbook.xml" in names else None


def _opendocument(path: Path, mimetype: bytes) -> str:
    if mimetype.startswith(OPENDOCUMENT + b"spreadsheet"):
        return ODS
    title = "an OpenDocument text or drawing" if mimetype.startswith(OPENDOCUMENT) else "an e-book"
    raise not_a_table(path, title, COPY_TABLE)
