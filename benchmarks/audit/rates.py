"""Rates of each class of finding, with their confidence intervals, and their history."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from benchmarks.audit.verdicts import CLASSES, OK, Verdict, audit_of

# The standard normal deviate of a two-sided interval of 95 %.
Z = NormalDist().inv_cdf(0.975)
ANY = "any finding"
JOINED = "joined, any"


@dataclass(frozen=True, slots=True)
class Rate:
    """The number of entries with a finding, of all entries read."""

    found: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval of 95 %, lower and upper bound from 0 to 1 (Wilson 1927; recommended by Brown, Cai
        and DasGupta, Statistical Science 2001).
        """
        share, spread = self.found / self.of, Z**2 / self.of
        middle = share + spread / 2
        half = Z * sqrt(share * (1 - share) / self.of + spread / (4 * self.of))
        return max((middle - half) / (1 + spread), 0.0), min((middle + half) / (1 + spread), 1.0)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{100 * self.found / self.of:5.1f} %  ({100 * low:.1f} to {100 * high:.1f})"


def rates(verdicts: list[Verdict]) -> dict[str, Rate]:
    """Rates in the verdicts of one audit: of entries with any finding, of those wrongly joined in any way, and of
    each class.
    """
    entries = {verdict.key for verdict in verdicts}
    with_finding = defaultdict[str, set[str]](set)
    for verdict in verdicts:
        for title in _titles(verdict.finding):
            with_finding[title].add(verdict.key)
    return {title: Rate(len(with_finding[title]), len(entries)) for title in (ANY, JOINED, *CLASSES)}


def _titles(finding: str) -> Iterator[str]:
    if finding != OK:
        yield from (ANY, finding)
        if finding.startswith("joined"):
            yield JOINED


def report(verdicts: list[Verdict]) -> Iterator[str]:
    """The lines of a report: for each audit, oldest first, its rates by class; then the rate of any finding
    over time.
    """
    audits = defaultdict[tuple[str, int, str, str], list[Verdict]](list)
    for verdict in verdicts:
        audits[audit_of(verdict)].append(verdict)
    by_audit = {audit: rates(audits[audit]) for audit in sorted(audits)}
    for (day, seed, lexicon, reader), found in by_audit.items():
        yield f"{day}, seed {seed}, {found[ANY].of} entries read by {reader}; {lexicon}"
        yield from (
            f"  {title:30} {rate.found:4}  {rate}" for title, rate in found.items() if rate.found or title == ANY
        )
        yield ""
    yield from _history(by_audit)


def _history(by_audit: dict[tuple[str, int, str, str], dict[str, Rate]]) -> Iterator[str]:
    seeds = Counter(day for day, *_ in by_audit)
    yield f"{'history':20} {ANY:28} {JOINED:28} parent false"
    for (day, seed, *_), found in by_audit.items():
        label = f"{day} seed {seed}" if seeds[day] > 1 else day
        yield f"{label:20} {found[ANY]!s:28} {found[JOINED]!s:28} {found['parent false']}"
