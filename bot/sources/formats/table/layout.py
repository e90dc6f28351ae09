"""A table whose columns are understood: where its header is, what stands above it, and which rows are entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from bot.lexicon.names import looks_like_abbreviation
from bot.sources.concept import BrokenRecord
from bot.sources.formats.table.columns import TELLS_A_MEANING, Column, Columns, refusal, understood
from bot.sources.formats.table.options import Options
from bot.sources.formats.table.rows import Cell, RawTable, Row, is_empty

HEAD = 200
# Above a header stand a title and a remark or two.
MOST_ABOVE = 20
LEAST_FILLED = 0.9
FEWEST_ROWS = 2
MOST_SHOWN = 60
FEWEST_WORDS = 3


@dataclass(slots=True)
class Layout:
    """A table and its columns. `notes` are what else is to be said of how it was understood, `above` the lines above its header."""

    table: RawTable
    columns: Columns
    rows: Iterator[Row | BrokenRecord]
    notes: list[str] = field(default_factory=list)


def layout_of(table: RawTable, options: Options) -> Layout | None:
    """What the columns of a table hold. None where they say nothing and there are other tables; else raises DataError.

    The header is what the format names, else the first row that is understood as one. A table of two columns whose first row is
    plainly an entry has none.
    """
    head = list(islice(table.rows, HEAD))
    rows = chain(head, table.rows)
    if table.titles is not None:
        return _of_titles(table, table.titles, rows, options)
    numbered = _numbered(head, options)
    if numbered is not None:
        return _side_by_side(Layout(table, numbered, rows, ["no header: its columns are named by their numbers"]))
    for at, row in enumerate(head[:MOST_ABOVE]):
        if isinstance(row, Row) and len(row.cells) > 1:
            columns = understood([_title(cell) for cell in row.cells], options)
            if columns.say_enough and _fits(columns, options):
                rest = chain(head[at + 1 :], table.rows)
                return _side_by_side(Layout(table, columns, rest, _above(head[:at])))
    return _without_header(table, head, rows, options)


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
    """Whether a header has what the admin named."""
    said = {column.field for column in columns.columns}
    return not options.columns or any(field in said for field, _ in options.columns)


def _title(cell: Cell) -> str:
    return cell if isinstance(cell, str) else " ".join(cell)


def _above(head: list[Row | BrokenRecord]) -> list[str]:
    """What is said of the rows above the header."""
    shown = [_title(next(cell for cell in row.cells if not is_empty(cell))) for row in head if isinstance(row, Row)]
    return [f"passed over above the header: {text.strip()[:MOST_SHOWN]!r}" for text in shown]


def _numbered(head: list[Row | BrokenRecord], options: Options) -> Columns | None:
    """The columns of a table where the admin names them by their numbers: it has no header then."""
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
    """A table without a header: of two columns, if its rows look like terms and definitions. Raises DataError for any other."""
    found = [row for row in head if isinstance(row, Row)]
    if options.columns or not _looks_like_entries(found):
        if table.optional:
            return None
        raise refusal(table.name, [_title(cell) for cell in found[0].cells] if found else [])
    columns = Columns((Column("column 1", "term"), Column("column 2", "definition")))
    return Layout(table, columns, rows, ["no header: column 1 is read as the term, column 2 as the definition"])


def _looks_like_entries(rows: list[Row]) -> bool:
    """Whether two columns are terms and definitions, from the first row on: the first column is short and says each thing once, the
    second says more of it, and the first row is no pair of titles.
    """
    pairs = [[_title(cell) for cell in row.cells] for row in rows]
    filled = [pair for pair in pairs if len(pair) == 2 and pair[0].strip()]
    if len(filled) < max(FEWEST_ROWS, LEAST_FILLED * len(pairs)) or filled[0] != pairs[0]:
        return False
    first, second = ([pair[at] for pair in filled] for at in (0, 1))
    is_shorter = sum(map(len, first)) < sum(map(len, second))
    is_distinct = len(set(first)) >= len(first) * LEAST_FILLED / 2
    return is_shorter and is_distinct and _is_entry(*filled[0])


def _is_entry(term: str, definition: str) -> bool:
    """Whether a first row is an entry and not two titles."""
    return (
        looks_like_abbreviation(term.strip())
        or len(definition.split()) >= FEWEST_WORDS
        or definition.rstrip().endswith(".")
    )


def _side_by_side(layout: Layout) -> Layout:
    """A table that is laid out in several pairs of columns beside each other, with the same titles each, as one of one pair."""
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


def joined_surplus(row: Row, layout: Layout) -> Row | None:
    """A row with more cells than there are columns, with those of a text that was cut at its own commas joined again.

    That is sure where the text is in the last column; None where it is not.
    """
    width, joiner = len(layout.columns), layout.table.joiner
    last = layout.columns.columns[-1].field
    if joiner is None or last not in TELLS_A_MEANING | {"note", "example"}:
        return None
    rest = joiner.join(_title(cell) for cell in row.cells[width - 1 :])
    return Row(row.where, [*row.cells[: width - 1], rest])
