"""The sheet of an XLSX workbook (ECMA-376) that holds the terms, read by the library python-calamine.

The file comes from anybody, so only its sheets and their texts are given to the library, decompressed within bounds and
packed anew: no macros, external links or drawings. Formulas are not computed; the value that was saved with them is read.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice

from bot.errors import N_, UsageError
from bot.sources.formats.table.workbook import sheet_rows, visible_sheets, with_relations
from bot.sources.term_table.columns import fields_of
from bot.sources.term_table.sheet_bounds import (
    MAX_CELLS,
    HugeSheetError,
    PartMeter,
    UnusableSheetError,
    shared_characters,
)

MAX_UNPACKED = 16 << 20
MAX_MEMBERS = 2_000
MAX_SHEETS = 20
ROWS_ABOVE_TITLES = 20
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/sharedStrings\.xml"
    r"|xl/styles\.xml|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
# Spreadsheet programs write no declarations, comments or CDATA sections.
DECLARATION = re.compile(rb"<!|(?<!^)<[?]")
SAVE_AS_CSV = N_("Save the sheet as CSV in your spreadsheet program, and send that file.")


def rows_of(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each row that is not empty, and its cells. Raises UsageError when it cannot be read."""
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(with_relations(_packed_anew(content)))
        sheets = (workbook.get_sheet_by_name(name) for name in visible_sheets(workbook)[:MAX_SHEETS])
        tables = (list(islice(sheet_rows(sheet), MAX_CELLS)) for sheet in sheets if sheet.height)
        filled = [[(int(row.where.removeprefix("row ")), [*map(str, row.cells)]) for row in table] for table in tables]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise _unreadable() from error
    except BaseException as error:
        # A panic of the Rust library is no Exception in Python.
        if type(error).__name__ == "PanicException":
            raise _unreadable() from error
        raise
    yield from next((table for table in filled if _has_titles(table)), filled[0] if filled else [])


def _packed_anew(content: bytes) -> bytes:
    """Return a workbook with the needed parts only, not compressed. Raises UsageError if it would fill the memory, or
    has declarations of its own in its XML.
    """
    packed = BytesIO()
    try:
        parts = _parts(content)
        with zipfile.ZipFile(packed, "w") as target:
            for name, part in parts.items():
                target.writestr(name, part)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise _unreadable() from error
    _refuse_harmful(parts)
    return packed.getvalue()


def _parts(content: bytes) -> dict[str, bytes]:
    """The content of the needed parts by name. Raises UsageError when they unpack to more than `MAX_UNPACKED`."""
    parts, room = dict[str, bytes](), MAX_UNPACKED
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for info in islice(archive.infolist(), MAX_MEMBERS):
            if NEEDED.fullmatch(info.filename):
                with archive.open(info) as member:
                    parts[info.filename] = member.read(room + 1)
                room -= len(parts[info.filename])
                if room < 0:
                    raise _too_large()
    return parts


def _refuse_harmful(parts: Mapping[str, bytes]) -> None:
    meters: list[PartMeter] = []
    for part in parts.values():
        if DECLARATION.search(part.strip()) or part.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UsageError(
                N_("This workbook was not made by a spreadsheet program, so I didn't read it."), SAVE_AS_CSV
            )
        meters.append(_measured(part))
    if shared_characters(meters) > MAX_UNPACKED:
        raise _too_large()


def _measured(part: bytes) -> PartMeter:
    meter = PartMeter()
    try:
        meter.measure(part.strip())
    except HugeSheetError:
        raise UsageError(N_("This workbook has a cell that is very far from the others."), SAVE_AS_CSV) from None
    except UnusableSheetError as error:
        raise _unreadable() from error
    return meter


def _has_titles(table: list[tuple[int, list[str]]]) -> bool:
    return any(fields_of(cells) for _number, cells in table[:ROWS_ABOVE_TITLES])


def _too_large() -> UsageError:
    return UsageError(N_("This workbook unpacks to far more than a glossary needs, so I didn't read it."), SAVE_AS_CSV)


def _unreadable() -> UsageError:
    return UsageError(N_("I can't read this workbook. It may be damaged, or have a password."), SAVE_AS_CSV)
