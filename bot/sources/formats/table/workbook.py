"""The first sheet of a workbook, or a named one: XLSX (ECMA-376), XLS and ODS (OASIS OpenDocument), read by the
library python-calamine.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from bot.errors import DataError, UsageError
from bot.files import reason
from bot.sources.archives.bounds import bounded, decompression_limit
from bot.sources.archives.opening import ZIP
from bot.sources.formats.table.columns import understood
from bot.sources.formats.table.options import Options
from bot.sources.formats.table.rows import Cell, RawTable, Row, trimmed

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

# The most cells of a sheet. The library stores it in memory as a rectangle, which one cell in the last row and column
# makes as large as possible.
MAX_CELLS = 10_000_000
MAX_FILE_BYTES = 64 << 20
CHUNK = 1 << 20
PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
MAX_PLACE = 16
SAVE_AS_CSV = 'Open it in a spreadsheet and save the sheet as "CSV UTF-8", then install that.'
MAX_LISTED = 10
ROWS_ABOVE_TITLES = 20
# The parts of an XLSX file (ECMA-376, part 1, 12.3).
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
RELATION_ID = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?\br:id=\"([\w.-]{1,40})\"")
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
# The values of formulas that failed.
ERRORS = frozenset("#N/A #NAME? #REF! #VALUE! #DIV/0! #NUM! #NULL! Err:502 Err:504 Err:508 Err:509 Err:520".split())


def table_of(path: Path, kind: str, options: Options) -> RawTable:
    """Return one sheet of a workbook. Raises DataError when it cannot be read, UsageError when it has no sheet of
    that name.
    """
    _refuse_huge(path, kind)
    workbook = _opened(path, kind)
    sheet = _sheet(path, workbook, options.sheet)
    others = [name for name in workbook.sheet_names if name != sheet.name]
    read_as = [kind, f"its sheet {sheet.name!r}"]
    if others:
        listed = ", ".join(map(repr, others[:MAX_LISTED])) + (", …" if len(others) > MAX_LISTED else "")
        read_as.append(f"not {listed}, which --sheet can name")
    return RawTable(f"{path} ({', '.join(read_as[1:])})", sheet_rows(sheet), read_as)


def _opened(path: Path, kind: str) -> CalamineWorkbook:
    import python_calamine

    try:
        # With a path, the library decides by the name of the file.
        return python_calamine.load_workbook(with_relations(path.read_bytes()))
    except python_calamine.PasswordError as error:
        raise DataError(f"The {kind} {path} has a password.", "Save a copy without one and install that.") from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise _unreadable(path, kind, error) from error
    except BaseException as error:
        raise _if_panic(path, kind, error) from error


def with_relations(content: bytes) -> BytesIO:
    """The content of a workbook. An XLSX without the list of relations, as simple programs write it, gets one with
    its sheets in their order.
    """
    workbook = BytesIO(content)
    if not content.startswith(ZIP):
        return workbook
    with zipfile.ZipFile(workbook, "a") as archive:
        names = archive.namelist()
        sheets = sorted(filter(SHEET.fullmatch, names), key=lambda name: (len(name), name))
        ids = RELATION_ID.findall(archive.read(WORKBOOK)) if WORKBOOK in names and RELATIONS not in names else []
        if ids and len(ids) == len(sheets):
            relations = (
                f'<Relationship Id="{id.decode()}" Type="{SHEET_TYPE}" Target="{sheet.removeprefix("xl/")}"/>'
                for id, sheet in zip(ids, sheets, strict=True)
            )
            archive.writestr(
                RELATIONS, f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(relations)}</Relationships>'
            )
    workbook.seek(0)
    return workbook


def _unreadable(path: Path, kind: str, error: BaseException) -> DataError:
    return DataError(f"The {kind} {path} cannot be read: {reason(error)}.", SAVE_AS_CSV)


def _if_panic(path: Path, kind: str, error: BaseException) -> BaseException:
    """Convert a panic of the Rust library, which is not an Exception in Python, to a DataError; return other errors
    unchanged.
    """
    return _unreadable(path, kind, error) if type(error).__name__ == "PanicException" else error


def _sheet(path: Path, workbook: CalamineWorkbook, wanted: str | None) -> CalamineSheet:
    """The sheet of this name in any case; without a name the first that is visible and has understood columns,
    because many workbooks begin with a cover, or else the first with rows.
    """
    if wanted is not None:
        return _read(path, workbook, _named(path, workbook, wanted))
    filled = (sheet for name in visible_sheets(workbook) if (sheet := _read(path, workbook, name)).height)
    first = next(filled, None)
    if first is None:
        raise DataError(f"The workbook {path} has no sheet with rows.", SAVE_AS_CSV)
    return next(filter(_has_titles, chain([first], filled)), first)


def _named(path: Path, workbook: CalamineWorkbook, wanted: str) -> str:
    found = [name for name in workbook.sheet_names if name.strip().lower() == wanted.strip().lower()]
    if not found:
        raise UsageError(
            f"There is no sheet {wanted!r} in {path}.", f"Its sheets are: {', '.join(workbook.sheet_names)}."
        )
    return found[0]


def visible_sheets(workbook: CalamineWorkbook) -> list[str]:
    """Return the names of the sheets that are not hidden; of all if all are."""
    from python_calamine import SheetVisibleEnum

    visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    return visible or workbook.sheet_names


def _has_titles(sheet: CalamineSheet) -> bool:
    rows = (trimmed([*map(_text, row)]) for row in islice(sheet.iter_rows(), ROWS_ABOVE_TITLES))
    each = (understood([*map(str, row)]) for row in rows if len(row) > 1)
    return any(columns.say_enough and not columns.are_half_guessed for columns in each)


def _read(path: Path, workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    from python_calamine import CalamineError

    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, ValueError) as error:
        raise _unreadable(path, "workbook", error) from error
    except BaseException as error:
        raise _if_panic(path, "workbook", error) from error


def sheet_rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Each row that is not empty, with the spreadsheet's number; the value of cells that are merged over several rows
    is repeated in each.
    """
    first_row, first_column = sheet.start or (0, 0)
    merged = _merged(sheet)
    above: dict[int, Cell] = {}
    for number, values in enumerate(sheet.iter_rows(), start=first_row):
        cells: list[Cell] = [_text(value) for value in values]
        for at in range(len(cells)):
            if (number, first_column + at) in merged:
                cells[at] = above.get(at, "")
        above = dict(enumerate(cells))
        if trimmed(cells):
            yield Row(f"row {number + 1}", trimmed(cells))


