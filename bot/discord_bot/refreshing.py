"""The scheduled refresh of sources while the bot serves (`MEDLEX_REFRESH`).

`medlex install` does the work in another process with low priority: it fetches newer editions, builds the
lexicon and replaces the old one, which the bot notices. None of it runs on the event loop.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.discord_bot.runtime.background import in_background
from bot.discord_bot.runtime.metrics import Metrics, Work
from bot.errors import DataError
from bot.settings import CHECKOUT, Home, Refresh
from bot.sources.catalogue import catalogue
from bot.sources.installed import archive_path, installed_ids, read_description, read_origin

PERIODS = {
    Refresh.DAILY: timedelta(days=1),
    Refresh.WEEKLY: timedelta(weeks=1),
    Refresh.MONTHLY: timedelta(days=30),
}
# The clock is read at least this often: the machine may have slept, its clock been set, a source been installed.
MAX_SLEEP = timedelta(hours=1)
# -P: this package is run, whatever folder the bot was started in (https://docs.python.org/3/using/cmdline.html).
PROGRAM = (sys.executable, "-P", "-m", "bot")
# Added to the bot's own niceness, which a host may have raised already.
NICENESS = 10
SECONDS_TO_END = 10.0
MAX_OUTPUT_BYTES = 4_000
CHUNK = 1 << 16

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a program: its exit status, and the last lines of its standard output and standard error."""

    status: int
    output: list[str]
    problems: list[str]


@asynccontextmanager
async def refreshing(home: Home, refresh: Refresh, metrics: Metrics | None = None) -> AsyncIterator[None]:
    """Refresh on schedule until the `with` block ends, which interrupts a refresh under way. `metrics` count that."""
    let_children_be_interrupted()
    refresher = Refresher(home, PERIODS[refresh], metrics=metrics) if refresh in PERIODS else None
    async with in_background(refresher.run() if refresher else None):
        yield


def let_children_be_interrupted() -> None:
    """Replace an ignored SIGINT by a handler that does nothing.

    A bot that a shell starts in the background ignores SIGINT. A process that it starts would ignore it too, and be
    killed in place of cleaning up; a handler, unlike an ignored signal, is not inherited
    (https://docs.python.org/3/library/signal.html, https://man7.org/linux/man-pages/man7/signal.7.html).
    """
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, lambda _number, _frame: None)


class Refresher:
    """Fetches the sources that came from their publishers again, once in each period.

    The time of the last run is stored in a file of the home, so restarts neither delay the next run nor bring
    it forward. The first run is one period after the installation of the oldest of these sources.
    """

    def __init__(
        self,
        home: Home,
        period: timedelta,
        clock: Clock | None = None,
        program: Sequence[str] = (),
        *,
        metrics: Metrics | None = None,
    ) -> None:
        self.home = home
        self.period = period
        self.clock = clock or Clock()
        self.program = program or PROGRAM
        self.metrics = metrics
        self._last_run: datetime | None = None
        if metrics is not None:
            metrics.ran_well_at(Work.REFRESH, read_time(home.last_good_refresh))

    async def run(self) -> None:
        """Refresh once in each period, until cancelled. Errors are logged; the next run tries again."""
        logger.info("refresh_is_on", days=self.period.days)
        while True:
            try:
                await self._wait_or_refresh()
            except Exception:
                logger.exception("refresh_failed")
                self._count(well=False)
                await self.clock.sleep(MAX_SLEEP.total_seconds())

    async def _wait_or_refresh(self) -> None:
        sources = await asyncio.to_thread(published_sources, self.home)
        wait = self._due(sources) - self.clock.now() if sources else MAX_SLEEP
        if wait > timedelta():
            await self.clock.sleep(min(wait, MAX_SLEEP).total_seconds())
        else:
            await self._refresh(list(sources))

    def _due(self, sources: dict[str, datetime]) -> datetime:
        """Return the time of the next run. A last run in the future is ignored: the clock was wrong then."""
        runs = [run for run in (self._last_run, read_time(self.home.last_refresh)) if run and run <= self.clock.now()]
        return max(runs, default=min(sources.values())) + self.period

    async def _refresh(self, ids: list[str]) -> None:
        """Run once. The time is stored first: a run that crashes the machine must not do so again after each start."""
        before = read_time(self.home.last_refresh)
        self._last_run = self.clock.now()
        store_time(self.home.last_refresh, self._last_run)
        logger.info("refresh_begins", sources=ids)
        try:
            result = await run_with_low_priority([*self.program, "install", *ids], self.home)
        except asyncio.CancelledError:
            store_time(self.home.last_refresh, before)
            raise
        _log(result)
        self._count(well=not result.status)
        if not result.status:
            store_time(self.home.last_good_refresh, self.clock.now())

    def _count(self, *, well: bool) -> None:
        if self.metrics is not None:
            self.metrics.ran(Work.REFRESH, well=well)


