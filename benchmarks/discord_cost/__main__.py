"""`python -m benchmarks.discord_cost --home FOLDER`: processor time and memory of answers on Discord.

Medlex and a trivial bot of discord.py answer the same interactions of a Discord on this machine, one after
the other in one run. The trivial bot sends the very pages and choices that Medlex had sent, made before it is
asked. Then Medlex answers 100,000 interactions of people who use everything, and its memory is printed meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.discord_cost.discord_here import DiscordHere, discord_here
from benchmarks.discord_cost.mixed import MixedUse, names_of
from benchmarks.discord_cost.wire import Json, define
from benchmarks.lookup.measuring import MILLISECONDS, median, show

TERMS = (
    "interleukin",
    "heart attack",
    "diabetes mellitus",
    "breast cancer",
    "aspirin",
    "kidney",
    "COPD",
    "IL-6",
    "asthma",
    "insulin",
)
TYPED = tuple(dict.fromkeys(term[:length] for term in TERMS for length in range(1, 7)))
ROUNDS = 15
ASKED_A_ROUND = 200
WARM_UP = 200
AT_ONCE = 8
KIBIBYTES_A_MEBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class Process:
    """A bot that runs in another process."""

    number: int

    def processor(self) -> float:
        """Seconds of processor time that all its threads have used so far, to the nanosecond; /proc counts hundredths
        of a second (https://man7.org/linux/man-pages/man3/clock_getcpuclockid.3.html).
        """
        clock = ctypes.c_int()
        if error := ctypes.CDLL(None).clock_getcpuclockid(self.number, ctypes.byref(clock)):
            raise OSError(error, os.strerror(error))
        return time.clock_gettime(clock.value)

    def memory(self) -> list[float]:
        """MiB of memory: what it has written, which no other process can share; pages of files that no other process
        has mapped now; and all that is resident (https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html).
        """
        rollup = Path(f"/proc/{self.number}/smaps_rollup").read_text(encoding="ascii")
        fields = ("Private_Dirty:", "Private_Clean:", "Rss:")
        return [int(rollup.partition(field)[2].split()[0]) / KIBIBYTES_A_MEBIBYTE for field in fields]


def main() -> None:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a MEDLEX_HOME with a built lexicon")
    parser.add_argument("--interactions", type=int, default=100_000, help="how many, to see whether memory grows")
    parser.add_argument("--only-memory", action="store_true", help="do not measure processor time")
    parser.add_argument(
        "--cgroup", type=Path, help="with --only-memory: the folder of a control group to run the bot in"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = _home(arguments.home, Path(folder))
        payloads = Path(folder) / "payloads.json"
        if not arguments.only_memory:
            asyncio.run(_compare(home, payloads))
        asyncio.run(_watch_memory(home, payloads, arguments.interactions, arguments.cgroup))


def _home(built: Path, folder: Path) -> Path:
    """A home of our own with the built lexicon in it: the bot writes notes into its home."""
    home = folder / "home"
    home.mkdir()
    (home / "lexicon.sqlite3").symlink_to((built / "lexicon.sqlite3").resolve())
    return home


async def _compare(home: Path, payloads: Path) -> None:
    """Measure the processor time of answers, and print it beside that of the trivial bot."""
    async with _bot("medlex", home, payloads) as (here, _):
        sent = await _sent(here)
    await asyncio.to_thread(payloads.write_text, json.dumps(sent), encoding="utf-8")
    async with _bot("medlex", home, payloads) as medlex, _bot("trivial", home, payloads) as trivial:
        rows = [await _row(name, events, medlex, trivial) for name, events in _kinds()]
        show(
            f"Processor time of one answer, in milliseconds: the median of {ROUNDS} rounds of {ASKED_A_ROUND}",
            ["interaction", "Medlex", "trivial bot", "ratio"],
            rows,
        )


def _kinds() -> Iterator[tuple[str, Sequence[Json]]]:
    yield "/define", [define(term) for term in TERMS]
    yield "autocomplete", [define(typed, typing=True) for typed in TYPED]


async def _sent(here: DiscordHere) -> Json:
    """The pages that Medlex sends for every term, and its choices for everything that is typed."""
    pages = {term: (await here.ask(define(term)))["data"]["components"] for term in TERMS}
    choices = {typed: (await here.ask(define(typed, typing=True)))["data"]["choices"] for typed in TYPED}
    return {"pages": pages, "choices": choices}


async def _row(name: str, events: Sequence[Json], *bots: tuple[DiscordHere, Process]) -> list[object]:
    """Measure both bots in turn, so that other work of this machine affects both. The ratio is the median of those of
    all rounds.
    """
    for here, _ in bots:
        await _ask(here, events, WARM_UP)
    took: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for times, (here, process) in zip(took, bots, strict=True):
            before = process.processor()
            await _ask(here, events, ASKED_A_ROUND)
            times.append((process.processor() - before) * MILLISECONDS / ASKED_A_ROUND)
    ratios = [medlex / trivial for medlex, trivial in zip(*took, strict=True)]
    return [name, *map(median, took), median(ratios)]


async def _ask(here: DiscordHere, events: Sequence[Json], number: int) -> None:
    """Send so many interactions, a few of them at once."""
    each = itertools.islice(itertools.cycle(events), number)

    async def ask_on() -> None:
        for event in each:
            await here.ask(event)

    await asyncio.gather(*(ask_on() for _ in range(AT_ONCE)))


async def _watch_memory(home: Path, payloads: Path, interactions: int, cgroup: Path | None) -> None:
    """Let people use everything, and print the memory of the bot before and meanwhile."""
    use = MixedUse(names_of(home / "lexicon.sqlite3"))
    async with _bot("medlex", home, payloads, cgroup) as (here, process):
        rows: list[list[object]] = [["as it starts", *process.memory()]]
        for share in (0.01, 0.1, 0.5, 1.0):
            await _use(use, here, int(interactions * share))
            rows.append([f"after {use.asked:,} interactions", *process.memory()])
    show("Memory of Medlex in MiB", ["", "its own", "of files, alone", "resident"], rows)


async def _use(use: MixedUse, here: DiscordHere, number: int) -> None:
    """Ask until so many interactions were answered in all, a few of them at once."""

    async def visit_on() -> None:
        while use.asked < number:
            await use.visit(here)

    await asyncio.gather(*(visit_on() for _ in range(AT_ONCE)))


@asynccontextmanager
async def _bot(
    name: str, home: Path, payloads: Path, cgroup: Path | None = None
) -> AsyncIterator[tuple[DiscordHere, Process]]:
    """Start a bot that is connected to a Discord of its own, in a control group
    (https://docs.kernel.org/admin-guide/cgroup-v2.html) if one is given.
    """
    async with discord_here() as (here, port):
        command = [sys.executable, "-m", "benchmarks.discord_cost.bots", name, str(home), str(payloads), str(port)]
        if cgroup:
            command = ["/bin/sh", "-c", 'echo $$ > "$0" && exec "$@"', str(cgroup / "cgroup.procs"), *command]
        process = await asyncio.create_subprocess_exec(*command)
        try:
            await asyncio.wait_for(asyncio.shield(here.socket), timeout=60)
            yield here, Process(process.pid)
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


if __name__ == "__main__":
    main()
