"""What a build did with the concepts that went in: what `medlex check` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.building.merge.corrections import Corrections
from bot.building.merge.entries import BuiltEntry, Plan
from bot.building.merge.keys import has_code
from bot.building.merge.shared_names import MAX_NAMED, SharedNames
from bot.terms.source import InstalledSource

# Of the pairs that one check kept apart, so many are named.
MAX_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Refusals:
    """What was refused for one reason: how many, and a few of them, pairs of records as "name | name", parents as "child → parent"."""

    reason: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Counts of a build, in which nothing is lost.

    Concepts in = `concepts`, each in one of the `entries`, `joined` of which hold several. Names in = `names` - `added_names`
    + `repeated_names`: names that several concepts of an entry share stand there once, a narrower name that is another entry's stands there only, and an entry whose headword no source
    writes just so ("breast cancer" for "Cancer, Breast") has it added. Definitions in = `definitions` +
    `repeated_definitions`, a publisher's same text for several names of one thing.

    `unlinked` are the links of admins' own tables that name a thing which the dictionary does not have, or has several of, as "entry → name", the first few
    by name. `refused` are the pairs of records that were not joined though a name or a publisher spoke for it.

    `corrected_names` are those that publishers give to the wrong thing and that were corrected; the names that went in are counted after
    that. `outdated_corrections` found nothing to correct, as "record name".

    `undefined_entries` have no definition. `coded_keys` are those of entries that share their headword with others.
    `shared_names` lead to several entries, the best known of which are `best_known_shared_names`. `cut_parents` are the links
    that would have closed a cycle, as "child → parent", the first few by name. `refused_parents` are what sources have above
    things that is not shown as what they are kinds of, by the reason.
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
    """What was decided, and what of the entries has gone by."""

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

    def decided(self, plan: Plan) -> Plan:
        """The same plan, noted."""
        self.coded_keys = sum(map(has_code, plan.keys, plan.headwords))
        self.cut_cycles = len(plan.tree.cut)
        cut = plan.tree.cut[:MAX_NAMED]
        self.cut_parents = tuple(f"{plan.headwords[child]} → {plan.headwords[parent]}" for child, parent in cut)
        lost = list(plan.lost_links())
        self.unlinked = len(lost)
        self.unlinked_names = tuple(f"{plan.headwords[at]} → {name}" for at, name in lost[:MAX_NAMED])
        self.refused = tuple(_refused_joins(plan))
        self.refused_parents = tuple(_refused_parents(plan))
        return plan

    def counting(self, entries: Iterable[BuiltEntry]) -> Iterator[BuiltEntry]:
        """The same entries, counted as they go by."""
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
    """What each check kept apart, the one with the most first."""
    pairs: dict[str, list[str]] = defaultdict(list)
    for why, one, other in plan.refused:
        pairs[why].append(f"{one} | {other}")
    for reason, each in sorted(pairs.items(), key=lambda item: -len(item[1])):
        yield Refusals(str(reason), len(each), tuple(each[:MAX_EXAMPLES]))


def report(sources: list[InstalledSource], tally: Tally) -> BuildReport:
    """Count what went in and what came out, after all entries have gone by. Which names are shared is not known yet."""
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
    """What was refused, the commonest reason first."""
    refused = plan.tree.refused
    for reason, count in refused.counts.most_common():
        examples = (f"{plan.headwords[child]} → {plan.headwords[parent]}" for child, parent in refused.examples[reason])
        yield Refusals(reason.value, count, tuple(examples))


def with_shared_names(report: BuildReport, shared: SharedNames) -> BuildReport:
    """The report with what the written file says of names that lead to several entries."""
    return replace(report, shared_names=shared.count, best_known_shared_names=shared.best_known)


def with_corrections(report: BuildReport, made: Corrections, sources: list[InstalledSource]) -> BuildReport:
    """The report with the corrections that were made in the records of these sources: names that they took away went into no entry."""
    return replace(
        report,
        repeated_names=report.repeated_names - made.taken + made.given,
        corrected_names=made.made,
        outdated_corrections=tuple(made.outdated(sources)),
    )
