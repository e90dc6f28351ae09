"""Shares of a whole, by name: the figures that are printed, stored and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DEPTHS = (1, 5, 25)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    hits: int
    of: int

    @property
    def percent(self) -> float:
        """The share in per cent, to one decimal place; none of nothing is 0."""
        return round(100 * self.hits / self.of, 1) if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.percent:5.1f} %  {self.hits:5} of {self.of:5}"


# Larger is better in every one of them.
Measures = dict[str, Share]


def recall(what: str, places: Sequence[int | None]) -> Measures:
    """How often what was meant stands first, among the first five and among the first 25."""
    return {
        f"{what}: @{depth}": Share(sum(place is not None and place <= depth for place in places), len(places))
        for depth in DEPTHS
    }
