"""A schedule whose clock a test moves, and programs that take the place of `medlex`."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.discord_bot.refreshing import Refresher
from bot.settings import Home
from bot.sources.download.options import Validators

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
SOMEWHERE = Validators("https://publisher.example/desc2026.gz")
# Writes down how it was started, then ends as the test wants.
NOTING = """
import json, os, sys
note = {"words": sys.argv[2:], "nice": os.nice(0), "home": os.environ["MEDLEX_HOME"], "all": sorted(os.environ)}
open(sys.argv[1], "a").write(json.dumps(note) + "\\n")
"""
# The bot lowers the priority of the program when it runs already: it waits for that, up to half a minute.
NOTING_WHEN_LOWERED = (
    """
import os, time
for _ in range(3_000):
    if os.nice(0) > os.getpriority(os.PRIO_PROCESS, os.getppid()):
        break
    time.sleep(0.01)
"""
    + NOTING
)
FAILING = "import sys; print('The folder is full.', file=sys.stderr); sys.exit(1)"
HALF_FAILING = "import sys; print('Installed MeSH.'); print('ncit was not installed.', file=sys.stderr)"
WAITING = """
import pathlib, sys, time
try:
    pathlib.Path(sys.argv[1]).write_text("begun")
    time.sleep(60)
except KeyboardInterrupt:
    pathlib.Path(sys.argv[1]).write_text("cleared up")
"""
DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN);" + WAITING


class FakeTime:
    """A clock that stands still but for sleeping, which takes no time until `end`, and for ever from then on."""

    def __init__(self, end: timedelta) -> None:
        self.now = datetime.now(UTC)
        self.end = self.now + end
        self.over = asyncio.Event()

    @property
    def clock(self) -> Clock:
        """The clock for the program."""
        return Clock(now=lambda: self.now, sleep=self.sleep)

    def go_on(self, time: timedelta) -> None:
        """Have a later end."""
        self.end, self.over = self.now + time, asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Let that much time go by."""
        self.now += timedelta(seconds=seconds)
        if self.now >= self.end:
            self.over.set()
            await asyncio.Event().wait()
        await asyncio.sleep(0)


def notes(path: Path) -> list[dict[str, Any]]:
    """How the program was started, each time."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def python(code: str, *words: object) -> tuple[str, ...]:
    """A Python program in place of `medlex`."""
    return (sys.executable, "-c", code, *map(str, words))


async def live_through(home: Home, time: FakeTime, program: Sequence[str], period: timedelta = WEEK) -> None:
    """Run the schedule until the clock is over."""
    running = asyncio.create_task(Refresher(home, period, time.clock, program).run())
    await asyncio.wait_for(time.over.wait(), timeout=60)
    await stop(running)


async def stop(running: asyncio.Task[None]) -> None:
    """Stop the schedule, as the bot does when it stops."""
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def text_of(path: Path) -> str:
    """What a program has written to a file so far."""
    return path.read_text() if path.exists() else ""


async def begun(path: Path) -> None:
    """Wait until a program has written something to a file."""
    while not text_of(path):  # noqa: ASYNC110 (it has no other way to tell)
        await asyncio.sleep(0.01)
