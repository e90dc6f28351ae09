"""The outcome of the evaluation of a claim that one thing is a kind of another."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum, auto

MAX_EXAMPLES = 5


class Outcome(IntEnum):
    """The outcome of a claim: a sure parent; a disease that two sources have above another; a likely parent; a whole; a
    heading that is only referred to; or nothing. Numbers, because millions are looked up.
    """

    SURE = auto()
    AGREED = auto()
    LIKELY = auto()
    WHOLE = auto()
    HEADING = auto()
    REFUSED = auto()


class Reason(StrEnum):
    """Why a claimed parent is not shown."""

    PART = "it is a part of it"
    HEADING = "it is only filed below it"
    BEHIND = "specialists say so, and others are surer of another parent"
    CATCH_ALL = "it is too general, and a nearer one is known"
    ANCESTOR = "it is above another parent"
    JOINED = "the record that says so is named otherwise than its entry"
    CANCER = "it is not always a cancer, and its parent is"
    SYMPTOM = "one is a symptom, the other a disease"
    MENTIONED = "by its definition it only has to do with it"
    FAMILY = "they are of different sorts"
    LIST = "it is a list of terms"
    SELF = "both have one name"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a claim, and the reason if it is no parent."""

    outcome: Outcome
    reason: Reason | None = None


SURE, LIKELY = Verdict(Outcome.SURE), Verdict(Outcome.LIKELY)
AGREED = Verdict(Outcome.AGREED)
WHOLE = Verdict(Outcome.WHOLE, Reason.PART)
HEADING = Verdict(Outcome.HEADING, Reason.HEADING)


@dataclass(slots=True)
class RefusedClaims:
    """The number of claimed parents that are not shown, by reason, and the first few of each as numbers of child and
    parent.
    """

    counts: Counter[Reason] = field(default_factory=Counter)
    examples: dict[Reason, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def note(self, reason: Reason, child: int, parent: int) -> None:
        """Count one claim."""
        self.counts[reason] += 1
        if len(self.examples[reason]) < MAX_EXAMPLES:
            self.examples[reason].append((child, parent))
