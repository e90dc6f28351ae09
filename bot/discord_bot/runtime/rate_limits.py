"""Limits on what one person may do at once or again and again."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class RateLimit:
    """Allows each person, by their Discord user id, an action so many times within any so many seconds.

    It is kept in memory: a restart forgets it, and no record of who did what is left behind.

    discord.py's `Cooldown(5, 3600)` counts within fixed windows: it let nine calls pass within two seconds, four before the end of a
    window and five after it. It also counts what is asked, where here only what was sent counts.
    """

    def __init__(self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.times = times
        self.seconds = seconds
        self.clock = clock
        self._used: dict[int, deque[float]] = {}

    def seconds_to_wait(self, person: int) -> float:
        """Return how many seconds a person has to wait; 0 if they may do it now."""
        self._forget_old()
        used = self._used.get(person)
        return used[0] + self.seconds - self.clock() if used and len(used) >= self.times else 0.0

    def use(self, person: int) -> None:
        """Count that a person has done it now."""
        self._used.setdefault(person, deque()).append(self.clock())

    def _forget_old(self) -> None:
        for person, used in list(self._used.items()):
            while used and used[0] + self.seconds <= self.clock():
                used.popleft()
            if not used:
                del self._used[person]


class LatestTaskPerUser(Generic[Result]):
    """Runs the latest task of each person and cancels the one that still runs for them: with each key stroke the suggestions for the
    text before are worthless.
    """

    def __init__(self) -> None:
        self._running: dict[int, asyncio.Task[Result]] = {}

    async def run(self, person: int, work: Coroutine[Any, Any, Result]) -> Result | None:
        """Return the result of some work for a person, by their Discord user id; None if later work of theirs cancelled it."""
        task = asyncio.ensure_future(work)
        if older := self._running.pop(person, None):
            older.cancel()
        self._running[person] = task
        await asyncio.wait([task])
        if self._running.get(person) is task:
            del self._running[person]
        return None if task.cancelled() else task.result()
