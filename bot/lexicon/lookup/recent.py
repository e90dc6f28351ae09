"""What was worked out a short while ago: in a chat one term is looked up again and again, by others and to turn its pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Keeps the last `most` outcomes of a function that always gives the same for the same. What it raises is not kept."""

    def __init__(self, work: Callable[[Key], Awaitable[Value]], most: int) -> None:
        self._work = work
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    async def of(self, key: Key) -> Value:
        """The outcome for a key, worked out if it is not kept."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        value = self._kept[key] = await self._work(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return value
