"""A row of a table of terms, as text, and what a file may have at most."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sources.formats.table.cells import one_line, outside_brackets

MAX_FILE_BYTES = 2 << 20
MAX_ROWS = 5_000
MAX_COLUMNS = 50


@dataclass(frozen=True, slots=True)
class TermRow:
    """One row: the line (or the spreadsheet's row) that it begins in, counted from 1, and its cells.

    `adds_to`, `parents` and `see_also` are names of entries, which nobody has looked up yet.
    """

    line: int
    term: str
    definition: str
    names: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    adds_to: str = ""


@dataclass(frozen=True, slots=True)
class TermTable:
    """The rows of a file, the fields for which it has a column, and the titles of the columns that were not read."""

    rows: tuple[TermRow, ...]
    fields: frozenset[str] = frozenset()
    unused: tuple[str, ...] = ()


def split_names(text: str) -> tuple[str, ...]:
    """Split a list of names: at semicolons and line ends, or if it has none of these, at pipes or at commas.

    A comma within brackets or a number ("1,2-dichloroethane") does not separate. Names that occur twice are left out.
    """
    signs = next((signs for signs in (";\n", "|") if set(signs) & set(text)), ",")
    names = map(one_line, outside_brackets(text, signs) if signs == "," else _split(text, signs))
    return tuple(dict.fromkeys(filter(None, names)))


def joined_names(names: tuple[str, ...]) -> str:
    """Join names so that `split_names` returns them unchanged; they must have no semicolons and line ends."""
    text = "; ".join(names)
    return text if split_names(text) == names else f"{text};"


def _split(text: str, signs: str) -> list[str]:
    for sign in signs[1:]:
        text = text.replace(sign, signs[0])
    return text.split(signs[0])
