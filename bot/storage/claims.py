"""What an interaction writes is written once, also where several copies of the bot get the same interaction: a load
balancer may send it again when a copy has died.

Its id is stored in the transaction that writes. So a copy that dies before has written nothing and claims nothing, and
one that comes later finds the id and writes nothing. Interactions that only read cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Claim:
    """An interaction, by its Discord id, and whether this process has stored that it wrote something."""

    def __init__(self, interaction_id: int) -> None:
        self.interaction_id = interaction_id
        self.is_made = False


# The interaction that the current task answers, where other processes may get it too.
_current: ContextVar[Claim | None] = ContextVar("claim", default=None)


def claim_writes(interaction_id: int) -> None:
    """Let the current task, and those that it starts, write only if no other process has written for this interaction."""
    _current.set(Claim(interaction_id))


@contextmanager
def due_claim() -> Iterator[int | None]:
    """Give the id that a transaction in the `with` block must store; None if there is none, or it is stored. It counts as
    stored unless the block raises.
    """
    claim = _current.get()
    if claim is None or claim.is_made:
        yield None
        return
    claim.is_made = True
    try:
        yield claim.interaction_id
    except BaseException:
        claim.is_made = False
        raise
