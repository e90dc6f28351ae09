"""Interactions of people in all servers, at a steady rate."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from benchmarks.discord_cost.__main__ import TERMS, TYPED
from benchmarks.scale.gateway import ManyServers, Sent

# Discord waits so long for an answer (https://discord.com/developers/docs/interactions/receiving-and-responding).
SECONDS_TO_ANSWER = 3.0
SECONDS_BETWEEN_ROUNDS = 0.01


@dataclass
class Load:
    """So many interactions a second until `is_over`, half of them /define and half completions."""

    here: ManyServers
    rate: float
    is_over: bool = False
    asked: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 (nothing is secret)

    async def run(self) -> None:
        """Ask until the end. What is behind is made up for, so that a slow machine is asked as much."""
        began = time.monotonic()
        while not self.is_over:
            due = int((time.monotonic() - began) * self.rate)
            for _ in range(due - self.asked):
                await self._ask()
            self.asked = max(self.asked, due)
            await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)

    async def _ask(self) -> None:
        typing = self.chance.random() < 0.5
        term = self.chance.choice(TYPED if typing else TERMS)
        await self.here.ask(self.chance.randrange(self.here.servers), term, typing=typing)


@asynccontextmanager
async def load(here: ManyServers, rate: float) -> AsyncIterator[Load]:
    """Ask until the `with` block ends, and wait as long as Discord waits for the last answers."""
    going_on = Load(here, rate)
    task = asyncio.create_task(going_on.run())
    try:
        yield going_on
    finally:
        going_on.is_over = True
        await task
        await asyncio.sleep(SECONDS_TO_ANSWER)


def percentile(all_sent: list[Sent], share: float) -> float:
    """Milliseconds within which a share of those that were answered were."""
    times = sorted(1000 * (one.answered_at - one.at) for one in all_sent if one.answered_at is not None)
    return times[min(len(times) - 1, int(len(times) * share))] if times else float("nan")
