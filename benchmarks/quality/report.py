"""Prints figures as a table, and what they are made of as lists."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.quality.judging import Judged, Verdict
from benchmarks.quality.measures import Measures

COLUMNS = ("right", "@1", "@5", "@25")


def print_table(measures: Measures) -> None:
    """Print a line for each thing that was measured, with its number and its percentages by column; nothing for none."""
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


def print_judged(judged: list[Judged], *, list_missed: bool) -> None:
    """Print the wrong answers among the rows, or that there are none, and what else is not right when asked to."""
    by_verdict = {verdict: [one for one in judged if one.verdict is verdict] for verdict in Verdict}
    if list_missed:
        print_list("not right", by_verdict[Verdict.MISSED])
    print_list("wrong answers", by_verdict[Verdict.WRONG_ANSWER])
    if not by_verdict[Verdict.WRONG_ANSWER]:
        print("\nwrong answers: none")
