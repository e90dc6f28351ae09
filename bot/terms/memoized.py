"""What was worked out for a text before."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakValueDictionary


class Remembered(dict[str, str]):
    """What a function gives for each text: worked out when it is first asked for, and kept.

    When `most` are kept it begins anew, so that nothing can exhaust memory. A plain dictionary is asked several times faster than
    `lru_cache`.
    """

    def __init__(self, work: Callable[[str], str], most: int) -> None:
        super().__init__()
        self._work = work
        self._most = most
        _all[id(self)] = self

    def __missing__(self, text: str) -> str:
        """Work out what is not kept."""
        if len(self) >= self._most:
            self.clear()
        outcome = self[text] = self._work(text)
        return outcome


_all: WeakValueDictionary[int, Remembered] = WeakValueDictionary()


def forget() -> None:
    """Let go of all that is kept anywhere: texts that live on hold the memory in which millions of others stood among them."""
    for remembered in list(_all.values()):
        remembered.clear()
