"""Read a table of terms from the bytes of a file: CSV with any delimiter, TSV or XLSX, recognized by its content."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from bot.errors import N_, DataError, UsageError
from bot.sources.archives.opening import ZIP
from bot.sources.formats.table.cells import LINE_BREAK, one_line
from bot.sources.formats.table.delimited import AT_THE_END, delimiter_of, directives_of
from bot.sources.formats.table.encodings import detected
from bot.sources.formats.table.kinds import FOREIGN, OLE, XML
from bot.sources.formats.table.options import Options
from bot.sources.term_table import workbook
from bot.sources.term_table.columns import by_place, fields_of, texts_by_field
from bot.sources.term_table.formulas import unguarded
from bot.sources.term_table.rows import MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, TermRow, TermTable, split_names
from bot.terms.invisible import without_invisible

HEAD_LINES = 50
# Characters of a line by which the delimiter is found.
MAX_HEAD_LINE = 1_000
ROWS_ABOVE_TITLES = 5
SEND_TABLE = N_("Send a table as CSV, TSV or XLSX, with the columns term and definition.")
SAVE_AGAIN = N_("Save it again as “CSV UTF-8” in your spreadsheet program, and send that file.")

Row = tuple[int, list[str]]


def read_terms(content: bytes) -> TermTable:
    """Return the rows of a file. The rows' texts are clean, and may still be empty or too long for a glossary.

    Raises UsageError when it is no such table, or larger than `MAX_FILE_BYTES` or `MAX_ROWS`.
    """
    if len(content) > MAX_FILE_BYTES:
        raise UsageError(N_("This file is larger than {megabytes} MB."), SPLIT, megabytes=MAX_FILE_BYTES >> 20)
    _refuse_other_kinds(content)
    rows = workbook.rows_of(content) if content.startswith(ZIP) else _rows_of_text(content)
    return _table(_bounded(rows))


SPLIT = N_("Divide it into several files, and send one after the other.")


def _refuse_other_kinds(content: bytes) -> None:
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UsageError(N_("This file is empty."), SEND_TABLE)
    if content.startswith(OLE):
        raise UsageError(N_("This is a workbook of an old Excel, or one with a password."), SAVE_AGAIN)
    start = content[:4_096]
    if any(kind.start.match(start) for kind in FOREIGN) or XML.match(start.decode("utf-8-sig", "ignore")):
        raise UsageError(N_("This file is not a table."), SEND_TABLE)


def _rows_of_text(content: bytes) -> Iterator[Row]:
    """Yield the line in which each row begins, and its cells."""
    lines = io.StringIO(_text_of(content)).readlines()
    head = [line[:MAX_HEAD_LINE] for line in lines[:HEAD_LINES]]
    directives = directives_of(head)
    delimiter = directives.delimiter or delimiter_of(head, Options())
    if delimiter is None:
        raise UsageError(N_("I found no columns in this file."), SEND_TABLE)
    reader = csv.reader(lines[directives.lines :], delimiter=delimiter, strict=True)
    begin = directives.lines + 1
    try:
        for cells in reader:
            yield begin, cells
            begin = directives.lines + reader.line_num + 1
    except csv.Error as error:
        problem = N_("The quotation marks in line {line} don't close.") if str(error) == AT_THE_END else N_(
            "I can't read line {line}: a quotation mark is in the wrong place, or a cell is far too long."
        )  # fmt: skip
        raise UsageError(problem, SAVE_AGAIN, line=begin) from error


def _text_of(content: bytes) -> str:
    """The text without a byte order mark, with a line feed at the end of each line."""
    try:
        text = content.decode(detected("", io.BytesIO(content)))
    except (DataError, UnicodeError) as error:
        raise UsageError(N_("I can't tell in which encoding this file is."), SAVE_AGAIN) from error
    return LINE_BREAK.sub("\n", text.lstrip("\ufeff"))


def _bounded(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows that are not empty, with clean cells. Raises UsageError when there are too many of either."""
    count = 0
    for number, cells in rows:
        if any(map(str.strip, cells[MAX_COLUMNS:])):
            raise UsageError(
                N_("Line {line} has more than {columns} columns."), SEND_TABLE, line=number, columns=MAX_COLUMNS
            )
        clean = [unguarded(_clean(cell)) for cell in cells[:MAX_COLUMNS]]
        if not any(clean):
            continue
        count += 1
        if count > MAX_ROWS + ROWS_ABOVE_TITLES:
            raise _too_many_rows()
        yield number, clean


def _clean(cell: str) -> str:
    """The text of a cell: no signs that nobody sees, no space at its ends or before its line ends."""
    lines = without_invisible(LINE_BREAK.sub("\n", cell)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _table(rows: Iterator[Row]) -> TermTable:
    head = list(islice(rows, ROWS_ABOVE_TITLES))
    found = ((at, fields) for at, (_number, cells) in enumerate(head) if (fields := fields_of(cells)))
    at, fields = next(found, (-1, None))
    width = max((len(cells) for _number, cells in head), default=0)
    if width < 2:
        raise UsageError(N_("I found no columns in this file."), SEND_TABLE)
    titles, fields = (head[at][1], fields) if fields else ([], by_place(width))
    read = tuple(_term_row(number, cells, fields) for number, cells in chain(head[at + 1 :], rows))
    if len(read) > MAX_ROWS:
        raise _too_many_rows()
    if not read:
        raise UsageError(N_("This table has no terms below its titles."), SEND_TABLE)
    unused = (title for title, field in zip(titles, fields, strict=False) if title and not field)
    return TermTable(read, frozenset(filter(None, fields)), tuple(unused))


def _term_row(line: int, cells: list[str], fields: list[str]) -> TermRow:
    texts = texts_by_field(cells, fields)
    lists = {field: split_names(texts.get(field, "")) for field in ("names", "parents", "see_also")}
    return TermRow(
        line=line,
        term=one_line(texts.get("term", "")),
        definition=texts.get("definition", ""),
        adds_to=one_line(texts.get("adds_to", "")),
        **lists,
    )


def _too_many_rows() -> UsageError:
    return UsageError(N_("This table has more than {rows} rows."), SPLIT, rows=MAX_ROWS)
