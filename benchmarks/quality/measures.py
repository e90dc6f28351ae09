"""Shares of a whole, by name: the figures that are stored and compared, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DEPTHS = (1, 5, 25)
COLUMNS = ("right", *(f"@{depth}" for depth in DEPTHS))


@dataclass(frozen=True, slots=True)
class Share:
    """A number of hits, of so many."""

    hits: int
    of: int

    @property
    def percent(self) -> float:
        """The share in percent, to one decimal place; none of nothing is 0."""
        return round(100 * self.hits / self.of, 1) if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.percent:5.1f} %  {self.hits:5} of {self.of:5}"


# Larger is better in every one of them.
Measures = dict[str, Share]


def recall(what: str, places: Sequence[int | None]) -> Measures:
    """Shares of places that are the first, among the first five and among the first 25."""
    return {
        f"{what}: @{depth}": Share(sum(place is not None and place <= depth for place in places), len(places))
        for depth in DEPTHS
    }


def print_table(measures: Measures) -> None:
    """Print a line for each thing that was measured, with its number and its percentages by column; nothing
    for none.
    """
    if not measures:
        return
    names = dict.fromkeys(name.rpartition(": ")[0] for name in measures)
    width = max(map(len, names))
    print(f"\n{'':{width}} {'number':>7}" + "".join(f"{column:>8}" for column in COLUMNS))
    for name in names:
        its = {column: measures[f"{name}: {column}"] for column in COLUMNS if f"{name}: {column}" in measures}
        cells = "".join(f"{its[column].percent:8.1f}" if column in its else " " * 8 for column in COLUMNS)
        print(f"{name:{width}} {max(share.of for share in its.values()):7,}{cells}")


def print_list(what: str, lines: Iterable[object]) -> None:
    """Print a heading with the number of lines, and the lines; nothing when there are none."""
    lines = list(lines)
    if lines:
        print(f"\n{what} ({len(lines)}):")
        print("\n".join(f"  {line}" for line in lines))
