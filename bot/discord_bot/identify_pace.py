"""How fast shards may sign in: in each bucket one within five seconds, over all processes of the bot.

https://discord.com/developers/docs/events/gateway#rate-limiting, "max_concurrency"
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack

import structlog

from bot.discord_bot.limits import SECONDS_BETWEEN_IDENTIFIES
from bot.errors import DataError

logger = structlog.get_logger(__name__)

SharedLock = Callable[[int], AbstractAsyncContextManager[None]]


class IdentifyPace:
    """Lets shards sign in one after another. `shared` makes the lock of a bucket that other processes respect, too."""

    def __init__(self, shared: SharedLock) -> None:
        self.max_concurrency = 1
        self._shared = shared
        self._buckets: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._holding: set[asyncio.Task[None]] = set()

    async def wait(self, shard_id: int) -> None:
        """Wait until a shard may sign in; others of its bucket wait for some seconds then."""
        may_sign_in = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._hold(shard_id % self.max_concurrency, may_sign_in))
        self._holding.add(task)
        task.add_done_callback(self._holding.discard)
        await may_sign_in

    async def _hold(self, bucket: int, may_sign_in: asyncio.Future[None]) -> None:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._buckets[bucket])
            try:
                await stack.enter_async_context(self._shared(bucket))
            except DataError as error:  # other processes are then left to Discord, which ends what is too fast
                logger.warning("sign_in_not_shared", error=type(error).__name__)
            if not may_sign_in.done():
                may_sign_in.set_result(None)
                await asyncio.sleep(SECONDS_BETWEEN_IDENTIFIES)
