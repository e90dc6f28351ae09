"""`truth.tsv`: what a careful medical reader expects of a query, whatever the program does today.

One query a line, with tabs between its cells; the first line names them:

- `query`: what is typed
- `rung`: what is tried: a rung of the match ladder, or `sentence` or `prefix`
- `kind`: what is tried about it (`British`, `eponym`, `sound`), or `-`
- `match`: the acceptable outcomes, separated by `|`: a match, `answer` (any match that has an entry), `refused`,
  `offered`
- `expected`: the headwords that are meant, or `-` for nothing. ` | ` separates acceptable ones, `; ` separates things
  that must all be among the choices or suggestions, and `key:` marks a key where a headword is not enough
- `within`: the number of suggestions or completions they must be among, or `-`
- `sources`: the sources without which there is no such entry, separated by commas; `-` if the starter glossary suffices
- `why`: what makes the query worth asking
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import Match
from bot.terms.normal_forms import fold

TRUTH = Path(__file__).with_name("truth.tsv")
HEADER = ["query", "rung", "kind", "match", "expected", "within", "sources", "why"]
NOTHING = "-"
ANSWER = "answer"
# Outcomes that are no match of the ladder: a query that cannot be looked up, and what is shown while someone types.
REFUSED = "refused"
OFFERED = "offered"
ANSWERS = frozenset({Match.EXACT, Match.VARIANT, Match.SYNONYM, Match.ABBREVIATION})
OUTCOMES = {ANSWER: ANSWERS} | {outcome: frozenset({outcome}) for outcome in [*Match, REFUSED, OFFERED]}


class Rung(StrEnum):
    """The rung of the match ladder, or other function, that a row tests."""

    EXACT = "exact"
    VARIANT = "variant"
    SYNONYM = "synonym"
    ABBREVIATION = "abbreviation"
    AMBIGUOUS = "ambiguous"
    SUGGESTION = "suggestion"
    NONE = "none"
    SENTENCE = "sentence"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Meant:
    """One thing that is meant: the folded headwords, and the keys with their mark, that an entry for it may have."""

    accepted: frozenset[str]

    def is_entry(self, key: str, headword: str) -> bool:
        """Return True if an entry is this thing."""
        return KEY_MARK + key in self.accepted or fold(headword) in self.accepted


@dataclass(frozen=True, slots=True)
class Row:
    """One query with what is expected of it. The fields are the cells of `truth.tsv`."""

    query: str
    rung: Rung
    kind: str
    matches: frozenset[str]
    expected: tuple[Meant, ...]
    within: int | None
    sources: frozenset[str]
    why: str

    @property
    def may_answer(self) -> bool:
        """True if any entry at all may be the answer."""
        return not self.matches.isdisjoint(ANSWERS)


def rows(path: Path = TRUTH) -> Iterator[Row]:
    """The rows of a truth file. Raises ValueError naming the first line that is malformed."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if next(lines, []) != HEADER:
            raise ValueError(f"{path}, line 1: not the header {HEADER}")
        for number, cells in enumerate(lines, start=2):
            try:
                yield _row(cells)
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: {error}") from error


def answerable(rows: list[Row], installed: frozenset[str]) -> list[Row]:
    """The rows whose entries exist with these sources."""
    return [row for row in rows if row.sources <= installed]


def _row(cells: list[str]) -> Row:
    if len(cells) != len(HEADER) or not all(cells):
        raise ValueError(f"not {len(HEADER)} cells with something in each")
    query, rung, kind, match, expected, within, sources, why = cells
    row = Row(
        query=query,
        rung=Rung(rung),
        kind=kind,
        matches=_matches(match),
        expected=tuple(map(_meant, [] if expected == NOTHING else expected.split("; "))),
        within=None if within == NOTHING else int(within),
        sources=frozenset([] if sources == NOTHING else sources.split(",")),
        why=why,
    )
    _refuse_contradiction(row)
    return row


def _matches(cell: str) -> frozenset[str]:
    unknown = [name for name in cell.split("|") if name not in OUTCOMES]
    if unknown:
        raise ValueError(f"no match is called {unknown[0]!r}")
    return frozenset().union(*(OUTCOMES[name] for name in cell.split("|")))


def _meant(cell: str) -> Meant:
    return Meant(frozenset(name if name.startswith(KEY_MARK) else fold(name) for name in cell.split(" | ")))


def _refuse_contradiction(row: Row) -> None:
    """Refuse rows that nothing, or anything, would satisfy."""
    if row.may_answer and not row.expected:
        raise ValueError("an answer is acceptable, but no entry is expected")
    if (row.rung is Rung.PREFIX) != (row.matches == {OFFERED}):
        raise ValueError("prefixes, and only they, are offered something")
    wants_list = bool(row.expected) and not row.matches.isdisjoint({Match.SUGGESTION, OFFERED})
    if wants_list != (row.within is not None):
        raise ValueError("`within` goes with something expected among suggestions or completions")
