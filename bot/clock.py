"""Time behind one object: code that measures time or waits takes a `Clock`, which tests replace."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """The functions that tell the time and wait; by default the machine's.

    `monotonic` returns seconds that only ever increase; only their differences have a meaning. `now`
    returns the moment in UTC. `sleep` waits for a number of seconds. `timeout` makes an asynchronous context
    manager whose body is cancelled, and TimeoutError raised, after a number of seconds. `jitter` returns a
    random number from 0 to 1 by which a wait is shortened, so that programs that failed together do not come
    back together.
    """

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    timeout: Callable[[float], AbstractAsyncContextManager[object]] = asyncio.timeout
    jitter: Callable[[], float] = random.random
