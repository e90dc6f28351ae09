"""A schedule whose clock a test moves, and programs that take the place of `medlex`."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from waiting import CONNECT, SECONDS_UNTIL_HUNG, ProgramConnection, ProgramListener

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
# The bot lowers the priority of the program when it runs already: it waits until it is told that this was done.
NOTING_WHEN_LOWERED = f"""
{CONNECT}
import sys
wait(connect(sys.argv.pop(1)))
{NOTING}
"""
FAILING = "import sys; print('The folder is full.', file=sys.stderr); sys.exit(1)"
HALF_FAILING = "import sys; print('Installed MeSH.'); print('ncit was not installed.', file=sys.stderr)"
# Connects, and does not end by itself.
UNTIL_INTERRUPTED = f"""
{CONNECT}
import sys
connection = connect(sys.argv[1])
try:
    say(connection, "begun")
    wait(connection)
except KeyboardInterrupt:
    say(connection, "cleared up")
"""
# A shell that starts the tests in the background has them, and what they start, ignore SIGINT.
WAITING = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{UNTIL_INTERRUPTED}"
DEAF = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{UNTIL_INTERRUPTED}"


class FakeTime:
    """A clock that stands still but for sleeping, which takes no time until the end, and then until there is
    a later one.
    """

    def __init__(self, end: timedelta) -> None:
        self.now = datetime.now(UTC)
        self.end = self.now + end
        self._over, self._is_later = asyncio.Event(), asyncio.Event()

    @property
    def clock(self) -> Clock:
        """The clock for the program."""
        return Clock(now=lambda: self.now, sleep=self.sleep)

    def go_on(self, time: timedelta) -> None:
        """Have a later end."""
        self.end = self.now + time
        self._over.clear()
        self._is_later.set()

    async def over(self) -> None:
        """Wait for the end."""
        async with asyncio.timeout(SECONDS_UNTIL_HUNG):
            await self._over.wait()

    async def sleep(self, seconds: float) -> None:
        """Let that much time go by."""
        self.now += timedelta(seconds=seconds)
        while self.now >= self.end:
            self._over.set()
            self._is_later.clear()
            await self._is_later.wait()
        await asyncio.sleep(0)


def notes(path: Path) -> list[dict[str, Any]]:
    """A note of each start of the program: how it was started."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def python(code: str, *words: object) -> tuple[str, ...]:
    """A Python program in place of `medlex`."""
    return (sys.executable, "-c", code, *map(str, words))


async def live_through(home: Home, time: FakeTime, program: Sequence[str], period: timedelta = WEEK) -> None:
    """Run the schedule until the clock is over."""
    running = asyncio.create_task(Refresher(home, period, time.clock, program).run())
    await time.over()
    await stop(running)


async def stop(running: asyncio.Task[None]) -> None:
    """Stop the schedule, as the bot does when it stops."""
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def begun(listener: ProgramListener) -> ProgramConnection:
    """Wait until a program says that it has begun."""
    program = await asyncio.to_thread(listener.accept)
    assert await asyncio.to_thread(program.read_line) == "begun"
    return program
