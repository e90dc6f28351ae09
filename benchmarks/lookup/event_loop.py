"""The delay of the event loop while many people ask at once: all other work of the bot has to wait for so long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from benchmarks.limits import MAX_COMPLETIONS
from benchmarks.lookup.measuring import MILLISECONDS, p99, show
from bot.clock import Clock
from bot.lexicon.dictionary import Dictionary

ASKING_AT_ONCE = 32
SECONDS = 5.0
NAP = 0.001
SUGGESTED = 10
# The finest that the system has (https://docs.python.org/3/library/time.html#time.perf_counter).
MACHINE_CLOCK = Clock(monotonic=time.perf_counter)
# Texts that take longest: many words, frequent words, the same again, what resembles nothing, another language.
HARD = (
    "acute lymphoblastik leukemia with hyperdiploidy and recurrent genetic abnormalities in chilhood",
    "of the and in with for to by on at or as disease of the and type disese",
    "acid " * 20,
    "e " * 50,
    "a" * 100,
    "qwertz uiopü asdf " * 5,
    "enfermedad pulmonar obstructva cronica con exacerbacion aguda",
    "sindrome de inmunodefisiencia adquirida",
)

Ask = Callable[[str], Awaitable[object]]


@dataclass(slots=True)
class Delays:
    """Seconds by which naps ended too late, and the number of answers meanwhile."""

    seconds: list[float] = field(default_factory=list)
    answered: int = 0


async def measure(dictionary: Dictionary, typed: Sequence[str], phrases: Sequence[str]) -> None:
    """Ask for suggestions, completions and phrases that are no names without a pause, 32 at once, and print the delay
    of the loop meanwhile.
    """

    async def suggest(query: str) -> object:
        return await dictionary.suggester.nearest_names(query, SUGGESTED)

    async def offer(query: str) -> object:
        return await dictionary.complete(query, MAX_COMPLETIONS)

    busy = {
        "nothing asked": await delays(_nothing, typed, asking=0),
        f"{ASKING_AT_ONCE} suggestions at once": await delays(suggest, typed),
        f"{ASKING_AT_ONCE} completions of whole misspelt names at once": await delays(offer, typed),
        "one phrase after another": await delays(dictionary.look_up, phrases, asking=1),
        f"{ASKING_AT_ONCE} phrases at once": await delays(dictionary.look_up, phrases),
    }
    show(
        f"Event loop: how many milliseconds late, over {SECONDS:g} seconds",
        ["meanwhile", "longest", "p99", "answers a second"],
        [_row(meanwhile, found) for meanwhile, found in busy.items()],
    )
    steps = {
        "suggestions": await longest_steps(suggest, typed),
        "completions of whole misspelt names": await longest_steps(offer, typed),
        "completions of long and odd texts": await longest_steps(offer, HARD),
    }
    show(
        "Event loop: milliseconds of its processor time until others have their turn, longest for each question",
        ["meanwhile", "longest", "p99"],
        [_row_of_steps(meanwhile, found) for meanwhile, found in steps.items()],
    )


async def longest_steps(ask: Ask, typed: Iterable[str]) -> list[float]:
    """Ask for each text, one after the other. Returns for each the longest processor time, in seconds, that the loop's
    thread took between two turns of another task, which hardly depends on what else the machine does.
    """
    found = []
    for text in typed:
        turns: list[float] = []
        waiting = asyncio.create_task(_take_turns(turns))
        await asyncio.sleep(0)
        await ask(text)
        await asyncio.sleep(0)
        waiting.cancel()
        found.append(max(turns))
    return found


async def _take_turns(found: list[float]) -> None:
    while True:
        before = time.thread_time()
        await asyncio.sleep(0)
        found.append(time.thread_time() - before)


async def delays(
    ask: Ask,
    typed: Sequence[str],
    *,
    asking: int = ASKING_AT_ONCE,
    seconds: float = SECONDS,
    clock: Clock = MACHINE_CLOCK,
) -> Delays:
    """Measure the delay of the loop while so many ask, each again as soon as the answer has come."""
    found = Delays()
    until = clock.monotonic() + seconds
    queries = cycle(typed)
    async with asyncio.TaskGroup() as group:
        group.create_task(_nap(found, until, clock))
        for _ in range(asking):
            group.create_task(_keep_asking(found, ask, lambda: next(queries), until, clock))
    return found


async def _nap(found: Delays, until: float, clock: Clock) -> None:
    while (before := clock.monotonic()) < until:
        await clock.sleep(NAP)
        found.seconds.append(clock.monotonic() - before - NAP)


async def _keep_asking(found: Delays, ask: Ask, query: Callable[[], str], until: float, clock: Clock) -> None:
    while clock.monotonic() < until:
        await ask(query())
        found.answered += 1


async def _nothing(_: str) -> None:
    return None


def _row(meanwhile: str, found: Delays) -> list[object]:
    late = [second * MILLISECONDS for second in found.seconds]
    return [meanwhile, max(late), p99(late), found.answered / SECONDS]


def _row_of_steps(meanwhile: str, found: Sequence[float]) -> list[object]:
    taken = [second * MILLISECONDS for second in found]
    return [meanwhile, max(taken), p99(taken)]
