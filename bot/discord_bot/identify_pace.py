"""How fast shards may sign in: in each bucket one within five seconds, over all processes of the bot.

https://discord.com/developers/docs/events/gateway#rate-limiting, "max_concurrency"
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import structlog

from bot.discord_bot.limits import SECONDS_BETWEEN_IDENTIFIES
from bot.errors import DataError

logger = structlog.get_logger(__name__)

# Sign-ins may arrive closer to each other than they were sent.
JITTER = 0.05

SharedLock = Callable[[int], AbstractAsyncContextManager[None]]


class IdentifyPace:
    """Lets shards sign in one after another. `shared` makes the lock of a bucket that other processes respect, too."""

    def __init__(self, shared: SharedLock) -> None:
        self.max_concurrency = 1
        self._shared = shared
        self._buckets: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._pauses: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def turn(self, shard_id: int) -> AsyncIterator[None]:
        """Wait until a shard may sign in, which it does in the `with` block. Others of its bucket wait until some seconds
        after that.
        """
        bucket = shard_id % self.max_concurrency
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._buckets[bucket])
            try:
                await stack.enter_async_context(self._shared(bucket))
            except DataError as error:  # other processes are then left to Discord, which ends what is too fast
                logger.warning("sign_in_not_shared", error=type(error).__name__)
            try:
                yield
            finally:
                task = asyncio.create_task(_pause(stack.pop_all()))
                self._pauses.add(task)
                task.add_done_callback(self._pauses.discard)

    async def close(self) -> None:
        """Let other processes sign in."""
        for task in self._pauses:
            task.cancel()
        await asyncio.gather(*self._pauses, return_exceptions=True)


async def _pause(held: AsyncExitStack) -> None:
    async with held:
        await asyncio.sleep(SECONDS_BETWEEN_IDENTIFIES * (1 + JITTER))
