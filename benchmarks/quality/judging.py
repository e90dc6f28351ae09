"""Judge the outcomes of the rows of the truth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.quality.asking import MAX_PLACE, Outcome, look_up, rank, type_out
from benchmarks.quality.measures import Measures, Share, print_list, recall
from benchmarks.quality.truth import Row, Rung
from bot.lexicon.dictionary import Dictionary

# The rungs on which it matters how far up the right entry stands.
IN_ORDER = frozenset({Rung.SUGGESTION, Rung.PREFIX})


class Verdict(StrEnum):
    """The verdict on an outcome. A wrong answer is a danger; anything else that is not right is only a nuisance."""

    RIGHT = "right"
    MISSED = "missed"
    WRONG_ANSWER = "wrong answer"


@dataclass(frozen=True, slots=True)
class Judged:
    """A row, its outcome, and the place of the last of the things that were meant; None if it is not there."""

    row: Row
    outcome: Outcome
    place: int | None
    verdict: Verdict

    def __str__(self) -> str:
        place = f" (at {self.place})" if self.place and not self.outcome.is_answer else ""
        return f"{self.row.rung:12} {self.row.query!r} → {self.outcome}{place}   [{self.row.why}]"


async def judge(dictionary: Dictionary, row: Row) -> Judged:
    """Ask the query of a row, and judge the outcome."""
    outcome = await (type_out if row.rung is Rung.PREFIX else look_up)(dictionary, row.query)
    places = [await rank(dictionary, outcome, meant.is_entry) for meant in row.expected]
    found = [place for place in places if place is not None]
    place = max(found) if found and len(found) == len(places) else None
    return Judged(row, outcome, place, verdict(row, outcome, place))


def verdict(row: Row, outcome: Outcome, place: int | None) -> Verdict:
    """Judge an outcome. An entry that was answered and not meant, or that may not be answered, is a wrong answer."""
    if outcome.is_answer and not (row.may_answer and _is_meant(row, outcome)):
        return Verdict.WRONG_ANSWER
    if outcome.match not in row.matches:
        return Verdict.MISSED
    if outcome.is_answer or not row.expected:
        return Verdict.RIGHT
    return Verdict.RIGHT if place is not None and place <= (row.within or MAX_PLACE) else Verdict.MISSED


def _is_meant(row: Row, outcome: Outcome) -> bool:
    """Return True if an answer is any of the things that are meant: it is only one."""
    return any(meant.is_entry(entry.key, entry.headword) for meant in row.expected for entry in outcome.shown)


def measure(judged: Iterable[Judged]) -> Measures:
    """The share of right ones on each rung, and for suggestions and prefixes their recall by depth."""
    judged = list(judged)
    measures: Measures = {}
    for rung in Rung:
        its = [one for one in judged if one.row.rung is rung]
        if its:
            measures[f"{rung}: right"] = Share(sum(one.verdict is Verdict.RIGHT for one in its), len(its))
        if its and rung in IN_ORDER:
            measures |= recall(str(rung), [_suggested_at(one) for one in its if one.row.expected])
    return measures


def _suggested_at(judged: Judged) -> int | None:
    return None if judged.verdict is Verdict.WRONG_ANSWER else judged.place


def print_judged(judged: list[Judged], *, list_missed: bool) -> None:
    """Print the wrong answers among the rows, or that there are none, and what else is not right when asked to."""
    by_verdict = {verdict: [one for one in judged if one.verdict is verdict] for verdict in Verdict}
    if list_missed:
        print_list("not right", by_verdict[Verdict.MISSED])
    print_list("wrong answers", by_verdict[Verdict.WRONG_ANSWER])
    if not by_verdict[Verdict.WRONG_ANSWER]:
        print("\nwrong answers: none")
