"""Printing to a terminal: standard output, problems on standard error, indented lines, and counts in words."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.text import Text

# Longer lines are hard to read.
MAX_WIDTH = 100


def console() -> Console:
    """Standard output, as wide as the terminal up to MAX_WIDTH, and without color where it is not a terminal."""
    return _console(sys.stdout)


def _console(stream: TextIO) -> Console:
    """Output that is wrapped to its width. What is read by a program is not wrapped, unless COLUMNS gives a width."""
    has_width = stream.isatty() or os.environ.get("COLUMNS", "").isdigit()
    out = Console(file=stream, highlight=False, soft_wrap=not has_width)
    out.width = min(out.width, MAX_WIDTH)
    return out


def print_problem(problem: str, remedy: str) -> None:
    """Print on standard error what went wrong and, on a line of its own, what to do."""
    _console(sys.stderr).print(f"{problem}\n{remedy}", markup=False)


def print_address(out: Console, address: str, spaces: int = 0) -> None:
    """Print an address on a line of its own, which is never broken: a part of it would lead nowhere."""
    out.print(f"{' ' * spaces}{address}", style="dim", markup=False, soft_wrap=True)


@contextmanager
def working(task: str) -> Iterator[None]:
    """Show on standard error that a task is under way, for the length of a `with` block."""
    with Console(stderr=True).status(f"{escape(task)} …"):
        yield


def print_indented(out: Console, text: str | Text, spaces: int, style: str = "") -> None:
    """Print a line indented by so many spaces; when it is wrapped, the further lines too."""
    whole = Text(text) if isinstance(text, str) else text
    whole.stylize_before(style)
    for line in [whole] if out.soft_wrap else whole.wrap(out, out.width - spaces):
        line.rstrip()
        out.print(Text(" " * spaces) + line)


def counted(count: int, singular: str, plural: str = "") -> str:
    """A number and its noun, such as "1 row" or "2,000 rows". Give the plural where it is not just an added "s"."""
    return f"{count:,} {singular if count == 1 else plural or f'{singular}s'}"


def counted_lines(action: str, counts: dict[str, int]) -> list[str]:
    """The counts of an installation by reason, a line each, such as "left out 12: no name"."""
    return [f"{action} {count:,}: {reason}" for reason, count in counts.items()]
