"""How often one person may do something that costs the people who run the bot work."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable


class RateLimit:
    """So many times in so many seconds, for each person.

    It is kept in memory: a restart forgets it, and no note of who did what is left behind.
    """

    def __init__(self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.times = times
        self.seconds = seconds
        self.clock = clock
        self._used: dict[int, deque[float]] = {}

    def seconds_to_wait(self, person: int) -> float:
        """How long a person has to wait; 0 when they may do it now."""
        self._forget_old()
        used = self._used.get(person)
        return used[0] + self.seconds - self.clock() if used and len(used) >= self.times else 0.0

    def use(self, person: int) -> None:
        """Note that a person has done it now."""
        self._used.setdefault(person, deque()).append(self.clock())

    def _forget_old(self) -> None:
        for person, used in list(self._used.items()):
            while used and used[0] + self.seconds <= self.clock():
                used.popleft()
            if not used:
                del self._used[person]
