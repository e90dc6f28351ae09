"""Work for what someone is typing: each key stroke makes the work for the one before worthless."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class LatestTaskPerUser(Generic[Result]):
    """Does the newest work of each person and drops what is still under way for them."""

    def __init__(self) -> None:
        self._under_way: dict[int, asyncio.Task[Result]] = {}

    async def run(self, person: int, work: Coroutine[Any, Any, Result]) -> Result | None:
        """What this work of a person comes to; None when newer work of theirs came first."""
        task = asyncio.ensure_future(work)
        if older := self._under_way.pop(person, None):
            older.cancel()
        self._under_way[person] = task
        await asyncio.wait([task])
        if self._under_way.get(person) is task:
            del self._under_way[person]
        return None if task.cancelled() else task.result()
