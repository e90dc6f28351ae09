"""Limits: how often members and servers may do something, how much of one kind of work runs at once."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from cachetools import TTLCache
from discord.app_commands import Cooldown

from bot.errors import N_, UsageError

Result = TypeVar("Result")
# At most so many members, or servers, are counted at once; a hundred bytes each. Who has done nothing within the time
# of the limit is forgotten.
MAX_COUNTED = 20_000


class FloodLimit:
    """Allows each member or server (by Discord id) `times` uses within `seconds` seconds, counted from their first.

    It is discord.py's `Cooldown`: it counts within fixed windows, so it needs one number for however many uses, and
    refused uses do not make the refusal longer. discord.py's own mappings of cooldowns keep everybody, or look through
    all of them at each use. Use `RateLimit` where few actions are allowed, and none more within any span of time.
    """

    def __init__(self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.times = times
        self.seconds = seconds
        self.clock = clock
        self._counts: TTLCache[int, Cooldown] = TTLCache(MAX_COUNTED, seconds, clock)

    def use(self, id: int) -> float:
        """Count one use. Return 0 if it is allowed, else how many seconds are left until the next one is."""
        count = self._counts.get(id)
        if count is None:
            count = self._counts[id] = Cooldown(self.times, self.seconds)
        return count.update_rate_limit(self.clock()) or 0.0


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
        self._used: TTLCache[int, deque[float]] = TTLCache(MAX_COUNTED, seconds, clock)

    def seconds_to_wait(self, person: int) -> float:
        """Return how many seconds a person has to wait before the next action; 0 if it is allowed now."""
        used = self._recent(person)
        return used[0] + self.seconds - self.clock() if len(used) >= self.times else 0.0

    def use(self, person: int) -> None:
        """Count one action of a person, done now."""
        used = self._recent(person)
        used.append(self.clock())
        self._used[person] = used

    def _recent(self, person: int) -> deque[float]:
        """Return the times of a person's actions that still count."""
        used = self._used.get(person, deque())
        while used and used[0] + self.seconds <= self.clock():
            used.popleft()
        return used


class ConcurrencyLimit:
    """Lets `at_once` pieces of heavy work run at the same time; others wait for their turn, at most `seconds`.

    It is asyncio's semaphore with an end to the waiting, and words for whoever waited in vain.
    """

    def __init__(self, at_once: int, seconds: float) -> None:
        self.seconds = seconds
        self._turns = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, which lasts until the `with` block ends. Raises UsageError if none comes in time."""
        try:
            await asyncio.wait_for(self._turns.acquire(), self.seconds)
        except TimeoutError:
            raise UsageError(
                N_("Too many people are asking for this right now, so I can't answer in time."),
                N_("Please try again in a minute."),
            ) from None
        try:
            yield
        finally:
            self._turns.release()


class LatestTaskPerUser(Generic[Result]):
    """Lets one task of each person work, the latest, and stops the work of the one before: with each keystroke, the
    suggestions for the earlier text have become useless.
    """

    def __init__(self) -> None:
        self._working: dict[int, asyncio.Task[Any]] = {}

    async def run(self, person: int, work: Coroutine[Any, Any, Result]) -> Result | None:
        """Do some work for a person (by Discord user id) in the current task. Returns its result, or None if a later
        task of theirs stopped it.
        """
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 (this is a coroutine)
        if older := self._working.get(person):
            older.cancel()
        self._working[person] = task
        try:
            return await work
        except asyncio.CancelledError:
            if self._working.get(person) is task or task.uncancel():  # the task itself is to end
                raise
            return None
        finally:
            if self._working.get(person) is task:
                del self._working[person]
