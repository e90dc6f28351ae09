"""The report of a build: counts of everything that went in and came out. `medlex check` prints it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.building.merge.corrections import Corrections
from bot.building.merge.entries import BuiltEntry, Plan
from bot.building.merge.keys import has_code
from bot.terms.source import InstalledSource

# Examples of each reason for a refusal.
MAX_EXAMPLES = 5
# Examples of anything else, such as shared names.
MAX_NAMED = 20


@dataclass(frozen=True, slots=True)
class Refusals:
    """Pairs or parents refused for one reason: the number, and the first few: pairs of records as "name | name",
    parents as "child → parent".
    """

    reason: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Counts of a build, in which nothing is lost.

    Concepts in = `concepts`; each is in one of the `entries`, of which `joined` have several concepts.

    Names in = `names` - `added_names` + `repeated_names`. A name that several concepts of an entry share is there
    once, and a narrower name that belongs to another entry is only there. If no source writes a headword just so
    ("breast cancer" for "Cancer, Breast"), it is added.

    Definitions in = `definitions` + `repeated_definitions`. A repeated one is a publisher's same text for several
    names of one thing.

    `unlinked` counts the links of admins' own tables to a thing that the dictionary does not have or has several of;
    `unlinked_names` are the first few as "entry → name". `refused` are the pairs of records that were not joined
    though a name or a publisher suggested it.

    `corrected_names` counts names that publishers give to the wrong thing and that were corrected; names in are
    counted after that. `outdated_corrections` are those that found nothing to correct, as "record name".

    `undefined_entries` have no definition. `coded_keys` counts entries that share their headword with others.
    `shared_names` counts names that lead to several entries; `best_known_shared_names` are the best known of them.
    `cut_parents` are the first few parents that would have closed a cycle, as "child → parent". `refused_parents` are
    the parents in sources that are not shown as such, by reason.
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
    unlinked: int = 0
    unlinked_names: tuple[str, ...] = ()
    refused: tuple[Refusals, ...] = ()
    corrected_names: int = 0
    outdated_corrections: tuple[str, ...] = ()
    refused_parents: tuple[Refusals, ...] = ()


@dataclass(slots=True)
class Tally:
    """Collects the counts of a build, from the plan and from the entries as they are made."""

    entries: int = 0
    concepts: int = 0
    joined: int = 0
    names: int = 0
    added_names: int = 0
    definitions: int = 0
    undefined: int = 0
    coded_keys: int = 0
    cut_cycles: int = 0
    cut_parents: tuple[str, ...] = ()
    unlinked: int = 0
    unlinked_names: tuple[str, ...] = ()
    refused: tuple[Refusals, ...] = ()
    refused_parents: tuple[Refusals, ...] = ()

    def note_plan(self, plan: Plan) -> None:
        """Count the decisions of a plan."""
        self.coded_keys = sum(map(has_code, plan.keys, plan.headwords))
        self.cut_cycles = len(plan.tree.cut)
        cut = plan.tree.cut[:MAX_NAMED]
        self.cut_parents = tuple(f"{plan.headwords[child]} → {plan.headwords[parent]}" for child, parent in cut)
        lost = list(plan.lost_links())
        self.unlinked = len(lost)
        self.unlinked_names = tuple(f"{plan.headwords[at]} → {name}" for at, name in lost[:MAX_NAMED])
        self.refused = tuple(_refused_joins(plan))
        self.refused_parents = tuple(_refused_parents(plan))

    def counting(self, entries: Iterable[BuiltEntry]) -> Iterator[BuiltEntry]:
        """Yield the same entries, and count each."""
        for built in entries:
            self.entries += 1
            self.concepts += built.records
            self.joined += built.records > 1
            self.names += len(built.entry.names)
            self.added_names += built.added_names
            self.definitions += len(built.entry.definitions)
            self.undefined += not built.entry.definitions
            yield built


def _refused_joins(plan: Plan) -> Iterator[Refusals]:
    """The pairs that were kept apart, by reason, the most frequent reason first."""
    pairs: dict[str, list[str]] = defaultdict(list)
    for reason, one, other in plan.refused:
        pairs[reason].append(f"{one} | {other}")
    for refusal, each in sorted(pairs.items(), key=lambda item: -len(item[1])):
        yield Refusals(str(refusal), len(each), tuple(each[:MAX_EXAMPLES]))


def report(sources: list[InstalledSource], tally: Tally) -> BuildReport:
    """The report after all entries are counted. Which names are shared is not known yet."""
    return BuildReport(
        sources=len(sources),
        concepts=tally.concepts,
        entries=tally.entries,
        joined=tally.joined,
        names=tally.names,
        added_names=tally.added_names,
        repeated_names=sum(source.names for source in sources) - (tally.names - tally.added_names),
        definitions=tally.definitions,
        repeated_definitions=sum(source.definitions for source in sources) - tally.definitions,
        undefined_entries=tally.undefined,
        coded_keys=tally.coded_keys,
        shared_names=0,
        best_known_shared_names=(),
        cut_cycles=tally.cut_cycles,
        cut_parents=tally.cut_parents,
        unlinked=tally.unlinked,
        unlinked_names=tally.unlinked_names,
        refused=tally.refused,
        refused_parents=tally.refused_parents,
    )


def _refused_parents(plan: Plan) -> Iterator[Refusals]:
    """The parents that are not shown, by reason, the most frequent reason first."""
    refused = plan.tree.refused
    for reason, count in refused.counts.most_common():
        examples = (f"{plan.headwords[child]} → {plan.headwords[parent]}" for child, parent in refused.examples[reason])
        yield Refusals(reason.value, count, tuple(examples))


def with_shared_names(report: BuildReport, count: int, best_known: tuple[str, ...]) -> BuildReport:
    """The report with the number of names that lead to several entries, and the best known of them."""
    return replace(report, shared_names=count, best_known_shared_names=best_known)


def with_corrections(report: BuildReport, corrections: Corrections, sources: list[InstalledSource]) -> BuildReport:
    """The report with the corrections made in the records of these sources. Names taken away by them are in no
    entry.
    """
    return replace(
        report,
        repeated_names=report.repeated_names - corrections.removed + corrections.added,
        corrected_names=corrections.corrected,
        outdated_corrections=tuple(corrections.outdated(sources)),
    )
