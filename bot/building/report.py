"""What a build did with the concepts that went in: what `medlex check` prints."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.building.entries import BuiltEntry, Plan
from bot.building.keys import has_code
from bot.building.records import Group
from bot.lexicon.model import InstalledSource

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Counts of a build, in which nothing is lost.

    Concepts in = `concepts`, each in one of the `entries`, `joined` of which hold several. Names in = `names` - `added_names`
    + `repeated_names`: names that several concepts of an entry share stand there once, and an entry whose headword no source
    writes just so ("breast cancer" for "Cancer, Breast") has it added. Definitions in = `definitions` +
    `repeated_definitions`, a publisher's same text for several names of one thing.

    `undefined_entries` have no definition. `coded_keys` are those of entries that share their headword with others.
    `shared_names` lead to several entries, the best known of which are `best_known_shared_names`. `cut_parents` are the links
    that would have closed a cycle, as "child → parent", the first few by name.
    """

    sources: int
    concepts: int
    entries: int
    joined: int
    names: int
    added_names: int
    repeated_names: int
    definitions: int
    repeated_definitions: int
    undefined_entries: int
    coded_keys: int
    shared_names: int
    best_known_shared_names: tuple[str, ...]
    cut_cycles: int
    cut_parents: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What of the entries has gone by. `ending_in_headword` are those, by number, whose last name is their headword: it was
    added there, unless a source writes it so.
    """

    entries: int = 0
    names: int = 0
    definitions: int = 0
    undefined: int = 0
    ending_in_headword: list[int] = field(default_factory=list)

    def counting(self, entries: Iterable[BuiltEntry]) -> Iterator[BuiltEntry]:
        """The same entries, counted as they go by."""
        for built in entries:
            entry = built.entry
            if entry.names[-1].name == entry.headword:
                self.ending_in_headword.append(self.entries)
            self.entries += 1
            self.names += len(entry.names)
            self.definitions += len(entry.definitions)
            self.undefined += not entry.definitions
            yield built


@dataclass(frozen=True, slots=True)
class SharedNames:
    """The names that lead to several entries: how many, and the best known of them."""

    count: int = 0
    best_known: tuple[str, ...] = ()


NONE_SHARED = SharedNames()


def shared_names(lexicon: sqlite3.Connection) -> SharedNames:
    """The names that several entries of a written lexicon own.

    A name is known as well as all its owners but the best known are together: it is they that may be meant, too.
    """
    rows = lexicon.execute(
        "SELECT folded FROM name GROUP BY folded HAVING count(*) > 1 ORDER BY sum(weight) - max(weight) DESC, folded"
    ).fetchall()
    return SharedNames(len(rows), tuple(name for (name,) in rows[:MOST_NAMED]))


def report(sources: list[InstalledSource], plan: Plan, tally: Tally, shared: SharedNames = NONE_SHARED) -> BuildReport:
    """Count what went in and what came out, after all entries have gone by."""
    added = sum(not _is_written(plan.groups[at], plan.headwords[at]) for at in tally.ending_in_headword)
    return BuildReport(
        sources=len(sources),
        concepts=sum(len(group) for group in plan.groups),
        entries=tally.entries,
        joined=sum(len(group) > 1 for group in plan.groups),
        names=tally.names,
        added_names=added,
        repeated_names=sum(source.names for source in sources) - (tally.names - added),
        definitions=tally.definitions,
        repeated_definitions=sum(source.definitions for source in sources) - tally.definitions,
        undefined_entries=tally.undefined,
        coded_keys=sum(map(has_code, plan.keys, plan.headwords)),
        shared_names=shared.count,
        best_known_shared_names=shared.best_known,
        cut_cycles=len(plan.tree.cut),
        cut_parents=tuple(
            f"{plan.headwords[child]} → {plan.headwords[parent]}" for child, parent in plan.tree.cut[:MOST_NAMED]
        ),
    )


def _is_written(group: Group, headword: str) -> bool:
    """Whether some source writes a name just as the headword is."""
    return any(name.name == headword for record in group for name in record.concept.names)
