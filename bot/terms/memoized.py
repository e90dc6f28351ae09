"""Results of functions of one text, stored in memory.

A dictionary, because `functools.lru_cache` takes twice as long for a stored text (720,000 words of names: 130 to 180
nanoseconds each against 260 to 360), cachetools seven times as long, and neither empties all caches at once.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakValueDictionary


class Memoized(dict[str, str]):
    """The results of a function by text, each computed when it is first requested. At `max_size` results, all are
    deleted.
    """

    def __init__(self, function: Callable[[str], str], max_size: int) -> None:
        super().__init__()
        self._function = function
        self._max_size = max_size
        _all[id(self)] = self

    def __missing__(self, text: str) -> str:
        """Compute the result for a text that is not stored yet, and store it."""
        if len(self) >= self._max_size:
            self.clear()
        result = self[text] = self._function(text)
        return result

    def limit(self, max_size: int) -> None:
        """Store at most so many results from now on."""
        self._max_size = min(self._max_size, max_size)


_all: WeakValueDictionary[int, Memoized] = WeakValueDictionary()


def clear_memoized() -> None:
    """Delete the results of all functions: stored texts lie between millions of others in memory, which cannot be
    returned to the system before.
    """
    for memoized in list(_all.values()):
        memoized.clear()


def limit_memoized(max_size: int) -> None:
    """Store at most so many results of each function from now on. Building has room for millions of words; a bot, which
    asks for a few at a time, would fill it within weeks.
    """
    for memoized in list(_all.values()):
        memoized.limit(max_size)
