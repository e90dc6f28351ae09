"""Limits per person: how often an action may be done, and how much runs at once."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class RateLimit:
    """Allows each person (by Discord user id) an action `times` times within any `seconds` seconds.

    It is stored in memory only: a restart forgets it, and there is no record of who did what.

    discord.py's `Cooldown(5, 3600)` counts within fixed windows: it let nine calls pass within two seconds, four before
    the end of a window and five after it. It also counts attempts, where here only completed actions count.
    """

    def __init__(self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.times = times
        self.seconds = seconds
        self.clock = clock
        self._used: dict[int, deque[float]] = {}

    def seconds_to_wait(self, person: int) -> float:
        """Return how many seconds a person has to wait before the next action; 0 if it is allowed now."""
        self._forget_old()
        used = self._used.get(person)
        return used[0] + self.seconds - self.clock() if used and len(used) >= self.times else 0.0

    def use(self, person: int) -> None:
        """Count one action of a person, done now."""
        self._used.setdefault(person, deque()).append(self.clock())

    def _forget_old(self) -> None:
        for person, used in list(self._used.items()):
            while used and used[0] + self.seconds <= self.clock():
                used.popleft()
            if not used:
                del self._used[person]


class LatestTaskPerUser(Generic[Result]):
    """Runs one task for each person, the latest, and cancels the one before: with each keystroke, the
    suggestions for the earlier text have become useless.
    """

    def __init__(self) -> None:
        self._running: dict[int, asyncio.Task[Result]] = {}

    async def run(self, person: int, work: Coroutine[Any, Any, Result]) -> Result | None:
        """Run some work for a person (by Discord user id). Returns its result, or None if later work of
        theirs cancelled it.
        """
        task = asyncio.ensure_future(work)
        if older := self._running.pop(person, None):
            older.cancel()
        self._running[person] = task
        await asyncio.wait([task])
        if self._running.get(person) is task:
            del self._running[person]
        return None if task.cancelled() else task.result()