def _merged(sheet: CalamineSheet) -> set[tuple[int, int]]:
    """The cells that are merged with the one above in the same column."""
    ranges = sheet.merged_cell_ranges or []
    return {
        (row, left)
        for (top, left), (bottom, right) in ranges
        if left == right and bottom - top < MAX_LISTED * 10
        for row in range(top + 1, bottom + 1)
    }


def _text(value: object) -> str:
    """The value of a cell as a spreadsheet shows it: whole numbers without a fraction, dates as in ISO 8601."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    text = str(value)
    return "" if text in ERRORS else text


def _refuse_huge(path: Path, kind: str) -> None:
    """Raise DataError for a file that would fill the memory: it is too large, decompresses to too much, or has a cell
    too far out.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise DataError(f"The {kind} {path} is larger than {MAX_FILE_BYTES >> 20} MB.", SAVE_AS_CSV)
    with path.open("rb") as stream:
        if stream.read(len(ZIP)) != ZIP:
            return
    try:
        with zipfile.ZipFile(path) as archive:
            allowed = decompression_limit(path)
            for info in archive.infolist():
                with archive.open(info) as member:
                    unpacked = bounded(cast(BinaryIO, member), allowed)
                    if _cells_of(unpacked, is_sheet="worksheets/" in info.filename) > MAX_CELLS:
                        raise DataError(f"The {kind} {path} has a cell too far from the others.", SAVE_AS_CSV)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _unreadable(path, kind, error) from error


def _cells_of(stream: BinaryIO, *, is_sheet: bool) -> int:
    """The number of cells of the rectangle that contains all cells of a sheet. The stream is always read to its end."""
    column = row = 0
    rest = b""
    while chunk := stream.read(CHUNK):
        for match in PLACE.finditer(rest + chunk) if is_sheet else ():
            column, row = max(column, _number(match[1])), max(row, int(match[2]))
        rest = chunk[-MAX_PLACE:]
    return column * row


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
