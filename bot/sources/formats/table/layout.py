"""A table with its header and columns: where the header is, what is above it, and which rows are entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from bot.errors import DataError
from bot.sources.concept import BrokenRecord
from bot.sources.formats.table.columns import MEANING_FIELDS, Column, Columns, refusal, understood
from bot.sources.formats.table.expansions import fits, is_expansion
from bot.sources.formats.table.options import Options
from bot.sources.formats.table.rows import Cell, RawTable, Row, is_empty
from bot.terms.abbreviations import looks_like_abbreviation

HEAD = 200
# The most rows above a header, such as a title and remarks.
MAX_ABOVE = 20
MAX_COLUMNS = 500
MIN_FILLED = 0.9
MIN_ROWS = 2
MAX_SHOWN = 60
MIN_WORDS = 3
MIN_SHORT_FORMS = 20
MIN_SHARE = 0.6
MAX_WORDS_OF_HINT = 2.5
WEB_ADDRESS = re.compile(r"\s*https?://[^\s/]+\S*\s*")


@dataclass(slots=True)
class Layout:
    """A table and its columns. `notes` are further remarks on how it was understood. `has_mostly_short_terms` means
    that most of its first terms look like abbreviations.
    """

    table: RawTable
    columns: Columns
    rows: Iterator[Row | BrokenRecord]
    notes: list[str] = field(default_factory=list)
    has_mostly_short_terms: bool = False

    def repeats_titles(self, row: Row) -> bool:
        """Return True if a row only repeats the titles of the columns, as at the head of each printed page."""
        columns = self.columns.columns[: len(row.cells)]
        return 1 < len(row.cells) <= len(columns) and all(
            _title(cell).strip().casefold() == column.title.casefold()
            for cell, column in zip(row.cells, columns, strict=True)
        )


def layout_of(table: RawTable, options: Options) -> Layout | None:
    """Return the layout of a table; None if its columns say nothing and there are other tables. Raises DataError in
    other cases.

    The header is what the format names, or else the first row that is understood as one. A table of two columns whose
    first row is clearly an entry has none.
    """
    head = list(islice(table.rows, HEAD))
    layout = _found(table, head, options)
    if layout is None:
        return None
    layout.notes += _doubts_of_language(layout.columns, options)
    return _decided_by_content(layout, head)


def _doubts_of_language(columns: Columns, options: Options) -> list[str]:
    """Notes for the admin if the titles are in another language than the source."""
    titles = columns.language_of_titles()
    if titles is None or titles == options.language:
        return []
    return [
        (
            f"its titles are in {titles}, and its texts count as {options.language}: add --language {titles} if they "
            f"are too"
        )
    ]


def _found(table: RawTable, head: list[Row | BrokenRecord], options: Options) -> Layout | None:
    rows = chain(head, table.rows)
    _refuse_very_wide(table, head)
    if table.titles is not None:
        return _of_titles(table, table.titles, rows, options)
    numbered = _numbered(head, options)
    if numbered is not None:
        return _side_by_side(Layout(table, numbered, rows, ["no header: its columns are named by their numbers"]))
    for at, row in enumerate(head[:MAX_ABOVE]):
        if isinstance(row, Row) and len(row.cells) > 1:
            columns = understood([_title(cell) for cell in row.cells], options)
            if columns.say_enough and _fits(columns, options) and not _is_among_entries(columns, head[:at]):
                rest = chain(head[at + 1 :], table.rows)
                return _side_by_side(Layout(table, columns, rest, _above(head[:at])))
    return _without_header(table, head, rows, options)


def _is_among_entries(columns: Columns, above: list[Row | BrokenRecord]) -> bool:
    """Return True if a row that could be a header is an entry about such words ("SF", "short form"): one of its two
    cells is not a title, and it is a short form with its long form, or similar rows are above it.
    """
    if not columns.are_half_guessed:
        return False
    first, second = (column.title for column in columns.columns)
    return _is_short_form((first, second)) or any(
        isinstance(row, Row) and sum(not is_empty(cell) for cell in row.cells) > 1 for row in above
    )


def _refuse_very_wide(table: RawTable, head: list[Row | BrokenRecord]) -> None:
    widest = max([len(table.titles or ()), *(len(row.cells) for row in head if isinstance(row, Row))])
    if widest > MAX_COLUMNS:
        raise DataError(
            f"The table {table.name} has {widest:,} columns, which no list of terms has.",
            "Save it again with a column for the term and one for the definition.",
        )


def _of_titles(
    table: RawTable, titles: list[str], rows: Iterator[Row | BrokenRecord], options: Options
) -> Layout | None:
    columns = understood(titles, options)
    if columns.say_enough:
        return Layout(table, columns, rows)
    if table.optional:
        return None
    raise refusal(table.name, titles)


def _fits(columns: Columns, options: Options) -> bool:
    """Return True if a header has the columns that the admin named."""
    found = {column.field for column in columns.columns}
    return not options.columns or any(field in found for field, _ in options.columns)


def _title(cell: Cell) -> str:
    return cell if isinstance(cell, str) else " ".join(cell)


def _above(head: list[Row | BrokenRecord]) -> list[str]:
    """Notes for the admin on the rows above the header."""
    shown = [_title(next(cell for cell in row.cells if not is_empty(cell))) for row in head if isinstance(row, Row)]
    return [f"passed over above the header: {text.strip()[:MAX_SHOWN]!r}" for text in shown]


def _numbered(head: list[Row | BrokenRecord], options: Options) -> Columns | None:
    """The columns of a table without a header, which the admin names by their numbers; None if the admin does not."""
    if not options.columns or not all(title.isdecimal() for _, title in options.columns):
        return None
    width = max((len(row.cells) for row in head if isinstance(row, Row)), default=0)
    by_number = {int(title): field for field, title in options.columns}
    if not set(by_number) <= set(range(1, width + 1)):
        raise refusal("the table", [str(number) for number in range(1, width + 1)])
    return Columns(tuple(Column(f"column {at}", by_number.get(at)) for at in range(1, width + 1)))


def _without_header(
    table: RawTable, head: list[Row | BrokenRecord], rows: Iterator[Row | BrokenRecord], options: Options
) -> Layout | None:
    """The layout of a table without a header: of two columns, if its rows look like terms and definitions. Raises
    DataError for any other.
    """
    found = [row for row in head if isinstance(row, Row)]
    if options.columns or not _looks_like_entries(found):
        if table.optional:
            return None
        widest = max(found[:MAX_ABOVE], key=lambda row: len(row.cells), default=None)
        raise refusal(table.name, [_title(cell) for cell in widest.cells] if widest else [])
    columns = Columns((Column("column 1", "term"), Column("column 2", "definition")))
    return Layout(table, columns, rows, ["no header: column 1 is read as the term, column 2 as the definition"])


def _looks_like_entries(rows: list[Row]) -> bool:
    """Return True if two columns are terms and definitions from the first row on: the first column is short and
    without repetitions, the second is longer, and the first row is not a pair of titles.
    """
    pairs = [[_title(cell) for cell in row.cells] for row in rows]
    filled = [pair for pair in pairs if len(pair) == 2 and pair[0].strip()]
    if len(filled) < max(MIN_ROWS, MIN_FILLED * len(pairs)) or filled[0] != pairs[0]:
        return False
    first, second = ([pair[at] for pair in filled] for at in (0, 1))
    is_shorter = sum(map(len, first)) < sum(map(len, second))
    is_distinct = len(set(first)) >= len(first) * MIN_FILLED / 2
    return is_shorter and is_distinct and _is_entry(*filled[0])


def _is_entry(term: str, definition: str) -> bool:
    """Return True if a first row is an entry and not two titles."""
    return (
        looks_like_abbreviation(term.strip())
        or len(definition.split()) >= MIN_WORDS
        or definition.rstrip().endswith(".")
    )


def _side_by_side(layout: Layout) -> Layout:
    """Join the several pairs of columns of a table that is printed in columns, with the same titles, to one pair."""
    titles = [column.title.lower() for column in layout.columns.columns]
    for width in range(2, len(titles) // 2 + 1):
        if len(titles) % width == 0 and titles == titles[:width] * (len(titles) // width) and titles[0]:
            columns = Columns(understood([column.title for column in layout.columns.columns[:width]]).columns)
            layout.notes.append(f"{len(titles) // width} tables side by side")
            return Layout(layout.table, columns, _blocks(layout.rows, width), layout.notes)
    return layout


def _blocks(rows: Iterator[Row | BrokenRecord], width: int) -> Iterator[Row | BrokenRecord]:
    for row in rows:
        if isinstance(row, BrokenRecord):
            yield row
            continue
        for at in range(0, len(row.cells), width):
            cells = row.cells[at : at + width]
            if not all(map(is_empty, cells)):
                yield Row(row.where, cells)


def _decided_by_content(layout: Layout, head: list[Row | BrokenRecord]) -> Layout:
    """Decide by the first rows what titles leave open: addresses of web pages, texts too long for a hint, terms that
    are all abbreviations.
    """
    columns = list(layout.columns.columns)
    cells = [_column(head, at) for at in range(len(columns))]
    has_url = "url" in layout.columns.fields
    for at, column in enumerate(columns):
        filled = [text for text in cells[at] if text.strip() and text.strip() != column.title]
        if (
            column.field is None
            and not column.why
            and filled
            and not has_url
            and all(map(WEB_ADDRESS.fullmatch, filled))
        ):
            columns[at], has_url = replace(column, field="url", why="it holds web addresses"), True
        elif column.field == "hint" and sum(len(text.split()) for text in filled) > MAX_WORDS_OF_HINT * len(filled):
            columns[at] = replace(column, field="note", why="its texts are too long for a hint")
    layout.columns = Columns(tuple(columns))
    layout.has_mostly_short_terms = _are_mostly_short(columns, cells)
    return _short_forms(layout, cells)


def _are_mostly_short(columns: list[Column], cells: list[list[str]]) -> bool:
    at = next((at for at, column in enumerate(columns) if column.field in {"term", "short"}), None)
    terms = (
        [text.strip() for text in cells[at] if text.strip() and text.strip() != columns[at].title]
        if at is not None
        else []
    )
    return sum(map(looks_like_abbreviation, terms)) >= len(terms) / 2


def _column(head: list[Row | BrokenRecord], at: int) -> list[str]:
    rows = (row for row in head if isinstance(row, Row))
    return [_title(row.cells[at]) if at < len(row.cells) else "" for row in rows]


def _short_forms(layout: Layout, cells: list[list[str]]) -> Layout:
    """Make a table of abbreviations of one with only terms and definitions, if most definitions are long forms of the
    terms.
    """
    fields = [column.field for column in layout.columns.columns]
    if not {"term", "definition"} <= set(fields) or "abbreviations" in fields:
        return layout
    term, definition = fields.index("term"), fields.index("definition")
    pairs = [
        (a.strip(), b.strip()) for a, b in zip(cells[term], cells[definition], strict=True) if a.strip() and b.strip()
    ]
    if len(pairs) < MIN_SHORT_FORMS or sum(map(_is_short_form, pairs)) < MIN_SHARE * len(pairs):
        return layout
    columns = list(layout.columns.columns)
    columns[term] = replace(columns[term], field="short", why="most definitions are long forms of it")
    layout.columns = Columns(tuple(columns))
    return layout


def _is_short_form(pair: tuple[str, str]) -> bool:
    short, text = pair
    return len(short) < len(text) and is_expansion(short, text, is_short_form=True) and fits(short, text)


def joined_surplus(row: Row, layout: Layout) -> Row | None:
    """Return a row with more cells than there are columns, with the cells of a text joined that contains the
    delimiter.

    That is certain if the text is in the last column; None otherwise.
    """
    width, joiner = len(layout.columns), layout.table.joiner
    last = layout.columns.columns[-1].field
    if joiner is None or last not in MEANING_FIELDS | {"note", "example"}:
        return None
    rest = joiner.join(_title(cell) for cell in row.cells[width - 1 :])
    return Row(row.where, [*row.cells[: width - 1], rest])
