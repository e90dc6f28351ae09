"""Print the list of `medlex sources`: the catalogue and the admin's own sources, in groups."""

from __future__ import annotations

from typing import get_args

from bot.cli.output.console import console, counted, print_indented
from bot.sources.catalogue import Group, Source, catalogue
from bot.terms.source import InstalledSource

SHIPPED = "Always there"
DEFAULT = "Defaults (what `medlex install` brings)"
OWN = "Your own"
HEADINGS = (SHIPPED, DEFAULT, *get_args(Group), OWN)
COLUMNS = ("id", "edition", "installed", "concepts", "names", "definitions")
# Are always shown: the id, the edition, and when it was installed.
MIN_COLUMNS = 3


def listed_sources(installed: list[InstalledSource]) -> list[Source | InstalledSource]:
    """Every source of the catalogue (as it is installed, or else as the catalogue knows it), then the admin's own."""
    by_id = {source.id: source for source in installed}
    own = [source for source in installed if source.id not in catalogue()]
    return [*(by_id.get(id, known) for id, known in catalogue().items()), *own]


def show_sources(installed: list[InstalledSource]) -> None:
    """Print all sources in groups: each in a row, with its title, publisher and license below."""
    out = console()
    groups = _grouped(listed_sources(installed))
    rows = [COLUMNS, *(_cells(source) for _, sources in groups for source in sources)]
    lines = iter(_aligned(rows, None if out.soft_wrap else out.width))
    out.print(next(lines), style="bold", markup=False)
    for heading, sources in groups:
        out.print(f"\n{heading}", style="bold", markup=False)
        for source in sources:
            out.print(next(lines), markup=False)
            title = source.title if isinstance(source, InstalledSource) else source.citation_title
            print_indented(out, f"{title}, {source.publisher} ({source.licence})", 4, style="dim")


def _aligned(rows: list[tuple[str, ...]], max_width: int | None) -> list[str]:
    """Each row as a line, its cells padded to the width of their column. The last columns are left out if a line would
    be longer than `max_width`.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    while max_width is not None and len(widths) > MIN_COLUMNS and sum(widths) + 2 * len(widths[1:]) > max_width:
        widths.pop()
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows]


def _grouped(sources: list[Source | InstalledSource]) -> list[tuple[str, list[Source | InstalledSource]]]:
    """The sources by heading. Headings without any are left out."""
    groups: dict[str, list[Source | InstalledSource]] = {heading: [] for heading in HEADINGS}
    for source in sources:
        groups[_heading(source.id)].append(source)
    return [group for group in groups.items() if group[1]]


def _heading(id: str) -> str:
    known = catalogue().get(id)
    if known is None:
        return OWN
    if known.default:
        return DEFAULT
    return known.group or SHIPPED


def _cells(source: Source | InstalledSource) -> tuple[str, ...]:
    if not isinstance(source, InstalledSource):
        return source.id, "—", "not installed", "", "", ""
    if source.journals:
        return source.id, source.edition, source.installed[:10], counted(source.journals, "journal"), "", ""
    counts = (f"{count:,}" for count in (source.concepts, source.names, source.definitions))
    return source.id, source.edition, source.installed[:10], *counts
