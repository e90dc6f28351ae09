"""Verdicts of readers, stored in `verdicts.tsv`: a line for each finding, or one that says "ok" for an entry without
any.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

VERDICTS = Path(__file__).with_name("verdicts.tsv")
OK = "ok"

# What a finding can be, and what that means. The word before a comma is the kind that findings are counted by as well.
CLASSES = {
    "joined, not the same": "two different things share the entry",
    "joined, narrower": "a record is of a member of what the others are of",
    "joined, wider": "a record is of a class that the others are a member of",
    "joined, finding = disease": "a finding shares the entry of a disease that shows it",
    "joined, neoplasm = cancer": "benign or unspecified tumors share the entry of a cancer",
    "parent false": "not every one of these is one of the parent",
    "parent is a whole": 'what "subclass of" names is what it is part of',
    "headword": "obscure, in the wrong number or written as nobody writes it",
    "kind": "not what sort of thing it is",
    "same publisher quoted twice": "one text, or nearly, twice",
    "definition residue": "an editor's mark, a citation, markup",
    "definition misleads": "true of a case, and read as true of all",
    "synonym is another thing": "a name that means something else leads here",
    "hint": "does not tell the sense from others, or is not in the reader's language",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One finding of one reader, or OK. `lexicon` names the sources and a digest of their editions
    (`sample.lexicon_name`).
    """

    date: str
    seed: int
    lexicon: str
    reader: str
    key: str
    finding: str
    note: str


HEADER = [field.name for field in fields(Verdict)]


def recorded(path: Path = VERDICTS) -> list[Verdict]:
    """Every verdict of a file, none if there is no such file. Raises ValueError naming the first line that is
    malformed.
    """
    if not path.exists():
        return []
    lines = list(_rows(path))
    if not lines or lines[0] != HEADER:
        raise ValueError(f"{path}, line 1: not the header {HEADER}")
    return [_verdict(cells, f"{path}, line {number}") for number, cells in enumerate(lines[1:], start=2)]


def _verdict(cells: list[str], where: str) -> Verdict:
    if len(cells) != len(HEADER):
        raise ValueError(f"{where}: not {len(HEADER)} cells")
    day, seed, lexicon, reader, key, finding, note = cells
    if not seed.isdecimal():
        raise ValueError(f"{where}: the seed {seed!r} is no number")
    return Verdict(_day(day, where), int(seed), lexicon, reader, key, _class(finding, where), note)


def _day(day: str, where: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise ValueError(f"{where}: {day!r} is no date") from None


def _class(finding: str, where: str) -> str:
    if finding != OK and finding not in CLASSES:
        raise ValueError(f"{where}: no class is called {finding!r}; there are {', '.join((OK, *CLASSES))}")
    return finding


def read(path: Path, sampled: Collection[str]) -> list[tuple[str, str, str]]:
    """Key, class and note of each line that a reader wrote on a sample.

    Raises ValueError if a line is malformed, is about another entry, or an entry has no verdict: a rate needs all.
    """
    lines = [_finding(cells, f"{path}, line {number}") for number, cells in enumerate(_rows(path), start=1) if cells]
    if unknown := sorted({key for key, *_ in lines} - set(sampled)):
        raise ValueError(f"{path}: not in the sample: {', '.join(unknown)}")
    if missing := sorted(set(sampled) - {key for key, *_ in lines}):
        raise ValueError(f"{path}: no verdict on {len(missing)} entries: {', '.join(missing[:10])}")
    return lines


def _finding(cells: list[str], where: str) -> tuple[str, str, str]:
    key, finding, note = (*cells, "")[:3] if len(cells) in {2, 3} else ("", "", "")
    if not key:
        raise ValueError(f"{where}: not a key, a class and a note with tabs between")
    return key, _class(finding, where), note


def add(verdicts: Iterable[Verdict], path: Path = VERDICTS) -> None:
    """Append verdicts to a file. Raises ValueError if it has verdicts of the same audit already."""
    new = list(verdicts)
    before = recorded(path)
    if {audit_of(verdict) for verdict in before} & {audit_of(verdict) for verdict in new}:
        raise ValueError(f"{path}: this audit is recorded already")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
        writer.writerows([HEADER, *map(astuple, (*before, *new))])


def audit_of(verdict: Verdict) -> tuple[str, int, str, str]:
    """Day, seed, lexicon and reader: the same for all verdicts of one reading."""
    return verdict.date, verdict.seed, verdict.lexicon, verdict.reader


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
