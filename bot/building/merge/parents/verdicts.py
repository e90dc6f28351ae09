"""The outcome of the evaluation of a claim that one thing is a kind of another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto

from bot.building.merge.parents.refused import Reason


class Standing(IntEnum):
    """What a claim becomes: a sure parent; a disease that two sources have above another; a likely parent; a whole; a
    heading that is only referred to; or nothing. Numbers, because millions are looked up.
    """

    SURE = auto()
    AGREED = auto()
    LIKELY = auto()
    WHOLE = auto()
    FILED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim becomes, and why it is no parent."""

    standing: Standing
    reason: Reason | None = None


SURE, LIKELY = Verdict(Standing.SURE), Verdict(Standing.LIKELY)
AGREED = Verdict(Standing.AGREED)
WHOLE = Verdict(Standing.WHOLE, Reason.PART)
FILED = Verdict(Standing.FILED, Reason.FILED)
