"""Fetching sources again on a schedule while the bot serves (`MEDLEX_REFRESH`).

The work is done by `medlex install` in a process of its own, with low priority: it fetches what is newer, builds, and puts
the new lexicon in place of the old one; the bot then moves over by itself. None of it runs on the event loop.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.errors import DataError
from bot.settings import CHECKOUT, Home, Refresh
from bot.sources.catalogue import catalogue
from bot.sources.installed import archive_path, installed_ids, read_description, read_origin

PERIODS = {
    Refresh.DAILY: timedelta(days=1),
    Refresh.WEEKLY: timedelta(weeks=1),
    Refresh.MONTHLY: timedelta(days=30),
}
# The time of day is looked at again this often: a machine may have slept, its clock been set, a source been installed.
LONGEST_SLEEP = timedelta(hours=1)
# -P: whatever folder the bot was started in, this very package is run (https://docs.python.org/3/using/cmdline.html).
PROGRAM = (sys.executable, "-P", "-m", "bot")
# So much more than the bot has, which a host may have lowered already.
NICENESS = 10
SECONDS_TO_END = 10.0
MOST_KEPT = 4_000
CHUNK = 1 << 16

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit status, and the last lines of its standard output and standard error."""

    status: int
    said: list[str]
    problems: list[str]


@asynccontextmanager
async def refreshing(home: Home, refresh: Refresh) -> AsyncIterator[None]:
    """Refresh on schedule for the length of a `with` block; a refresh that is under way at its end is broken off."""
    task = asyncio.create_task(Refresher(home, PERIODS[refresh]).run()) if refresh in PERIODS else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


class Refresher:
    """Fetches the sources that came from their publishers again, once in each period.

    When the last turn was is kept in a file of the home, so that restarts do not bring the next one nearer nor put it off.
    Before the first turn the period counts from when the oldest of the sources was installed.
    """

    def __init__(self, home: Home, period: timedelta, clock: Clock | None = None, program: Sequence[str] = ()) -> None:
        self.home = home
        self.period = period
        self.clock = clock or Clock()
        self.program = program or PROGRAM
        self._last_turn: datetime | None = None

    async def run(self) -> None:
        """Refresh at every turn, for good. What goes wrong is logged, and tried again at the next turn."""
        logger.info("refresh_is_on", days=self.period.days)
        while True:
            try:
                await self._wait_or_refresh()
            except Exception:
                logger.exception("refresh_failed")
                await self.clock.sleep(LONGEST_SLEEP.total_seconds())

    async def _wait_or_refresh(self) -> None:
        sources = await asyncio.to_thread(published_sources, self.home)
        wait = self._due(sources) - self.clock.now() if sources else LONGEST_SLEEP
        if wait > timedelta():
            await self.clock.sleep(min(wait, LONGEST_SLEEP).total_seconds())
        else:
            await self._refresh(list(sources))

    def _due(self, sources: dict[str, datetime]) -> datetime:
        """When the next turn is. A turn in the future is none: the clock was wrong when it was noted."""
        turns = [turn for turn in (self._last_turn, read_turn(self.home)) if turn and turn <= self.clock.now()]
        return max(turns, default=min(sources.values())) + self.period

    async def _refresh(self, ids: list[str]) -> None:
        """Take one turn. It is noted before it begins: one that brings the machine down must not do so at every start."""
        before = read_turn(self.home)
        self._last_turn = self.clock.now()
        note_turn(self.home, self._last_turn)
        logger.info("refresh_begins", sources=ids)
        try:
            ended = await run_gently([*self.program, "install", *ids], self.home)
        except asyncio.CancelledError:
            note_turn(self.home, before)
            raise
        _log(ended)


def _log(ended: Ended) -> None:
    if ended.status:
        logger.error("refresh_failed", status=ended.status, problems=ended.problems)
    elif ended.problems:
        logger.warning("refreshed_with_problems", said=ended.said, problems=ended.problems)
    else:
        logger.info("refreshed", said=ended.said)


def published_sources(home: Home) -> dict[str, datetime]:
    """The installed sources that were fetched from their publishers, and when they were installed.

    One that came from a file or a mirror is left as it is, and a damaged one to `medlex check`.
    """
    found = {}
    for id in installed_ids(home.sources):
        archive = archive_path(home.sources, id)
        with suppress(DataError):
            if id in catalogue() and read_origin(archive) is not None:
                found[id] = datetime.fromisoformat(read_description(archive).installed)
    return found


def read_turn(home: Home) -> datetime | None:
    """When the last turn was; None when there was none or that is not known."""
    try:
        return datetime.fromisoformat(home.last_refresh.read_text(encoding="ascii").strip()).astimezone()
    except (OSError, ValueError):
        return None


def note_turn(home: Home, turn: datetime | None) -> None:
    """Keep when the last turn was. Where that is impossible it is known only until the bot stops."""
    try:
        if turn is None:
            home.last_refresh.unlink(missing_ok=True)
        else:
            home.last_refresh.write_text(f"{turn.isoformat(timespec='seconds')}\n", encoding="ascii")
    except OSError as error:
        logger.warning("refresh_not_noted", problem=str(error))


async def run_gently(command: Sequence[str], home: Home) -> Ended:
    """Run a `medlex` program in a process of its own that gives way to all others, and wait for its end.

    It is told to end when this is cancelled, and is a session of its own, so that a Ctrl+C meant for the bot reaches it once.
    """
    process = await _start(command, home)
    try:
        _lower_priority(process.pid)
        said, problems = await asyncio.gather(_last_lines(process.stdout), _last_lines(process.stderr))
        return Ended(await process.wait(), said, problems)
    finally:
        await _end(process)


async def _start(command: Sequence[str], home: Home) -> asyncio.subprocess.Process:
    """Start a program. A cancellation waits until it has started: asyncio would kill it before it can clear up."""
    starting = asyncio.create_task(
        asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=_environment(home),
            start_new_session=True,
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        with suppress(OSError):  # it could not be started: nothing to end
            await _end(await starting)
        raise


def _environment(home: Home) -> dict[str, str]:
    """The bot's own surroundings for this home, without the token, which an installation has no use for."""
    paths = (str(CHECKOUT), os.environ.get("PYTHONPATH"))
    ours = {
        "MEDLEX_HOME": str(home.folder),
        "MEDLEX_LOG": "console",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }
    return {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"} | ours


def _lower_priority(process: int) -> None:
    if hasattr(os, "setpriority"):  # Windows has none
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)


async def _last_lines(stream: asyncio.StreamReader | None) -> list[str]:
    text = b""
    while stream is not None and (chunk := await stream.read(CHUNK)):
        text = (text + chunk)[-MOST_KEPT:]
    return text.decode(errors="replace").splitlines()


async def _end(process: asyncio.subprocess.Process) -> None:
    """Make sure that a process has ended: interrupted as by Ctrl+C, so that it clears up; killed if that takes too long."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate() if sys.platform == "win32" else process.send_signal(signal.SIGINT)
    try:
        await asyncio.wait_for(process.wait(), SECONDS_TO_END)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
