"""Ids that were here a moment ago."""

from __future__ import annotations

import time
from collections.abc import Callable


class RecentIds:
    """Remembers ids for `seconds` at least and for twice that at most, or the last `most` to twice that of them if more come.

    They are in two sets: when the newer one is full, or has been filled for `seconds`, it takes the place of the older one.
    cachetools' TTLCache keeps a link and a time for each: 280 bytes in place of 80.
    """

    def __init__(self, seconds: float, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._older: set[int] = set()
        self._newer: set[int] = set()
        self._since = clock()

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._older) + len(self._newer)

    def add(self, id: int) -> bool:
        """Remember an id. Return False if it was remembered before."""
        if len(self._newer) >= self._most or self._clock() - self._since >= self._seconds:
            self._turn()
        if id in self._newer or id in self._older:
            return False
        self._newer.add(id)
        return True

    def _turn(self) -> None:
        now = self._clock()
        is_old = now - self._since >= 2 * self._seconds  # nothing came for so long
        self._older, self._newer, self._since = set() if is_old else self._newer, set(), now
