"""The order of writes: those of one person, and of one server, happen one after another, in the order in which they were
asked for. A write that was not confirmed in time is dropped, or finished before the next one begins.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import Context, ContextVar, copy_context


class WriteDroppedError(Exception):
    """A transaction was rolled back because its person has been told that nothing was changed."""


class PendingWork:
    """The work behind one answer. It can be dropped until the first of its transactions is being committed."""

    def __init__(self) -> None:
        self._is_committing = False
        self._is_dropped = False
        self._turns: list[asyncio.Event] = []

    def drop(self) -> bool:
        """Let none of its transactions be committed, and let others go ahead. Return False, and change nothing, if one
        is committed or about to be.
        """
        if self._is_committing:
            return False
        self._is_dropped = True
        for turn in self._turns:
            turn.set()
        return True

    def take_turn(self) -> asyncio.Event:
        """Return a new event that is set when those that come later need not wait for this work any more."""
        turn = asyncio.Event()
        self._turns.append(turn)
        return turn

    def refuse_if_dropped(self) -> None:
        """Raise WriteDroppedError if the work was dropped."""
        if self._is_dropped:
            raise WriteDroppedError

    def begin_commit(self) -> None:
        """Call this immediately before a commit. From then on the work cannot be dropped.

        Raises WriteDroppedError if it was dropped before.
        """
        self.refuse_if_dropped()
        self._is_committing = True


# The work that the current task does; unset in tasks that answer nobody, such as the post of a term of the day.
_current: ContextVar[PendingWork] = ContextVar("pending_work")


def new_work_context() -> tuple[PendingWork, Context]:
    """Return new work, and a copy of the current context in which everything that is written belongs to it."""
    work, context = PendingWork(), copy_context()
    context.run(_current.set, work)
    return work, context


class WriteCounts:
    """Counts what this process has written, so that what was read before can be kept until then.

    Owners share counters, so that they take no memory each: a count may also change for another one's sake.
    """

    SHARED = 4_096

    def __init__(self) -> None:
        self._counts = [0] * self.SHARED
        self._of_nobody = 0

    def count(self, *owners: int) -> None:
        """Count a transaction that has ended, of these owners (Discord ids); without any, of everybody."""
        for owner in owners:
            self._counts[self._slot(owner)] += 1
        self._of_nobody += not owners

    def copy(self) -> WriteCounts:
        """Return the counts as they are now."""
        copied = WriteCounts()
        copied._counts, copied._of_nobody = self._counts.copy(), self._of_nobody
        return copied

    def of(self, owner: int) -> int:
        """Return a number that grows whenever something of this owner was written."""
        return self._counts[self._slot(owner)] + self._of_nobody

    def _slot(self, owner: int) -> int:
        """The counter of an owner. An id begins with a time; the last bits alone are alike in many of them
        (https://discord.com/developers/docs/reference#snowflakes).
        """
        return (owner ^ owner >> 22) % self.SHARED


class WriteOrder:
    """The turns of those who write what belongs to the same person or server.

    asyncio.Lock does not do: whoever holds it cannot be passed by others once their work is dropped.
    """

    def __init__(self) -> None:
        self._turns: defaultdict[int, list[asyncio.Event]] = defaultdict(list)

    @asynccontextmanager
    async def turn(self, *owners: int) -> AsyncIterator[PendingWork]:
        """Wait until all who have asked before for one of these owners (Discord ids) have finished or were dropped.

        Gives the work of the current task. Raises WriteDroppedError if it was dropped meanwhile.
        """
        work = _current.get(None) or PendingWork()
        earlier = [turn for owner in owners for turn in self._turns[owner]]
        mine = work.take_turn()
        for owner in owners:
            self._turns[owner].append(mine)
        try:
            for turn in earlier:
                await turn.wait()
            work.refuse_if_dropped()
            yield work
        finally:
            mine.set()
            self._leave(owners, mine)

    def _leave(self, owners: tuple[int, ...], turn: asyncio.Event) -> None:
        for owner in owners:
            self._turns[owner].remove(turn)
            if not self._turns[owner]:
                del self._turns[owner]
