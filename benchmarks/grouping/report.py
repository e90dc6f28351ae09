"""Reports on the pairs: how many are grouped as they should be, by set, source and reason, and lists of those that
are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.grouping.found import Grouping
from benchmarks.grouping.truth import REFUSALS, Pair, Set, Verdict

MIN_JOINED = 92
MIN_APART = 99


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair, and True if it is grouped as it should be."""

    pair: Pair
    is_right: bool


def judge(truth: Iterable[Pair], found: Grouping) -> list[Judged]:
    """Judge those pairs of which both records are installed."""
    return [Judged(pair, found.joins(pair) == (pair.verdict is Verdict.SAME)) for pair in truth if found.has(pair)]


def is_enough(judged: list[Judged]) -> bool:
    """Print the figure of pairs that are the same and that of different ones. Returns True if both reach the minimum;
    no pair at all is not enough.
    """
    return all([_is_enough(judged, Verdict.SAME, MIN_JOINED), _is_enough(judged, Verdict.DIFFERENT, MIN_APART)])


def _is_enough(judged: list[Judged], verdict: Verdict, least: int) -> bool:
    those = [each for each in judged if each.pair.verdict is verdict]
    print(f"{_figure(_title(verdict), those)}   at least {least} %")
    return bool(those) and _percent(those) >= least


def print_tables(judged: list[Judged]) -> None:
    """Print the figures by set and by pair of sources, and those of different pairs by reason."""
    for verdict in Verdict:
        those = [each for each in judged if each.pair.verdict is verdict]
        _print_table(f"{_title(verdict)}, by set", those, lambda pair: pair.set)
        if verdict is Verdict.DIFFERENT:
            refused = [each for each in those if each.pair.why in REFUSALS]
            _print_table(f"{_title(verdict)}, by refusal", refused, lambda pair: pair.why)
        _print_table(f"{_title(verdict)}, by pair of sources", those, lambda pair: pair.sources)


def _print_table(title: str, judged: list[Judged], by: Callable[[Pair], str]) -> None:
    print(f"\n{title}:")
    for part in sorted({by(each.pair) for each in judged}):
        print("  " + _figure(part, [each for each in judged if by(each.pair) == part]))


def print_wrong(judged: list[Judged], sets: frozenset[Set]) -> None:
    """List the pairs of these sets that are not as they should be."""
    wrong = [each.pair for each in judged if not each.is_right and each.pair.set in sets]
    print_list("should be joined", [pair for pair in wrong if pair.verdict is Verdict.SAME])
    print_list("should be kept apart", [pair for pair in wrong if pair.verdict is Verdict.DIFFERENT])


def print_absent(absent: list[Pair], found: Grouping) -> None:
    """Print how many pairs cannot be judged for lack of each source, and the records that an installed source lacks."""
    lacking = [named for pair in absent for named in (pair.one, pair.other) if named.reference not in found.group_of]
    missing = Counter(named.source for named in lacking if named.source not in found.sources)
    sources = ", ".join(f"{id} ({count} records)" for id, count in sorted(missing.items()))
    print(f"not judged: {len(absent)} pairs" + (f"; not installed: {sources}" if sources else ""))
    print_list(
        "not in the installed edition", sorted({str(named) for named in lacking if named.source in found.sources})
    )


def print_renamed(judged: list[Judged], found: Grouping) -> None:
    """List the records with another preferred name than in the truth: it may be about another edition."""
    named = {named for each in judged for named in (each.pair.one, each.pair.other)}
    renamed = (f"{n}: {found.name_of[n.reference]}" for n in named if found.name_of[n.reference] != n.name)
    print_list("other name in the installed edition", sorted(renamed))


def print_list(title: str, lines: Iterable[object]) -> None:
    """Print lines under a title with their number; nothing if there are none."""
    found = [str(line) for line in lines]
    if found:
        print(f"\n{title} ({len(found)}):")
        print("\n".join(f"  {line}" for line in found))


def _title(verdict: Verdict) -> str:
    return "same: joined" if verdict is Verdict.SAME else "different: kept apart"


def _figure(title: str, judged: list[Judged]) -> str:
    """A title, the number of right ones and of all, and the percentage."""
    right = sum(each.is_right for each in judged)
    return f"{title:70} {right:5} of {len(judged):5} {_percent(judged):6.1f} %"


def _percent(judged: list[Judged]) -> float:
    return 100 * sum(each.is_right for each in judged) / len(judged) if judged else 0.0
