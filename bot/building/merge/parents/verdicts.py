"""What becomes of a claim that one thing is a kind of another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto

from bot.building.merge.parents.refused import Reason


class Standing(IntEnum):
    """What becomes of a claim: a parent that is sure, or a disease that two sources have above another, or one that is likely; a whole; a
    heading that only leads on; nothing. A number, as millions are looked up.
    """

    SURE = auto()
    AGREED = auto()
    LIKELY = auto()
    WHOLE = auto()
    FILED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a claim, and why it is no parent."""

    standing: Standing
    reason: Reason | None = None


SURE, LIKELY = Verdict(Standing.SURE), Verdict(Standing.LIKELY)
AGREED = Verdict(Standing.AGREED)
WHOLE = Verdict(Standing.WHOLE, Reason.PART)
FILED = Verdict(Standing.FILED, Reason.FILED)
