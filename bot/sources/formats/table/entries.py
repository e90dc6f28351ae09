"""Convert a row of a table to an entry, or say why it is not one."""

from __future__ import annotations

import re

from bot.sources.concept import BrokenRecord
from bot.sources.formats.table import cells
from bot.sources.formats.table.entry_fields import Entry, fill
from bot.sources.formats.table.findings import COLUMN, Findings
from bot.sources.formats.table.layout import Layout, joined_surplus
from bot.sources.formats.table.rows import Cell, Markup, Row, is_empty

MAX_TERM = 300
NUL = "it holds a NUL character"
MAX_NOTHING = 40
NOTHING = 'cell that says nothing, such as "—" or "N/A"'
TERMS = frozenset({"term", "short"})
TOTAL = re.compile(r"(?:grand |sub-?)?total(?:s|es)?\b.{0,30}|sum|count|gesamt|summe", re.IGNORECASE)
NUMBER = re.compile(r"[\d.,\s%]+")


class _BrokenCellError(Exception):
    """A cell cannot be read; the message says why."""


def entry_of(row: Row, layout: Layout, findings: Findings) -> Entry | BrokenRecord | None:
    """Return the entry of a row; None, with a finding, if it says nothing about a term."""
    if layout.repeats_titles(row):
        findings.leave_out("row that says the titles again", row.where)
        return None
    if len(row.cells) > len(layout.columns):
        joined = joined_surplus(row, layout)
        if joined is None:
            problem = f"it has {len(row.cells)} cells in {len(layout.columns)} columns"
            return BrokenRecord(row.where, problem)
        findings.clean("row whose last cell holds signs that stand between cells, joined again", row.where)
        row = joined
    try:
        entry = _read(row, layout, findings)
    except _BrokenCellError as error:
        return BrokenRecord(row.where, str(error))
    return _usable(entry, row, findings)


def _usable(entry: Entry, row: Row, findings: Findings) -> Entry | BrokenRecord | None:
    if len(entry.term) > MAX_TERM:
        return BrokenRecord(row.where, f"its term has {len(entry.term):,} characters: is it the definition?")
    if not entry.term:
        findings.leave_out("row without a term", row.where)
        return None
    if not entry.has_content():
        findings.leave_out("row with a term and nothing else", row.where)
        return None
    if TOTAL.fullmatch(entry.term) and entry.definitions and all(map(NUMBER.fullmatch, entry.definitions)):
        findings.leave_out("row of a total", row.where)
        return None
    return entry


def _read(row: Row, layout: Layout, findings: Findings) -> Entry:
    entry = Entry(
        row.where, is_short_form=layout.columns.is_of_short_forms, among_short_forms=layout.has_mostly_short_terms
    )
    if any("\0" in text for cell in row.cells for text in ([cell] if isinstance(cell, str) else cell)):
        raise _BrokenCellError(NUL)
    by_field: dict[str, list[tuple[str, Cell]]] = {}
    for column, cell in zip(layout.columns.columns, row.cells, strict=False):
        if is_empty(cell):
            continue
        if column.field is None:
            findings.leave_out(COLUMN + (column.title.removeprefix(COLUMN) or "(without a title)"), row.where)
            continue
        text = _text(cell, layout.table.markup, findings, row.where)
        if column.field not in TERMS and _is_placeholder(text):
            findings.leave_out(NOTHING, row.where)
            continue
        by_field.setdefault(column.field, []).append((column.title, text))
    fill(entry, by_field, findings)
    return entry


def _is_placeholder(text: Cell) -> bool:
    return isinstance(text, str) and len(text) <= MAX_NOTHING and bool(cells.NOTHING.fullmatch(text.strip()))


def _text(cell: Cell, markup: Markup, findings: Findings, where: str) -> Cell:
    if not isinstance(cell, str):
        return tuple(text for part in cell if (text := str(_text(part, markup, findings, where))).strip())
    text = cell
    if markup is Markup.HTML:
        text = cells.text_of_html(cells.text_of_anki(text), every_tag=True)
    elif cells.holds_html(text):
        text = cells.text_of_html(text)
        findings.clean("cell with HTML, of which the text is kept", where)
    if markup is Markup.MARKDOWN:
        text = cells.text_of_markdown(text)
    seen = cells.without_unseen(text)
    if len(seen) < len(text):
        findings.clean("cell with marks that nobody sees, without these", where)
    return seen
