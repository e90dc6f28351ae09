"""A table as each reader gives it: rows of cells, before anybody knows what its columns hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from bot.sources.concept import BrokenRecord

# Text, or several texts where the file itself says that they are several.
Cell = str | tuple[str, ...]


class Markup(Enum):
    """Which marks stand in a table's cells beside the text.

    `PLAIN` cells may hold HTML by chance, which is told by the names of its elements; in `HTML` whatever
    looks like a tag is one.
    """

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and where it begins in the file."""

    where: str
    cells: list[Cell]


@dataclass(slots=True)
class RawTable:
    """One table of a file.

    `name` is what to call it in a message, `read_as` how it was read ("CSV, semicolons between cells",
    "Windows-1252"). `titles` are its columns where the format itself names them; without them a row among the
    first ones does, or none. `fields` are titles that the format knows the meaning of. `joiner` is what
    stands between cells, so that the pieces of a text that was cut at it can be joined again. `member` is the
    file within an archive or folder that has it. `optional` tables are left out when their columns say
    nothing.
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
    """The cells without the empty ones at the end, which spreadsheets like to add."""
    end = len(cells)
    while end and is_empty(cells[end - 1]):
        end -= 1
    return cells[:end]
