"""Tables as the benchmark prints them: a title, a line of headings, a line for each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

GAP = "  "


def show(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]], *notes: str) -> None:
    """Print a table: the first column to the left, the others to the right; None is a dash."""
    lines = [list(map(str, headings)), *(list(map(_cell, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n{title}")
    for first, *others in lines:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        print(GAP.join([first.ljust(widths[0]), *cells]))
    for note in notes:
        print(note)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,.3f}" if isinstance(value, float) and abs(value) < 1 else _large(value)


def _large(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
