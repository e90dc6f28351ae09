"""Printing to a terminal: standard output, problems on standard error, indented lines, and counts in words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text


def console() -> Console:
    """Standard output, as wide as the terminal, and without color where it is not a terminal."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def print_problem(problem: str, remedy: str) -> None:
    """Print on standard error what went wrong and, on a line of its own, what to do."""
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(f"{problem}\n{remedy}")


@contextmanager
def working(task: str) -> Iterator[None]:
    """Show on standard error that a task is under way, for the length of a `with` block."""
    with Console(stderr=True).status(f"{escape(task)} …"):
        yield


def print_indented(out: Console, text: str, spaces: int, style: str = "") -> None:
    """Print a line indented by so many spaces; when a terminal wraps it, the further lines too."""
    if out.soft_wrap:
        out.print(f"{' ' * spaces}{text}", style=style, markup=False)
    else:
        out.print(Padding(Text(text, style), (0, 0, 0, spaces), expand=False))


def counted(count: int, singular: str, plural: str = "") -> str:
    """A number and its noun, such as "1 row" or "2,000 rows". Give the plural where it is not just an added "s"."""
    return f"{count:,} {singular if count == 1 else plural or f'{singular}s'}"


def counted_lines(action: str, counts: dict[str, int]) -> list[str]:
    """The counts of an installation by reason, a line each, such as "left out 12: no name"."""
    return [f"{action} {count:,}: {reason}" for reason, count in counts.items()]
