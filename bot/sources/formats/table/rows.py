"""A table as each reader returns it: rows of cells, without knowledge of the columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from bot.sources.concept import BrokenRecord

# A text, or several texts if the file itself separates them.
Cell = str | tuple[str, ...]


class Markup(Enum):
    """The markup in a table's cells.

    `PLAIN` cells may contain HTML, which is recognized by the names of its elements; in `HTML` cells everything that
    looks like a tag is one.
    """

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and its place in the file."""

    where: str
    cells: list[Cell]


@dataclass(slots=True)
class RawTable:
    """One table of a file.

    `name` is its name in messages, `read_as` how it was read ("CSV, semicolons between cells", "Windows-1252").
    `titles` are its columns if the format itself names them; otherwise one of the first rows may. `fields` are titles
    whose meaning the format defines. `joiner` is the delimiter, with which the pieces of a text that contains it are
    joined again. `member` is the file within an archive or folder. `optional` tables are left out if their columns
    say nothing.
    """

    name: str
    rows: Iterator[Row | BrokenRecord]
    read_as: list[str] = field(default_factory=list)
    titles: list[str] | None = None
    markup: Markup = Markup.PLAIN
    joiner: str | None = None
    optional: bool = False
    member: str = ""


def is_empty(cell: Cell) -> bool:
    """Return True if there is no text in a cell."""
    return not cell.strip() if isinstance(cell, str) else not any(map(str.strip, cell))


def trimmed(cells: list[Cell]) -> list[Cell]:
    """Return the cells without the empty ones at the end, which spreadsheets often add."""
    end = len(cells)
    while end and is_empty(cells[end - 1]):
        end -= 1
    return cells[:end]
