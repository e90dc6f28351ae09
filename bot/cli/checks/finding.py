"""The result of a check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from bot import __version__


class State(StrEnum):
    """Wrong: something does not work. To do: something should be done, and all works without. In order otherwise."""

    WRONG = "wrong"
    TO_DO = "to do"
    OK = "ok"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check: a subject, True if it is good, its state, what to run if something is to do, and further
    lines about it. `is_count` is True if it only counts what is there. `address` is one to open in a browser.
    """

    subject: str
    good: bool
    what: str
    remedy: str | None = None
    details: tuple[str, ...] = ()
    is_count: bool = False
    address: str | None = None

    @property
    def state(self) -> State:
        """How urgent it is."""
        if not self.good:
            return State.WRONG
        return State.TO_DO if self.remedy and not self.is_count else State.OK


def as_json_document(findings: Sequence[Finding]) -> bytes:
    """Return findings as one JSON object, in the order of the checks. docs/json.md describes it."""
    states = {finding.state for finding in findings}
    document = {
        "version": __version__,
        "state": next((state for state in State if state in states), State.OK),
        "findings": [
            {
                "subject": each.subject,
                "state": each.state,
                "what": each.what,
                "remedy": each.remedy,
                "address": each.address,
                "details": each.details,
                "is_count": each.is_count,
            }
            for each in findings
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2)
