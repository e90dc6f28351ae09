"""How many /define one process answers on one processor: `python -m benchmarks.capacity --home FOLDER`.

The bot has a processor of its own, and Discord is played on the others. Both doors are asked at fixed rates, whether answers
keep up or not; a delay begins at the moment at which the question was due. `callbacks` is the HTTP door with the other
way to answer: each first answer is a request to Discord. At the end the bot is told to stop while people ask.

It ends with status 1 if through the gateway or HTTP an answer is lost, if at 100 a second one in a hundred takes 25 ms or at
800 a second 250 ms, or if SIGTERM takes over five seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.capacity.asking import Asked, ask_all
from benchmarks.capacity.doors import Door, at_gateway, over_http
from benchmarks.discord_cost.__main__ import TERMS
from benchmarks.lookup.measuring import show
from benchmarks.scale.database import new_database
from bot.settings import Home

OPEN: dict[str, Callable[[Path, int | None, Mapping[str, str]], AbstractAsyncContextManager[Door]]] = {
    "gateway": at_gateway,
    "http": over_http,
    "callbacks": lambda folder, processor, settings: over_http(folder, processor, settings, "callbacks"),
}
# Milliseconds for 99 of 100, by questions a second.
MAX_P99 = {100.0: 25.0, 800.0: 250.0}
MAX_SECONDS_TO_STOP = 5.0
RATE_BEFORE, SECONDS_BEFORE = 100.0, 3.0
RATE_AT_STOP, SECONDS_UNTIL_STOP, SECONDS_AFTER_STOP = 100.0, 1.0, 6.0


@dataclass
class Outcome:
    """What was seen at one door: by questions a second, and when the bot was told to stop, with the seconds it took."""

    name: str
    by_rate: dict[float, Asked] = field(default_factory=dict)
    at_stop: Asked = field(default_factory=Asked)
    answers_lost: int = 0
    stopped_in: float = 0.0


def main() -> int:
    """Print what was seen; return 1 if it is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capacity", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a MEDLEX_HOME with a built lexicon")
    parser.add_argument("--doors", nargs="+", choices=OPEN, default=["gateway", "http"])
    parser.add_argument("--rates", nargs="+", type=float, default=[100.0, 800.0], help="questions a second")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each rate is asked")
    parser.add_argument(
        "--postgres", help="a server, for a database in which the bot looks for settings of 50,000 servers"
    )
    options = parser.parse_args()
    processor = _own_processor()
    outcomes = [asyncio.run(_measure(name, options, processor)) for name in options.doors]
    _print(outcomes)
    faults = [fault for outcome in outcomes for fault in _faults(outcome)]
    print("\n".join(faults) if faults else "Nothing is wrong.")
    return 1 if faults else 0


def _own_processor() -> int | None:
    """Leave one processor to the bot, and return its number; None if there is only one, or on macOS and Windows."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    first, *others = sorted(os.sched_getaffinity(0))
    if others:
        os.sched_setaffinity(0, others)
    return first if others else None


async def _measure(name: str, options: argparse.Namespace, processor: int | None) -> Outcome:
    outcome = Outcome(name)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        home.folder.mkdir()
        home.lexicon.symlink_to((options.home / "lexicon.sqlite3").resolve())
        async with AsyncExitStack() as stack:
            settings = {}
            if options.postgres:
                database = await stack.enter_async_context(new_database(options.postgres))
                settings["MEDLEX_DATABASE"] = database.get_secret_value()
            door = await stack.enter_async_context(OPEN[name](Path(folder), processor, settings))
            await ask_all(door, _terms(RATE_BEFORE * SECONDS_BEFORE), RATE_BEFORE)
            for rate in options.rates:
                outcome.by_rate[rate] = await ask_all(door, _terms(rate * options.seconds), rate)
            await _stop(door, outcome)
    return outcome


def _terms(number: float) -> Sequence[str]:
    return list(itertools.islice(itertools.cycle(TERMS), int(number)))


async def _stop(door: Door, outcome: Outcome) -> None:
    """Tell the bot to stop while people ask, until it has ended."""
    seconds = SECONDS_UNTIL_STOP + SECONDS_AFTER_STOP
    over = partial(_has_ended, door)
    asking = asyncio.create_task(ask_all(door, _terms(RATE_AT_STOP * seconds), RATE_AT_STOP, over))
    await asyncio.sleep(SECONDS_UNTIL_STOP)
    outcome.stopped_in = await door.bot.end(signal.SIGTERM)
    outcome.at_stop, outcome.answers_lost = await asking, door.bot.answers_lost()


def _has_ended(door: Door) -> bool:
    return not door.bot.is_running


def _print(outcomes: Sequence[Outcome]) -> None:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    show(
        f"/define through each door of one process on one processor (load {load}): milliseconds, and shares of a processor",
        ["door", "a second", "answered", "lost", "median", "p99", "most", "bot's ms each", "bot", "asker"],
        [_row(outcome.name, rate, asked) for outcome in outcomes for rate, asked in outcome.by_rate.items()],
    )
    for outcome in outcomes:
        stopped = outcome.at_stop
        print(
            f"{outcome.name}: told to stop, it ended within {outcome.stopped_in:.1f} s; {len(stopped.delays)} answered "
            f"before and after, {stopped.lost + outcome.answers_lost} lost, {stopped.refused} not taken."
        )


def _row(name: str, rate: float, asked: Asked) -> list[object]:
    delays = [asked.delay(share) for share in (0.5, 0.99, 1.0)]
    shares = [used / asked.seconds for used in (asked.bot, asked.asker)]
    return [name, f"{rate:g}", f"{asked.rate:.0f}", asked.lost, *delays, asked.processor, *shares]


def _faults(outcome: Outcome) -> Iterator[str]:
    if outcome.name == "callbacks":  # only to compare
        return
    for rate, asked in outcome.by_rate.items():
        if asked.lost or asked.refused:
            yield f"{outcome.name}: at {rate:g} a second {asked.lost + asked.refused} were lost."
        if asked.delay(0.99) > MAX_P99.get(rate, float("inf")):
            yield f"{outcome.name}: at {rate:g} a second one in a hundred took {asked.delay(0.99):.0f} ms."
    if lost := outcome.at_stop.lost + outcome.answers_lost:
        yield f"{outcome.name}: {lost} were lost when it was told to stop."
    if outcome.stopped_in > MAX_SECONDS_TO_STOP:
        yield f"{outcome.name}: it took {outcome.stopped_in:.1f} s to stop."


if __name__ == "__main__":
    sys.exit(main())
