"""What a build did with the concepts that went in: what `medlex check` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.building.entries import BuiltEntry, Plan
from bot.lexicon.model import InstalledSource

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Counts of a build. Concepts in = concepts grouped; definitions in = definitions kept + repeats.

    `repeated_definitions` are a publisher's same text for several names of one thing. `cut_parents` are the links that
    would have closed a cycle, as "child → parent", the first few by name.
    """

    sources: int
    concepts: int
    entries: int
    joined: int
    names: int
    definitions: int
    repeated_definitions: int
    cut_cycles: int
    cut_parents: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What of the entries has gone by."""

    entries: int = 0
    names: int = 0
    definitions: int = 0

    def counting(self, entries: Iterable[BuiltEntry]) -> Iterator[BuiltEntry]:
        """The same entries, counted as they go by."""
        for built in entries:
            self.entries += 1
            self.names += len(built.entry.names)
            self.definitions += len(built.entry.definitions)
            yield built


def report(sources: list[InstalledSource], plan: Plan, tally: Tally) -> BuildReport:
    """Count what went in and what came out, after all entries have gone by."""
    return BuildReport(
        sources=len(sources),
        concepts=sum(len(group) for group in plan.groups),
        entries=tally.entries,
        joined=sum(len(group) > 1 for group in plan.groups),
        names=tally.names,
        definitions=tally.definitions,
        repeated_definitions=sum(source.definitions for source in sources) - tally.definitions,
        cut_cycles=len(plan.tree.cut),
        cut_parents=tuple(
            f"{plan.headwords[child]} → {plan.headwords[parent]}" for child, parent in plan.tree.cut[:MOST_NAMED]
        ),
    )
