"""`python -m benchmarks.quality.descriptions --home MEDLEX_HOME`: how well full-text search finds what people describe.

`descriptions.tsv` beside this file holds descriptions in everyday words, written for this project, and the
names of the entries that each may mean. An answer is right when it owns one of these names. Descriptions of
things that the home's lexicon has no entry of are listed, and not counted. Prints recall among the first 1, 5
and 10 results and the time taken.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.lexicon.description_search.search import search
from bot.lexicon.store.opening import opened
from bot.lexicon.store.reader import Lexicon
from bot.settings import Home
from bot.terms.normal_forms import normal_forms

TRUTH = Path(__file__).with_name("descriptions.tsv")
HEADER = ["description", "meant"]
AMONG_FIRST = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Description:
    """A text that somebody may type, and the names of the entries that may be meant."""

    text: str
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The result for a description: the place of the first right entry, counted from 0 (None if it is not among the
    first ten), the headwords found, and the milliseconds taken.
    """

    description: Description
    place: int | None
    headwords: tuple[str, ...]
    milliseconds: float


def main() -> None:
    """Search a home's lexicon for every description."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="the MEDLEX_HOME whose lexicon is searched")
    arguments = parser.parse_args()
    findings, absent = asyncio.run(_all_findings(Home(arguments.home)))
    _report(findings, absent)


def descriptions(path: Path) -> Iterator[Description]:
    """The descriptions of a truth file. Raises ValueError naming the first line that is malformed."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if len(cells) != len(HEADER) or not all(cells) or (number == 1 and cells != HEADER):
            raise ValueError(f"{path}, line {number}: not a description and what is meant, with a tab between")
        if number > 1:
            yield Description(cells[0], tuple(cells[1].split(" | ")))


async def _all_findings(home: Home) -> tuple[list[Finding], list[Description]]:
    """The results for all descriptions, and the descriptions of things that the lexicon does not have."""
    findings: list[Finding] = []
    absent: list[Description] = []
    async with opened(home.lexicon) as lexicon:
        for description in descriptions(TRUTH):
            owners = await lexicon.owners_of_forms({form for name in description.meant for form in normal_forms(name)})
            if right := {owner.choice.key for owner in owners}:
                findings.append(await _finding(lexicon, description, right))
            else:
                absent.append(description)
    return findings, absent


async def _finding(lexicon: Lexicon, description: Description, right: set[str]) -> Finding:
    started = time.perf_counter()
    found = await search(lexicon, description.text, 0, max(AMONG_FIRST))
    milliseconds = 1_000 * (time.perf_counter() - started)
    entries = [result.entry for result in found.results]
    place = next((place for place, entry in enumerate(entries) if entry.key in right), None)
    return Finding(description, place, tuple(entry.headword for entry in entries), milliseconds)


def _report(findings: list[Finding], absent: list[Description]) -> None:
    for finding in findings:
        if finding.place != 0:
            place = "not found" if finding.place is None else f"number {finding.place + 1}"
            print(f"{place:>10}: {finding.description.text} ({', '.join(finding.description.meant)})")
            print(f"{'':12}{', '.join(finding.headwords[:4])}")
    for description in absent:
        print(f"not in this lexicon: {description.text} ({', '.join(description.meant)})")
    places = [finding.place for finding in findings if finding.place is not None]
    for first in AMONG_FIRST:
        print(f"recall@{first}: {sum(place < first for place in places) / len(findings):.3f} of {len(findings)}")
    taken = sorted(finding.milliseconds for finding in findings)
    print(f"milliseconds: median {statistics.median(taken):.1f}, p99 {taken[int(0.99 * len(taken))]:.1f}")


if __name__ == "__main__":
    main()
