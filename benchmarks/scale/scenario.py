"""What happens while people ask: the process that leads is killed, another one is stopped, and both are started again."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from pydantic import SecretStr

from benchmarks.scale.gateway import ManyServers
from benchmarks.scale.load import SECONDS_TO_ANSWER, load
from benchmarks.scale.processes import Bot, running
from bot.discord_bot.runtime.context import Duty
from bot.settings import Home
from bot.storage.records import TermOfTheDay
from bot.storage.server_data import opened

# Of a service manager, such as systemd's RestartSec.
SECONDS_UNTIL_RESTART = 1.0
SECONDS_TO_CONNECT = 400.0
SECONDS_FOR_POSTS = 120.0
SECONDS_AFTER = 10.0


@dataclass
class Outcome:
    """What was seen. Times are in seconds; `memory` is by process: resident, and its own, in MiB."""

    connected_after: float = 0.0
    back_after_kill: float = 0.0
    back_after_stop: float = 0.0
    hand_over: float | None = None
    stopped_in: list[float] = field(default_factory=list)
    memory: dict[str, tuple[float, float]] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)
    calm: tuple[float, float] = (0.0, 0.0)
    killed: str = ""
    stopped: str = ""
    stopped_at: float = 0.0


async def want_terms(home: Home, database: SecretStr, here: ManyServers, number: int) -> None:
    """Let so many servers want a term of the day, which is due."""
    async with opened(home, database) as data:
        for each in range(number):
            guild_id = here.guild_id(each)
            await data.terms_of_the_day.set(TermOfTheDay(guild_id, guild_id + 1, 0, "UTC", None))


async def play(here: ManyServers, bots: list[Bot], rate: float, calm: float, posts: int) -> Outcome:
    """Start all processes, ask, kill one, stop one, and stop all."""
    outcome, began = Outcome(), time.monotonic()
    async with running(bots):
        await asyncio.wait_for(here.until_connected(here.shards), SECONDS_TO_CONNECT)
        outcome.connected_after = time.monotonic() - began
        async with load(here, rate):
            await _stay_calm(bots, outcome, calm)
            await _kill_the_leader(here, bots, outcome, posts)
            await _stop_another(here, bots, outcome)
            await asyncio.sleep(SECONDS_AFTER)
        outcome.stopped_in += await asyncio.gather(*(bot.end(signal.SIGTERM) for bot in bots))
    return outcome


async def only_start(here: ManyServers, bots: list[Bot]) -> Outcome:
    """Start all processes, see how long it takes, and stop them."""
    outcome, began = Outcome(), time.monotonic()
    async with running(bots):
        await asyncio.wait_for(here.until_connected(here.shards), SECONDS_TO_CONNECT)
        outcome.connected_after = time.monotonic() - began
        outcome.memory = {bot.name: bot.memory() for bot in bots}
        outcome.stopped_in += await asyncio.gather(*(bot.end(signal.SIGTERM) for bot in bots))
    return outcome


async def _stay_calm(bots: list[Bot], outcome: Outcome, seconds: float) -> None:
    began = time.monotonic()
    before = {bot.name: bot.processor() for bot in bots}
    await asyncio.sleep(seconds)
    outcome.calm = (began, time.monotonic() - SECONDS_TO_ANSWER)
    outcome.memory = {bot.name: bot.memory() for bot in bots}
    outcome.processor = {bot.name: (bot.processor() - before[bot.name]) / seconds for bot in bots}


async def _kill_the_leader(here: ManyServers, bots: list[Bot], outcome: Outcome, posts: int) -> None:
    """Kill the process that leads when it has posted half of the terms, and let the next one post the others."""
    await _until(lambda: len(here.posts) >= posts // 2)
    bot = next((bot for bot in bots if bot.leads(Duty.DISCORD)), bots[0])
    outcome.killed, posted = bot.name, len(here.posts)
    for shard in bot.shards:
        here.connections[shard].is_killed = True
    killed_at = time.monotonic()
    await bot.end(signal.SIGKILL)
    await _start_again(here, bot)
    outcome.back_after_kill = time.monotonic() - killed_at
    await _until(lambda: len(here.posts) >= posts - 1)
    if len(here.posts) > posted:
        outcome.hand_over = next((at for at, _ in here.posts[posted:] if at > killed_at), killed_at) - killed_at


async def _stop_another(here: ManyServers, bots: list[Bot], outcome: Outcome) -> None:
    bot = next(bot for bot in bots if bot.name != outcome.killed)
    outcome.stopped, began = bot.name, time.monotonic()
    outcome.stopped_at = began
    outcome.stopped_in.append(await bot.end(signal.SIGTERM))
    await _start_again(here, bot)
    outcome.back_after_stop = time.monotonic() - began


async def _start_again(here: ManyServers, bot: Bot) -> None:
    await asyncio.sleep(SECONDS_UNTIL_RESTART)
    await bot.start()
    await asyncio.wait_for(here.until_connected(here.shards), SECONDS_TO_CONNECT)


async def _until(is_so: Callable[[], bool]) -> None:
    """Wait until a condition holds, or for `SECONDS_FOR_POSTS`."""
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS_FOR_POSTS):
            while not is_so():  # noqa: ASYNC110 (nothing tells)
                await asyncio.sleep(0.1)
