"""Tables with a delimiter between the cells: CSV as in RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), also with
semicolons, tabs or pipes, and the lines that spreadsheets and Anki write before the first row
(https://docs.ankiweb.net/importing/text-files.html#file-headers).
"""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from bot.errors import DataError
from bot.files import reason
from bot.sources.concept import BrokenRecord
from bot.sources.formats.table.columns import understood
from bot.sources.formats.table.encodings import label
from bot.sources.formats.table.options import Options
from bot.sources.formats.table.rows import Cell, Markup, RawTable, Row, trimmed
from bot.sources.formats.table.texts import Text

DELIMITERS = "\t;,|"
NAMES = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "pipes", " ": "spaces", ":": "colons"}
# Anki's names of delimiters; anything else is the delimiter itself.
ANKI_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
ANKI_COLUMNS = {"guid": "guid", "notetype": "notetype", "deck": "deck", "tags": "tags"}
HEAD = 100
ALIKE = 0.9
MAX_DIRECTIVES = 20
LINES_BEFORE_HEADER = 20
MAX_COMMENTS = 1000
# The csv module's messages for quotation marks that do not close: at the end of the file, or after too much text.
AT_THE_END = "unexpected end of data"
TOO_LARGE = "field larger than field limit"


@dataclass(slots=True)
class Directives:
    """The directives in the lines before the first row: the delimiter, whether cells are HTML, the titles of the
    columns.

    `lines` is the number of these lines.
    """

    delimiter: str | None = None
    is_html: bool = False
    titles: list[str] | None = None
    numbered: dict[int, str] = field(default_factory=dict)
    is_anki: bool = False
    lines: int = 0


class _Lines(Iterator[str]):
    """Numbered lines, which can be given back if the csv module has taken too many."""

    def __init__(self, lines: Iterator[str], passed: int) -> None:
        self._lines = lines
        self._waiting: deque[str] = deque()
        self.number = passed
        self.taken: list[str] = []

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self.number += 1
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        """Give back the lines that were taken since the last row, except the first."""
        self._waiting.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1


def delimiter_of(head: list[str], options: Options) -> str | None:
    """Return the delimiter of a text that begins with these lines; None if it has no columns.

    It is the delimiter by which a row becomes a header that is understood, or else the one that splits most lines
    into equally many cells.
    """
    scores = {sign: _score(head, sign, options) for sign in DELIMITERS}
    best = max(scores, key=lambda sign: scores[sign])
    return best if scores[best] > (0, 0.0) else None


def _score(head: list[str], sign: str, options: Options) -> tuple[int, float]:
    if not any(sign in line for line in head):
        return 0, 0.0
    rows: list[list[str]] = []
    with suppress(csv.Error):  # raised for overlong cells: the rows before suffice
        rows.extend(row for row in csv.reader(iter(head), delimiter=sign) if any(map(str.strip, row)))
    if not rows:
        return 0, 0.0
    widths = Counter(len(row) for row in rows)
    width, count = widths.most_common(1)[0]
    has_header = any(len(row) > 1 and understood(row, options).say_enough for row in rows[:LINES_BEFORE_HEADER])
    return has_header, count / len(rows) if width > 1 else 0.0


def is_by_chance(head: list[str], delimiter: str, options: Options) -> bool:
    """Return True if a delimiter is more likely part of the text: it makes no header, and splits lines into different
    numbers of cells.
    """
    has_header, alike = _score(head, delimiter, options)
    return not has_header and alike < ALIKE


def directives_of(head: list[str]) -> Directives:
    """Return what the first lines say of the rest: "sep=;" as spreadsheets write it, "#separator:tab" and others as
    Anki does.
    """
    found = Directives()
    for line in islice(head, MAX_DIRECTIVES):
        text = line.strip("\ufeff\n")
        if found.lines == 0 and text.lower().startswith("sep=") and len(text) == len("sep=") + 1:
            return Directives(delimiter=text[-1], lines=1)
        if not text.startswith("#") or ":" not in text or not _anki(found, text):
            break
        found.lines += 1
    return found


