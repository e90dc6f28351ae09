"""Print how a table of an admin's own is read: in full for `install --preview`, in a few lines for `install`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from bot.cli.output.console import counted
from bot.sources.concept import Concept
from bot.sources.formats.table.columns import Column
from bot.sources.formats.table.findings import COLUMN, Places
from bot.sources.formats.table.inspection import Inspection
from bot.terms.model import NameKind, Relation

MAX_ENTRIES = 5
WIDTH = 80
INDENT = 2
MAX_NOTES = 5
MAX_COLUMNS = 12
MAX_LINE = 300
# Fields of a concept that are called otherwise here.
FIELDS = {
    "short": "term (an abbreviation)",
    "plain_names": "plain names",
    "former_names": "former names",
    "other_names": "other names",
    "see_also": "see also",
    "note": "note, below the definition",
    "example": "example, below the definition",
    "hint": "hint (tells senses apart)",
    "credit": "credit",
}
NAMES = {
    NameKind.SYNONYM: "synonym",
    NameKind.ABBREVIATION: "abbreviation",
    NameKind.PLAIN: "plain name",
    NameKind.BRAND: "brand",
    NameKind.FORMER: "former name",
    NameKind.PLURAL: "plural",
    NameKind.ENTRY_TERM: "other name",
}


def show_preview(found: Inspection, file: str) -> None:
    """Print how a file would be read: its columns, first entries, counts, and what is left out."""
    out = _console()
    out.print(f"[bold]{escape(file)}[/bold] {escape(_read_as(found))}")
    for note in _notes(found):
        out.print(Padding(escape(note), (0, 0, 0, INDENT)))
    _show_columns(out, found)
    for concept in found.first:
        _show_concept(out, concept)
    out.print()
    for line in _counts(found):
        out.print(escape(line))
    out.print("[dim]Nothing is installed: this is a preview. Without --preview the same command installs it.[/dim]")


def show_reading(found: Inspection, file: str) -> None:
    """Print in a few lines how a file was read, and what of it is left out."""
    out = Console(stderr=True, highlight=False, soft_wrap=True)
    columns = [f"{column.title} → {_field(column)}" for column in _columns(found) if column.field]
    out.print(escape(f"{file}: {_read_as(found)}{'; ' if columns else ''}{', '.join(columns)}."))
    for line in (*_notes(found), *_left_out(found)):
        out.print(escape(f"  {line}"))


def _console() -> Console:
    """Standard output, at most 80 columns wide: longer lines are hard to read."""
    wide = Console(highlight=False)
    return Console(highlight=False, width=min(WIDTH, wide.width) if sys.stdout.isatty() else WIDTH)


def _read_as(found: Inspection) -> str:
    """A description of the format, such as "read as CSV with semicolons between cells, Windows-1252"."""
    parts = dict.fromkeys(part for layout in found.findings.layouts for part in layout.table.read_as)
    tables = len(found.findings.layouts)
    return f"read as {', '.join(parts)}" + (f", {tables} tables" if tables > 1 else "")


def _notes(found: Inspection) -> list[str]:
    notes = [note for layout in found.findings.layouts for note in layout.notes]
    refused = [f"not understood and left out: {text}" for text in found.findings.not_understood]
    refused += [f"passed over: {name}" for name in found.findings.passed_over]
    shown = [*dict.fromkeys(notes), *refused]
    return [*shown[:MAX_NOTES], *([f"and {len(shown) - MAX_NOTES} more"] if len(shown) > MAX_NOTES else [])]


def _columns(found: Inspection) -> list[Column]:
    """The different columns of all tables."""
    return [*dict.fromkeys(column for layout in found.findings.layouts for column in layout.columns.columns)]


def _field(column: Column) -> str:
    return FIELDS.get(column.field or "", column.field or "left out")


def _show_columns(out: Console, found: Inspection) -> None:
    grid = Table(box=box.SIMPLE_HEAD, width=WIDTH if out.width >= WIDTH else None, pad_edge=False)
    grid.add_column("Column", ratio=1, overflow="fold")
    grid.add_column("Read as", ratio=2)
    for column in _columns(found):
        why = f" ({column.why})" if column.why else ""
        field = escape(_field(column) + why)
        grid.add_row(escape(column.title or "(no title)"), field if column.field else f"[yellow]{field}[/yellow]")
    out.print(grid)


def _show_concept(out: Console, concept: Concept) -> None:
    hint = f" [dim]({escape(concept.hint)})[/dim]" if concept.hint else ""
    out.print(f"[bold]{escape(concept.preferred_name)}[/bold]{hint}")
    for line in _about(concept):
        out.print(Padding(escape(_cut(line)), (0, 0, 0, INDENT)))


def _about(concept: Concept) -> Iterator[str]:
    by_kind: dict[NameKind, list[str]] = {}
    for name in concept.names[1:]:
        by_kind.setdefault(name.kind, []).append(name.name)
    for kind, names in by_kind.items():
        yield f"{NAMES.get(kind, kind.value)}{'s' * (len(names) > 1)}: {', '.join(names)}"
    if concept.semantic_types:
        yield f"kind: {', '.join(concept.semantic_types)}"
    yield from concept.definitions
    yield from _links(concept)
    if concept.url or concept.credit:
        yield " · ".join(filter(None, (concept.credit, concept.url)))


def _links(concept: Concept) -> Iterator[str]:
    for title, codes, kind in (
        ("a kind of", concept.parents, Relation.PARENT),
        ("see also", concept.see_also, Relation.SEE_ALSO),
    ):
        names = [*codes, *(f"{link.name} (if there is such an entry)" for link in concept.links if link.kind is kind)]
        if names:
            yield f"{title}: {', '.join(names)}"


def _cut(text: str) -> str:
    return text if len(text) <= MAX_LINE else f"{text[: MAX_LINE - 1].rstrip()}…"


def _counts(found: Inspection) -> Iterator[str]:
    yield (
        f"{counted(found.findings.rows, 'row')}: {counted(found.concepts, 'entry', 'entries')}, "
        f"{found.abbreviations:,} of them with an abbreviation, {counted(found.definitions, 'definition')}."
    )
    yield from _left_out(found)


def _left_out(found: Inspection) -> Iterator[str]:
    yield from _places("Left out", found.findings.left_out.items())
    yield from _places("Noticed", found.findings.cleaned.items())
    for record in found.broken:
        yield f"Cannot be read: {record.where}, {record.problem}."
    if found.broken_count > len(found.broken):
        yield f"And {found.broken_count - len(found.broken):,} more that cannot be read."


def _places(action: str, noted: Iterable[tuple[str, Places]]) -> Iterator[str]:
    """A line for each reason: how often it applies, and the first rows where it does; for columns their cells
    are counted.
    """
    columns = 0
    for reason, places in noted:
        if reason.startswith(COLUMN):
            columns += 1
            if columns <= MAX_COLUMNS:
                yield f"{action}: {reason}, {counted(places.count, 'cell')}."
            continue
        where = ", ".join(places.first) + (", …" if places.count > len(places.first) else "")
        yield f"{action}: {reason}, {counted(places.count, 'time')}: {where}."
    if columns > MAX_COLUMNS:
        yield f"{action}: {columns - MAX_COLUMNS} more columns."
