"""Findings about a file that was read as a table, which are reported to the admin."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sources.concept import Reading
from bot.sources.formats.table.layout import Layout

MAX_PLACES = 10
# The beginning of the reason for cells of unused columns.
COLUMN = "column "


@dataclass(slots=True)
class Places:
    """A count of occurrences, and the first places ("line 5")."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, where: str) -> None:
        """Count one more."""
        self.count += 1
        if len(self.first) < MAX_PLACES:
            self.first.append(where)


@dataclass(slots=True)
class Findings:
    """Findings about one file. `not_understood` are the tables that were left out, `passed_over` the members that are
    not tables. `left_out` and `cleaned` are by a reason that a person understands.
    """

    layouts: list[Layout] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    rows: int = 0
    left_out: dict[str, Places] = field(default_factory=dict)
    cleaned: dict[str, Places] = field(default_factory=dict)

    def leave_out(self, what: str, where: str) -> None:
        """Note that something is not in the dictionary."""
        self.left_out.setdefault(what, Places()).add(where)

    def clean(self, what: str, where: str) -> None:
        """Note that something was removed from a text, or read differently than it is written."""
        self.cleaned.setdefault(what, Places()).add(where)

    def note_in(self, reading: Reading) -> None:
        """Add the counts to those of a run over a file."""
        reading.left_out.update({what: places.count for what, places in self.left_out.items()})
        reading.cleaned.update({what: places.count for what, places in self.cleaned.items()})
