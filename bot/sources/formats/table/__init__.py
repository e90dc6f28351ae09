"""An admin's own entries in many formats: CSV and similar text, workbooks, JSON, TOML, Markdown, Anki decks,
dictionaries.

`reading` recognizes the kind of a file, and one module for each kind reads its tables (`rows`). `layout` and
`columns` find out what their columns contain, `entries` and `cells` read the rows, and `senses` makes concepts of
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.table.columns import refusal
from bot.sources.formats.table.entries import entry_of
from bot.sources.formats.table.entry_fields import Entry
from bot.sources.formats.table.findings import Findings
from bot.sources.formats.table.layout import Layout, layout_of
from bot.sources.formats.table.options import Options, options_of
from bot.sources.formats.table.reading import tables
from bot.sources.formats.table.rows import RawTable, Row
from bot.sources.formats.table.senses import Codes, Senses, codes_of, concept_of

MAX_SHOWN = 200
LINKS = frozenset({"parent", "see_also"})


def edition(_: Path) -> Edition | None:
    """Return None: a table does not say its edition; the admin does, with --edition."""


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each sense of each entry, in the order of the file. What is left out and what is cleaned is counted in
    the reading.

    Raises DataError when the file is not a table, or its columns cannot be understood; UsageError when an option of
    the admin's is not possible.
    """
    findings = Findings()
    yield from read(path, options_of(reading), findings)
    if reading is not None:
        findings.note_in(reading)


def read(path: Path, options: Options, findings: Findings) -> Iterator[Concept | BrokenRecord]:
    """Yield what `concepts` yields, and note in `findings` how the file was read. A table whose columns contain links
    is read twice: first for the codes to which these lead.
    """
    senses, codes = Senses(findings), None
    for layout in _layouts(path, options, findings):
        if codes is None and layout.columns.fields & LINKS:
            codes = _codes(path, options)
        yield from _concepts(layout, senses, codes or {}, findings)


def _codes(path: Path, options: Options) -> Codes:
    ignored = Findings()
    records = (_entries(layout, ignored) for layout in _layouts(path, options, ignored))
    return codes_of(entry for entries in records for entry in entries if isinstance(entry, Entry))


def _layouts(path: Path, options: Options, findings: Findings) -> Iterator[Layout]:
    """The tables that are understood; the others are noted. Raises the DataError of the first table if none is."""
    refused: list[RawTable] = []
    for table in tables(path, options, findings.passed_over):
        layout = layout_of(table, options)
        if layout is None:
            refused.append(table)
            findings.not_understood.append(f"{table.name}: its columns {', '.join(table.titles or ())}"[:MAX_SHOWN])
            continue
        findings.layouts.append(layout)
        yield layout
    if refused and not findings.layouts:
        raise refusal(refused[0].name, refused[0].titles or [])


def _concepts(layout: Layout, senses: Senses, codes: Codes, findings: Findings) -> Iterator[Concept | BrokenRecord]:
    for entry in _entries(layout, findings):
        if isinstance(entry, BrokenRecord):
            yield entry
        else:
            yield from (concept_of(*sense, codes) for sense in senses.of(entry))


def _entries(layout: Layout, findings: Findings) -> Iterator[Entry | BrokenRecord]:
    for row in _placed(layout):
        findings.rows += 1
        entry = row if isinstance(row, BrokenRecord) else entry_of(row, layout, findings)
        if entry is not None:
            yield entry


def _placed(layout: Layout) -> Iterator[Row | BrokenRecord]:
    """The rows of a table, each with the member of the archive or folder in which it is."""
    member = layout.table.member
    return (replace(row, where=f"{row.where} of {member}") for row in layout.rows) if member else layout.rows
