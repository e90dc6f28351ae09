"""`recorded.json`: the figures of the program as it is in the repository, by the set of sources that were installed.

They are percentages, and larger is better. The same sources and seed give the same rows, names and typing errors, so
that a figure falls only when something got worse; the tolerance allows for another edition of a source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.measures import Measures
from bot.sources.catalogue import shipped_sources

RECORDED = Path(__file__).with_name("recorded.json")
# In percentage points.
TOLERANCE = 0.5

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Worse:
    """A figure that fell by more than the tolerance, in percent."""

    name: str
    before: float
    now: float

    def __str__(self) -> str:
        return f"{self.name}: {self.before} % before, {self.now} % now"


def source_set(installed: Iterable[str]) -> str:
    """The key under which figures of these sources are stored. Of the sources that ship with Medlex only the glossary
    is in it: the others are always there, too.
    """
    _glossary, *others = (source.id for source in shipped_sources())
    return " + ".join(sorted(id for id in installed if id not in others))


def recorded(sources: str, path: Path) -> Figures:
    """The figures stored for a set of sources; empty if there are none."""
    return _read(path).get(sources, {})


def worse(before: Figures, measures: Measures) -> list[Worse]:
    """The figures that fell by more than the tolerance, of those that were measured both times."""
    both = [(name, before[name], share.percent) for name, share in measures.items() if name in before]
    return [Worse(*figures) for figures in both if round(figures[1] - figures[2], 1) > TOLERANCE]


def store(sources: str, measures: Measures, path: Path) -> None:
    """Store the figures measured for a set of sources. Figures that were not measured this time, and other sets, stay
    as they are.
    """
    everything = _read(path)
    everything[sources] = everything.get(sources, {}) | {name: share.percent for name, share in measures.items()}
    path.write_text(json.dumps(everything, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def _read(path: Path) -> dict[str, Figures]:
    if not path.exists():
        return {}
    figures: dict[str, Figures] = json.loads(path.read_text(encoding="utf-8"))
    return figures
