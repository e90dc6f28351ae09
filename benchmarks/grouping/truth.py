"""The pairs that the grouping is judged by, and how a file of them is read.

A row of `truth.tsv` has a record ("source:code") and its preferred name, another, the verdict ("same" or "different"), why, and its
set: rules are tuned on "dev" and judged on "held". A new row's set is decided by the SHA-256 of its two records, in their order as
text and with "|" between: the first eight hexadecimal digits are odd for "held".

A phenotype and the disease of the same name count as the same, as do a medicine and its brand. MeSH's "Neoplasms" headings are about
benign tumors, too, as their scope notes say ("Tumors or cancer of the ..."), and so are none of them a cancer.

Where rows come from: written for this project and judged one by one; and curated mappings that no source carries in its own file, of
which only identifiers and names are taken: Biomappings, positive and negative
(https://github.com/biopragmatics/biomappings, July 2026, CC0), and, where both say the same, Biomappings' mappings of MeSH to DOID with
Mondo's of DOID and MeSH (https://github.com/monarch-initiative/mondo, August 2026, CC BY 4.0). Some sixty mappings that a careful
reader doubts were left out or turned round. A row changes when it is mistaken, never because it is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

TRUTH = Path(__file__).with_name("truth.tsv")
HEADER = ["one", "name", "other", "name", "verdict", "why", "set"]

# What is never joined, as `why` says it. Every reason has fifty pairs or more.
REFUSALS = (
    "an entry term that is narrower",
    "left, right or both",
    "benign or unspecified and cancer",
    "a finding and a disease that shows it",
    "a sign and a syndrome of its name",
    "human and animal",
    "an adjective and a noun",
    "salts, esters, brands or forms that are no substitute for each other",
    "a whole and its part",
    "a class and its member",
)


class Verdict(StrEnum):
    """Whether two records are one thing."""

    SAME = "same"
    DIFFERENT = "different"


class Set(StrEnum):
    """Whether rules may be tuned on a pair, or only judged by it."""

    DEV = "dev"
    HELD = "held"


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
    """Two records, whether they are one thing, why, and what the pair is for."""

    one: Named
    other: Named
    verdict: Verdict
    why: str
    set: Set

    @property
    def sources(self) -> str:
        """The sources of the two, in alphabetical order."""
        return " + ".join(sorted((self.one.source, self.other.source)))

    def __str__(self) -> str:
        return f"{self.one} | {self.other}: {self.why}"


def pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a truth file. Raises ValueError naming the first line that is not in the layout."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if len(cells) != len(HEADER) or not all(cells):
            raise ValueError(f"{path}, line {number}: not {len(HEADER)} cells with something in each")
        if number == 1 and cells != HEADER:
            raise ValueError(f"{path}, line 1: not the header {HEADER}")
        if number > 1:
            yield _pair(cells, f"{path}, line {number}")


def _pair(cells: list[str], where: str) -> Pair:
    one, name, other, other_name, verdict, why, which = cells
    try:
        return Pair(Named(one, name), Named(other, other_name), Verdict(verdict), why, Set(which))
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error


def set_of(one: str, other: str) -> Set:
    """The set that a new pair of records goes into."""
    digest = sha256("|".join(sorted((one, other))).encode()).hexdigest()
    return Set.HELD if int(digest[:8], 16) % 2 else Set.DEV
