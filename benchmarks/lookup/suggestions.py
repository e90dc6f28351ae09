"""Suggestions for mistyped names, ours and others': time, memory, and how often the right entry is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path

from benchmarks.lookup.contest import Answered, Entrant, Make
from benchmarks.lookup.measuring import MEBIBYTE, show, summary
from benchmarks.lookup.peers.full_text import FullText
from benchmarks.lookup.peers.ours import Ours
from benchmarks.lookup.peers.postgres import nearest_first, similar
from benchmarks.lookup.peers.scan import ratio, string_alignment, weighted_ratio
from benchmarks.lookup.peers.tantivy_fuzzy import TantivyFuzzy
from benchmarks.lookup.queries import Origin, Query, evenly_spaced

OURS = "Medlex"
DEPTHS = (1, 5, 25)
# All answer this many queries in turn, so that a busy spell of the machine meets all of them.
TURN = 50


@dataclass(slots=True)
class Entry:
    """A contestant, the queries that it is asked, and its answers."""

    title: str
    entrant: Entrant
    queries: list[Query]
    answered: dict[Query, Answered] = field(default_factory=dict)
    held: int = 0

    def times(self, queries: Iterable[Query]) -> tuple[float, float, float]:
        """Median and p99 of wall time and mean of processor time over these, in milliseconds."""
        return summary([self.answered[query].took for query in queries])

    def recall(self, queries: Sequence[Query], depth: int) -> float:
        """The share of these for which an entry that may be meant was among the first so many."""
        found = sum(not query.meant.isdisjoint(self.answered[query].keys[:depth]) for query in queries)
        return found / len(queries)


def compare(lexicon: Path, queries: list[Query], scanned: int, postgres: str | None) -> None:
    """Ask every contestant and print the figures. Slow ones are asked only `scanned` queries."""
    few = evenly_spaced(queries, scanned)
    entries = [
        Entry(title, Entrant(lexicon, make), few if is_slow else queries)
        for title, make, is_slow in _contestants(postgres)
    ]
    for start in range(0, len(queries), TURN):
        for entry in entries:
            _ask(entry, queries[start : start + TURN])
    for entry in entries:
        entry.held = entry.entrant.close()
    _show_times(entries)
    _show_recall(entries)


def _contestants(postgres: str | None) -> Iterable[tuple[str, Make, bool]]:
    """All contestants that can take part, and True for slow ones; those that cannot are printed."""
    yield OURS, Ours, False
    if _is_installed("tantivy"):
        yield "tantivy, fuzzy words, re-ranked", TantivyFuzzy, False
    yield "SQLite FTS5, trigrams", FullText, True
    if postgres and _is_installed("asyncpg"):
        yield "PostgreSQL pg_trgm, GIN", partial(similar, address=postgres), False
        yield "PostgreSQL pg_trgm, GiST", partial(nearest_first, address=postgres), True
    elif not postgres:
        print("PostgreSQL is left out: there is no --postgres.")
    yield "rapidfuzz scan, ratio", ratio, True
    yield "rapidfuzz scan, OSA", string_alignment, True
    yield "rapidfuzz scan, WRatio", weighted_ratio, True


def _is_installed(package: str) -> bool:
    with suppress(ImportError):
        import_module(package)
        return True
    print(f"{package} is left out: it is not installed.")
    return False


def _ask(entry: Entry, queries: list[Query]) -> None:
    wanted = set(entry.queries)
    asked = [query for query in queries if query in wanted]
    entry.answered.update(zip(asked, entry.entrant.ask([query.typed for query in asked]), strict=True))


def _show_times(entries: list[Entry]) -> None:
    show(
        "Suggestions: milliseconds a query, and how many times ours on the same queries",
        ["contestant", "queries", "median", "p99", "processor", "MiB held", "median ×", "p99 ×"],
        [_times(entry, entries[0]) for entry in entries],
    )


def _times(entry: Entry, ours: Entry) -> list[object]:
    middle, late, processor = entry.times(entry.queries)
    our_middle, our_late, _ = ours.times(entry.queries)
    held = entry.held / MEBIBYTE
    return [entry.title, len(entry.queries), middle, late, processor, held, middle / our_middle, late / our_late]


def _show_recall(entries: list[Entry]) -> None:
    """Print the recall of each. If some were asked only a few queries, print ours on only those, too."""
    few = min((entry.queries for entry in entries), key=len)
    asked = [(entry.title, entry, entry.queries) for entry in entries]
    if len(few) < len(entries[0].queries):
        asked.append((f"{OURS}, on these {len(few)}", entries[0], few))
    show(
        "Suggestions: how often the right entry is among the first " + ", ".join(map(str, DEPTHS)),
        ["contestant", *Origin],
        [[title, *(_recalls(entry, queries, origin) for origin in Origin)] for title, entry, queries in asked],
    )


def _recalls(entry: Entry, queries: Iterable[Query], origin: Origin) -> str | None:
    of_origin = [query for query in queries if query.origin is origin]
    return "  ".join(f"{entry.recall(of_origin, depth):.3f}" for depth in DEPTHS) if of_origin else None