def _log(result: Result) -> None:
    if result.status:
        logger.error("refresh_failed", status=result.status, problems=result.problems)
    elif result.problems:
        logger.warning("refreshed_with_problems", said=result.output, problems=result.problems)
    else:
        logger.info("refreshed", said=result.output)


def published_sources(home: Home) -> dict[str, datetime]:
    """Return the ids of the installed sources that were fetched from their publishers, with the times of installation.

    Sources from a file or a mirror are not refreshed; damaged ones are reported by `medlex check`.
    """
    found = {}
    for id in installed_ids(home.sources):
        archive = archive_path(home.sources, id)
        with suppress(DataError):
            if id in catalogue() and read_origin(archive) is not None:
                found[id] = datetime.fromisoformat(read_description(archive).installed)
    return found


def read_time(path: Path) -> datetime | None:
    """Return the time in a file of the home; None when there is none or the file cannot be read."""
    try:
        return datetime.fromisoformat(path.read_text(encoding="ascii").strip()).astimezone()
    except (OSError, ValueError):
        return None


def store_time(path: Path, moment: datetime | None) -> None:
    """Store a time in a file of the home, or delete the file for None. If that fails, it is known only until the bot
    stops.
    """
    try:
        if moment is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(f"{moment.isoformat(timespec='seconds')}\n", encoding="ascii")
    except OSError as error:
        logger.warning("refresh_not_noted", problem=str(error))


async def run_with_low_priority(command: Sequence[str], home: Home) -> Result:
    """Run a `medlex` program in a process with low priority, and wait for its end.

    A cancellation interrupts the program. It runs in a session of its own, so Ctrl+C in the bot's terminal
    interrupts it only once.
    """
    process = await _start(command, home)
    try:
        _lower_priority(process.pid)
        output, problems = await asyncio.gather(_last_lines(process.stdout), _last_lines(process.stderr))
        return Result(await process.wait(), output, problems)
    finally:
        await _end(process)


async def _start(command: Sequence[str], home: Home) -> asyncio.subprocess.Process:
    """Start a program. A cancellation waits until it has started: asyncio would kill it before it can clean up."""
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
        with suppress(OSError):  # it could not be started
            await _end(await starting)
        raise


def _environment(home: Home) -> dict[str, str]:
    """Return the bot's environment for this home, without the token, which an installation does not need."""
    paths = (str(CHECKOUT), os.environ.get("PYTHONPATH"))
    ours = {
        "MEDLEX_HOME": str(home.folder),
        "MEDLEX_LOG": "console",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }
    return {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"} | ours


def _lower_priority(process: int) -> None:
    if hasattr(os, "setpriority"):  # not on Windows
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)


async def _last_lines(stream: asyncio.StreamReader | None) -> list[str]:
    text = b""
    while stream is not None and (chunk := await stream.read(CHUNK)):
        text = (text + chunk)[-MAX_OUTPUT_BYTES:]
    return text.decode(errors="replace").splitlines()


async def _end(process: asyncio.subprocess.Process) -> None:
    """Interrupt a process as Ctrl+C does, so that it cleans up; kill it after `SECONDS_TO_END`."""
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