def _anki(found: Directives, text: str) -> bool:
    key, _, value = text[1:].partition(":")
    key = key.strip().lower()
    if key == "separator":
        found.delimiter = ANKI_NAMES.get(value.strip().lower(), value[:1] or "\t")
    elif key == "html":
        found.is_html = value.strip().lower() == "true"
    elif key == "columns":
        found.titles = next(csv.reader([value], delimiter=found.delimiter or "\t"), [])
    elif key.endswith(" column") and value.strip().isdecimal():
        found.numbered[int(value)] = ANKI_COLUMNS.get(key.removesuffix(" column"), key)
    elif key not in {"notetype", "deck", "tags", "if matches"}:
        return False
    found.is_anki = True
    return True


def table_of(text: Text, directives: Directives, delimiter: str) -> RawTable:
    """Return the table of a text with this delimiter."""
    kind = "an Anki export" if directives.is_anki else "TSV" if delimiter == "\t" else "CSV"
    return RawTable(
        name=text.name,
        rows=_rows(text, directives, delimiter),
        read_as=[f"{kind} with {NAMES.get(delimiter, repr(delimiter))} between cells", label(text.encoding)],
        titles=_anki_titles(directives) if directives.is_anki else None,
        markup=Markup.HTML if directives.is_html else Markup.PLAIN,
        joiner=delimiter,
    )


def _anki_titles(directives: Directives) -> list[str] | None:
    """The titles of an Anki export. Without them its fields have the order of the note: the question, then the
    answer.
    """
    if directives.titles:
        return [*directives.titles]
    names = dict(directives.numbered)
    fields = iter(["front", "back", *(f"field {number}" for number in range(3, 30))])
    width = max([*names, len(names) + 2])
    return [names.get(at) or next(fields) for at in range(1, width + 1)]


def _rows(text: Text, directives: Directives, delimiter: str) -> Iterator[Row | BrokenRecord]:
    """Each row that is not empty, without the empty cells at its end and the comments before the first row."""
    passed, comments = directives.lines, 0
    lines = text.lines()
    for _ in range(passed):
        next(lines, None)
    before = _Lines(lines, passed)
    for row in _parsed(text.name, before, delimiter):
        is_comment = (
            comments >= 0 and isinstance(row, Row) and str(row.cells[0]).startswith("#") and len(row.cells) == 1
        )
        if is_comment and comments < MAX_COMMENTS:
            comments += 1
            continue
        comments = -1
        yield row


def _parsed(name: str, lines: _Lines, delimiter: str) -> Iterator[Row | BrokenRecord]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = lines.number + 1
        lines.taken.clear()
        try:
            cells: list[Cell] = [*next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            row = _with_unquoted_text(name, lines, start, delimiter, error)
        else:
            row = Row(f"line {start}", trimmed(cells))
        if isinstance(row, BrokenRecord) or row.cells:
            yield row


def _with_unquoted_text(name: str, lines: _Lines, start: int, delimiter: str, error: csv.Error) -> Row | BrokenRecord:
    """A row with wrong quotation marks, which become part of its text; the lines after it are read again.

    Raises DataError if a comma-separated file ends within quotation marks: it is truncated.
    """
    unclosed = str(error) == AT_THE_END or (str(error).startswith(TOO_LARGE) and len(lines.taken) > 1)
    if unclosed and delimiter != "\t":
        raise DataError(
            f"The quotation marks that line {start} of {name} opens do not close.",
            "Close them, or, if the file is cut off, save it again; then repeat the command.",
        ) from error
    if str(error).startswith(TOO_LARGE) and len(lines.taken) == 1:
        return BrokenRecord(f"line {start}", reason(error))
    first = lines.taken[0]
    lines.give_back_all_but_first()
    cells: list[Cell] = [_without_outer_marks(cell.strip()) for cell in first.rstrip("\n").split(delimiter)]
    return Row(f"line {start}", trimmed(cells))


def _without_outer_marks(cell: str) -> str:
    inner = cell[1:-1]
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return inner.replace('""', '"') if is_quoted else cell
