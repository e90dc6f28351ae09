"""The pairs that the grouping is judged by, and the reader of files with such pairs.

A row of `truth.tsv` has a record ("source:code") and its preferred name, another, the verdict ("same" or "different"),
why, and its set: rules are tuned on "dev" and judged on "held". The set of a new row is decided by the SHA-256 of its
two records, in their order as text and with "|" between: it is "held" if the first eight hexadecimal digits are odd.

A phenotype and the disease of the same name count as the same, as do a medicine and its brand. MeSH's "Neoplasms"
headings are about benign tumors, too, as their scope notes say ("Tumors or cancer of the ..."), and so none of them is
a cancer.

Rows have two origins. Some were written for this project and judged one by one. The others are curated mappings that
no source carries in its own file; only identifiers and names are taken from them: Biomappings, positive and negative
(https://github.com/biopragmatics/biomappings, July 2026, CC0), and, where both say the same, Biomappings' mappings of
MeSH to DOID with Mondo's of DOID and MeSH (https://github.com/monarch-initiative/mondo, August 2026, CC BY 4.0). Some
sixty mappings that a careful reader doubts were left out or reversed. A row changes when it is mistaken, never because
it is missed.
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
    """The relation of two records: one thing, or two."""

    SAME = "same"
    DIFFERENT = "different"


class Set(StrEnum):
    """The use of a pair: rules may be tuned on it, or are only judged by it."""

    DEV = "dev"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Named:
    """A record in the truth: "source:code", and the preferred name that it has there."""

    reference: str
    name: str

    @property
    def source(self) -> str:
        """The id of its source."""
        return self.reference.partition(":")[0]

    def __str__(self) -> str:
        return f"{self.name} [{self.reference}]"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, the verdict on them, the reason, and the set that the pair is in."""

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
    """The pairs of a truth file. Raises ValueError naming the first line that is malformed."""
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
