"""People ask for hours while connections break: `python -m benchmarks.soak --home FOLDER --minutes 60`.

`medlex run` with two shards answers a mix of commands, completions and presses from 1,000 servers of a Discord on this machine,
whose connections are cut, closed, asked to connect anew, ended, or left without answers to heartbeats. Each minute
its memory, open files and delays are noted. It ends with status 1 if an interaction was lost, answered twice or too late, if
after the first minute memory of its own changed by more than `--megabytes`, or if files stay open.

Lost is what nobody answered, unless Discord ended the session in which it was sent: then the bot never hears of it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.lookup.measuring import show
from benchmarks.scale.gateway import many_servers
from benchmarks.scale.processes import Bot, bots, running
from benchmarks.soak.asking import something
from benchmarks.soak.discord import BreakingDiscord
from benchmarks.soak.minutes import Record
from bot.settings import Home

SERVERS, SHARDS = 1_000, 2
SECONDS_A_MINUTE = 60.0
SECONDS_BETWEEN_ROUNDS = 0.01
SECONDS_TO_CONNECT = 60.0
SECONDS_AFTER = 4.0
# Connections to Discord that are being made or closed when files are counted.
MORE_FILES = 8


def main() -> int:
    """Print what was seen; return 1 if it is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a MEDLEX_HOME with a built lexicon")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--rate", type=float, default=100.0, help="interactions a second")
    parser.add_argument("--breaks", type=float, default=20.0, help="seconds between breaks, on average")
    parser.add_argument(
        "--megabytes", type=float, default=5.0, help="how much its own memory may change after the first minute"
    )
    parser.add_argument("--seed", type=int, default=1)
    return asyncio.run(_run(parser.parse_args()))


async def _run(options: argparse.Namespace) -> int:
    here, record = BreakingDiscord(SERVERS, SHARDS, max_concurrency=SHARDS), Record()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = Home(folder / "home")
        home.folder.mkdir()
        home.lexicon.symlink_to((options.home / "lexicon.sqlite3").resolve())
        async with many_servers(here) as port:
            (bot,) = bots(1, SHARDS, folder, {}, port)
            async with running([bot]):
                await asyncio.wait_for(here.until_connected(SHARDS), SECONDS_TO_CONNECT)
                await _soak(here, bot, record, options)
                stopped_in = await bot.end(signal.SIGTERM)
            warnings = bot.warnings()
    _print(here, record, stopped_in, sorted(set(warnings)))
    faults = list(_faults(record, options.megabytes))
    print("\n".join(faults) if faults else "Nothing is wrong.")
    return 1 if faults else 0


async def _soak(here: BreakingDiscord, bot: Bot, record: Record, options: argparse.Namespace) -> None:
    """Ask, break connections and take notes, all at once, until the time is over."""
    end = time.monotonic() + options.minutes * SECONDS_A_MINUTE
    chance = random.Random(options.seed)  # noqa: S311 (nothing is secret)
    async with asyncio.TaskGroup() as group:
        group.create_task(_ask(here, chance, options.rate, end))
        group.create_task(_break(here, chance, options.breaks, end))
        group.create_task(_note(here, bot, record, end))
    await asyncio.sleep(SECONDS_AFTER)
    record.note(here, bot, all_of_them=True)


async def _ask(here: BreakingDiscord, chance: random.Random, rate: float, end: float) -> None:
    """Ask at a steady rate. What is behind is made up for, so that a slow machine is asked as much."""
    began, asked = time.monotonic(), 0
    while (now := time.monotonic()) < end:
        for _ in range(int((now - began) * rate) - asked):
            asked += 1
            await here.send(chance.randrange(here.servers), *something(here, chance))
        await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)


async def _break(here: BreakingDiscord, chance: random.Random, seconds: float, end: float) -> None:
    while (pause := min(chance.uniform(0, 2 * seconds), end - time.monotonic())) > 0:
        await asyncio.sleep(pause)
        await here.break_one(chance)


async def _note(here: BreakingDiscord, bot: Bot, record: Record, end: float) -> None:
    while (pause := min(SECONDS_A_MINUTE, end - time.monotonic())) > 0:
        await asyncio.sleep(pause)
        record.note(here, bot)
        minute = record.minutes[-1]
        print(
            f"{len(record.minutes):4}: {minute.resident:.1f} MiB resident, {minute.own:.1f} its own, {minute.files} files, "
            f"{minute.answered} answers, median {minute.median:.1f} ms, p99 {minute.p99:.1f} ms",
            flush=True,
        )


def _print(here: BreakingDiscord, record: Record, stopped_in: float, warnings: list[str]) -> None:
    rows = [[kind, number, record.lost[kind], record.late[kind]] for kind, number in record.asked.most_common()]
    show("What people asked", ["kind", "asked", "lost", "late"], rows)
    show("Breaks of connections", ["way", "times"], [[way, number] for way, number in here.broken.items()])
    print(
        f"{record.in_ended_sessions} in sessions that Discord ended. While a shard had no connection: {here.unheard.total()} not "
        f"sent. Stopped in {stopped_in:.2f} s. In the log: {', '.join(warnings) or 'no warning'}."
    )


def _faults(record: Record, megabytes: float) -> Iterator[str]:
    """Yield what is not as it should be."""
    if lost := record.lost.total():
        yield f"{lost} interactions were lost."
    if late := record.late.total():
        yield f"{late} interactions were answered too late."
    if record.twice:
        yield f"{record.twice} interactions were answered twice."
    first, *later = record.minutes
    most = max((abs(minute.own - first.own) for minute in later), default=0.0)
    if most > megabytes:
        yield f"Its own memory changed by {most:.1f} MiB after the first minute."
    if later and later[-1].files > first.files + MORE_FILES:
        yield f"{first.files} files were open after a minute, {later[-1].files} at the end."


if __name__ == "__main__":
    sys.exit(main())
