"""`python -m benchmarks.grouping --home MEDLEX_HOME`: how well records that mean the same share a page, and only those.

`truth.tsv` beside this file holds pairs of records, written for this project: source:code and name of each, whether they are
the same thing or different ones, and why. A phenotype and the disease of the same name count as the same, as do a drug and
its brand, and a cancer and the "Neoplasms" that MeSH files it under; a gene and its protein, a germ and its disease, a cell
and its tumor, an organ and its disease, and a broader and a narrower thing are different.

What is judged is the grouping of what is installed in a home, or of the publishers' files in a folder (`--corpus`) once they
are installed in a temporary one. Exit status: 1 when under 95 % of the same are joined or under 99 % of the different are kept
apart, for two entries of one thing are a nuisance and one entry of two things is a danger.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.building.build import install_files
from bot.building.grouping import group
from bot.building.parsing import SourceFile
from bot.building.reading import installed_records
from bot.settings import Home
from bot.sources.catalogue import catalogue
from bot.sources.formats.registry import FORMATS

TRUTH = Path(__file__).with_name("truth.tsv")
HEADER = ["one", "name", "other", "name", "verdict", "why"]
LEAST_JOINED = 95
LEAST_APART = 99

# Where each source's file stands in a folder of publishers' files; the first that fits is taken.
FILES = {
    "nci-dictionary": "nci-dictionary/*-en.json*",
    "nci-diccionario": "nci-dictionary/*-es.json*",
    "mesh": "mesh/desc*.xml.gz",
    "hpo": "obo/hp.obo*",
    "mondo": "obo/mondo.obo*",
    "uberon": "obo/uberon.obo*",
    "cl": "obo/cl.obo*",
    "go": "obo/go*.obo*",
}


class Verdict(StrEnum):
    """Whether two records are one thing."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Named:
    """A record as the truth names it: "source:code", and the preferred name that it has there."""

    reference: str
    name: str

    @property
    def source(self) -> str:
        """The identifier of its source."""
        return self.reference.partition(":")[0]

    def __str__(self) -> str:
        return f"{self.name} [{self.reference}]"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, whether they are one thing, and why."""

    one: Named
    other: Named
    verdict: Verdict
    why: str

    def __str__(self) -> str:
        return f"{self.one} | {self.other}: {self.why}"


@dataclass(frozen=True, slots=True)
class Grouping:
    """Of every record, by its "source:code": which group it is in, and its preferred name."""

    group_of: dict[str, int]
    name_of: dict[str, str]

    @property
    def sources(self) -> frozenset[str]:
        """The sources that have a record here."""
        return frozenset(reference.partition(":")[0] for reference in self.group_of)

    def has(self, pair: Pair) -> bool:
        """Whether both records are here."""
        return pair.one.reference in self.group_of and pair.other.reference in self.group_of

    def joins(self, pair: Pair) -> bool:
        """Whether both records, which must be here, are in one group."""
        return self.group_of[pair.one.reference] == self.group_of[pair.other.reference]


def main() -> None:
    """Judge the grouping of a home, or of a folder of publishers' files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--home", type=Path, help="the MEDLEX_HOME whose installed sources are grouped")
    place.add_argument("--corpus", type=Path, help="a folder of publishers' files, installed into a temporary home")
    arguments = parser.parse_args()
    if arguments.home and not arguments.home.is_dir():
        parser.error(f"there is no folder {arguments.home}")
    found = grouping(Home(arguments.home)) if arguments.home else _grouping_of_files(arguments.corpus)
    sys.exit(0 if judge(list(pairs(TRUTH)), found) else 1)


def pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a truth file. Raises ValueError naming the first line that is not in the layout."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if len(cells) != len(HEADER) or not all(cells):
            raise ValueError(f"{path}, line {number}: not {len(HEADER)} cells with something in each")
        if number > 1:
            yield Pair(Named(*cells[:2]), Named(*cells[2:4]), Verdict(cells[4]), cells[5])
        elif cells != HEADER:
            raise ValueError(f"{path}, line 1: not the header {HEADER}")


def grouping(home: Home) -> Grouping:
    """Group the starter glossary and everything that is installed in a home, as a build does."""
    groups = group(list(installed_records(home)))
    members = [(number, record) for number, group_ in enumerate(groups) for record in group_]
    return Grouping(
        group_of={record.reference: number for number, record in members},
        name_of={record.reference: record.concept.preferred_name for _, record in members},
    )


def _grouping_of_files(folder: Path) -> Grouping:
    """Install whatever of a folder Medlex has a catalogue entry and a format for, and group it."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Home(Path(temporary))
        outcomes, _ = install_files(home, list(_source_files(folder)))
        for outcome in outcomes:
            if outcome.error is not None:
                raise outcome.error
        return grouping(home)


def _source_files(folder: Path) -> Iterator[SourceFile]:
    for id, glob in FILES.items():
        source, files = catalogue().get(id), sorted(folder.glob(glob))
        if source and files and source.format in FORMATS:
            yield SourceFile(source, files[0])


def judge(truth: list[Pair], found: Grouping) -> bool:
    """Print how many pairs are as they should be, and every one that is not. Returns whether they are enough."""
    judged = [pair for pair in truth if found.has(pair)]
    same = [pair for pair in judged if pair.verdict is Verdict.SAME]
    different = [pair for pair in judged if pair.verdict is Verdict.DIFFERENT]
    enough = [
        _score("same: joined", same, found.joins, LEAST_JOINED),
        _score("different: kept apart", different, lambda pair: not found.joins(pair), LEAST_APART),
    ]
    _report_absent([pair for pair in truth if not found.has(pair)], found)
    _list("should be joined", (pair for pair in same if not found.joins(pair)))
    _list("should be kept apart", (pair for pair in different if found.joins(pair)))
    _list("other name in the installed edition", _renamed(judged, found))
    return all(enough)


def _score(what: str, judged: list[Pair], is_right: Callable[[Pair], bool], least: int) -> bool:
    """Print a percentage with its counts; returns whether it reaches the least. No pair at all is not enough."""
    right = sum(map(is_right, judged))
    percent = 100 * right / len(judged) if judged else 0.0
    print(f"{what:22} {right:4} of {len(judged):4} {percent:6.1f} %   at least {least} %")
    return bool(judged) and percent >= least


def _report_absent(absent: list[Pair], found: Grouping) -> None:
    """Print how many pairs cannot be judged, for want of which source, and the records that an installed one lacks."""
    lacking = [named for pair in absent for named in (pair.one, pair.other) if named.reference not in found.group_of]
    missing = Counter(named.source for named in lacking if named.source not in found.sources)
    sources = ", ".join(f"{id} ({count} records)" for id, count in sorted(missing.items()))
    print(f"not judged: {len(absent)} pairs" + (f"; not installed: {sources}" if sources else ""))
    _list("not in the installed edition", sorted({str(named) for named in lacking if named.source in found.sources}))


def _renamed(judged: list[Pair], found: Grouping) -> list[str]:
    """The records that have another preferred name than the truth says: it may speak of another edition."""
    named = {named for pair in judged for named in (pair.one, pair.other)}
    return sorted(f"{n}: {found.name_of[n.reference]}" for n in named if found.name_of[n.reference] != n.name)


def _list(what: str, lines: Iterable[object]) -> None:
    found = [str(line) for line in lines]
    if found:
        print(f"\n{what} ({len(found)}):")
        print("\n".join(f"  {line}" for line in found))


if __name__ == "__main__":
    main()
