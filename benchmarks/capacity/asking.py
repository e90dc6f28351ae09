"""Questions at a steady rate, whether the answers keep up or not; and what became of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.capacity.doors import Door
from benchmarks.lookup.measuring import MILLISECONDS, quantile
from bot.discord_bot.limits import SECONDS_TO_ANSWER

SECONDS_TO_WAIT = 2 * SECONDS_TO_ANSWER


@dataclass
class Asked:
    """What became of questions: the seconds from the planned moment to the answer, of each that was answered; how many were
    taken and not answered; how many nobody took. Then processor seconds of the bot and of the asker, and all seconds.
    """

    delays: list[float] = field(default_factory=list)
    lost: int = 0
    refused: int = 0
    bot: float = 0.0
    asker: float = 0.0
    seconds: float = 0.0

    def delay(self, share: float) -> float:
        """Milliseconds within which a share was answered."""
        return MILLISECONDS * quantile(self.delays, share) if self.delays else float("nan")

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.delays) / self.seconds if self.seconds else 0.0

    @property
    def processor(self) -> float:
        """Milliseconds of the bot's processor for one answer."""
        return MILLISECONDS * self.bot / len(self.delays) if self.delays else float("nan")


async def ask_all(door: Door, terms: Sequence[str], rate: float, is_over: Callable[[], bool] = lambda: False) -> Asked:
    """Ask for these terms, so many in a second, until all are asked or it is over; wait for the answers."""
    await door.prepare(terms, rate)
    asked = Asked()
    used, own = door.bot.processor(), time.process_time()
    began = time.monotonic()
    waiting = set()
    for number in range(len(terms)):
        due = began + number / rate
        if (early := due - time.monotonic()) > 0:
            await asyncio.sleep(early)
        if is_over():
            break
        waiting.add(asyncio.create_task(_ask(door, number, due, asked)))
    if waiting:
        _, unanswered = await asyncio.wait(waiting, timeout=SECONDS_TO_WAIT)
        asked.lost += len(unanswered)
        for task in unanswered:
            task.cancel()
    asked.seconds = max(time.monotonic() - began, len(waiting) / rate)
    if door.bot.is_running:
        asked.bot = door.bot.processor() - used
    asked.asker = time.process_time() - own
    return asked


async def _ask(door: Door, number: int, due: float, asked: Asked) -> None:
    try:
        answered_at = await door.ask(number)
    except OSError:
        asked.lost += 1
    else:
        if answered_at is None:
            asked.refused += 1
        else:
            asked.delays.append(answered_at - due)
