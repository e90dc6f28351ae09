"""What was noticed while a file was read as a table: said to the admin, so that nothing is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sources.concept import Reading
from bot.sources.formats.table.layout import Layout

MAX_PLACES = 10
# How the reason begins for cells of columns that are not used.
COLUMN = "column "


@dataclass(slots=True)
class Places:
    """How often something was met, and where for the first times ("line 5")."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, where: str) -> None:
        """Count one more."""
        self.count += 1
        if len(self.first) < MAX_PLACES:
            self.first.append(where)


@dataclass(slots=True)
class Findings:
    """How a file was read. `not_understood` are its tables that were left out, `passed_over` its members that
    are no tables. `left_out` and `cleaned` are by a reason that a person understands.
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
        """Note that something was taken from a text, or read otherwise than it stands."""
        self.cleaned.setdefault(what, Places()).add(where)

    def note_in(self, reading: Reading) -> None:
        """Add the counts to those of a run over a file."""
        reading.left_out.update({what: places.count for what, places in self.left_out.items()})
        reading.cleaned.update({what: places.count for what, places in self.cleaned.items()})
