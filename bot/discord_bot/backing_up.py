"""Backups of server data at night, while the bot serves (`MEDLEX_BACKUPS`). They are made in another thread, and stopped
when the bot is told to end.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from pydantic import SecretStr

from bot.clock import Clock
from bot.discord_bot.runtime.background import in_background
from bot.discord_bot.runtime.context import Duty, ServingClient
from bot.discord_bot.runtime.daemon_thread import in_daemon_thread
from bot.discord_bot.runtime.metrics import Work
from bot.errors import MedlexError
from bot.settings import Home

if TYPE_CHECKING:
    from bot.storage.backup.stopping import Stop

# Of the machine's own time zone: nearly nobody writes then, and other programs often copy the disk an hour later.
HOUR = 3
# The clock is read at least this often: the machine may have slept, or its clock been set.
MAX_SLEEP = timedelta(hours=1)
# While a backup is made, the client is asked this often if it was told to end; from then on the backup has so long to
# stop. With what else has to be done, the program ends within five seconds.
SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_TO_STOP = 3.5

logger = structlog.get_logger(__name__)


@asynccontextmanager
async def backing_up(
    home: Home, database: SecretStr | None, keep: int, client: ServingClient | None = None
) -> AsyncIterator[None]:
    """Make a backup each night until the `with` block ends, and at once if last night's is missing.

    `database` is the address of a PostgreSQL database. `keep` is how many are kept; none is made if it is 0. Of
    several clients on one database the leader makes them (`ServingClient.leads`); its metrics count them.
    """
    async with in_background(NightlyBackups(home, database, keep, client=client).run() if keep else None):
        yield


class NightlyBackups:
    """Makes a backup when the last one is older than last night. If that fails, it is logged, noted for `medlex check`,
    and tried again an hour later.
    """

    def __init__(
        self,
        home: Home,
        database: SecretStr | None,
        keep: int,
        clock: Clock | None = None,
        *,
        client: ServingClient | None = None,
    ) -> None:
        self.home = home
        self.database = database
        self.keep = keep
        self.clock = clock or Clock()
        self.client = client

    async def run(self) -> None:
        """Make backups until cancelled."""
        await asyncio.to_thread(self._tell_of_the_last_one)
        while True:
            if (self.database or self.home.server_data.exists()) and await self._is_ours():
                await self._make_if_due()
            wait = next_night(self.clock.now()) - self.clock.now()
            await self.clock.sleep(min(wait, MAX_SLEEP).total_seconds())

    def _tell_of_the_last_one(self) -> None:
        """Let metrics know when the last backup was made before this start."""
        if self.client is not None and self.home.backups.exists():
            from bot.storage.backup.folder import BackupFolder

            self.client.metrics.ran_well_at(Work.BACKUP, BackupFolder(self.home.backups, self.keep).last_night())

    async def _is_ours(self) -> bool:
        return self.client is None or await self.client.leads(Duty.UPKEEP)

    async def _make_if_due(self) -> None:
        """Make a backup if there is none since last night. An error is logged, whatever it is."""
        from bot.storage.backup.stopping import BackupStoppedError, Stop

        stop = Stop()
        making = in_daemon_thread(partial(self._make_in_this_thread, self.clock.now(), stop))
        try:
            path = await self._finished(making, stop)
        except BackupStoppedError:
            logger.info("backup_stopped")
        except MedlexError as error:
            logger.error("backup_failed", problem=error.problem, remedy=error.remedy)  # noqa: TRY400 (no bug)
            self._count(well=False)
        except Exception:
            logger.exception("backup_failed")
            self._count(well=False)
        else:
            self._note(path)

    async def _finished(self, making: asyncio.Future[Path | None], stop: Stop) -> Path | None:
        """Wait for a backup, and stop it when the client ends. Raises as `_make_in_this_thread`; CancelledError too, and
        `SECONDS_TO_STOP` later at the latest.
        """
        told: float | None = None
        try:
            while not making.done():
                if told is None and self.client is not None and self.client.is_stopping:
                    stop.request()
                    told = time.monotonic()
                await asyncio.wait({making}, timeout=SECONDS_BETWEEN_LOOKS)
            return making.result()
        except asyncio.CancelledError:
            stop.request()
            passed = 0.0 if told is None else time.monotonic() - told
            await _stopped(making, max(0.0, SECONDS_TO_STOP - passed))
            raise

    def _note(self, path: Path | None) -> None:
        if path is not None:
            logger.info("server_data_backed_up", path=str(path))
            self._count(well=True)

    def _count(self, *, well: bool) -> None:
        if self.client is not None:
            self.client.metrics.ran(Work.BACKUP, well=well)

    def _make_in_this_thread(self, now: datetime, stop: Stop) -> Path | None:
        """Make a backup, with an event loop of its own; return its path, None if none is due. Raises BackupStoppedError when
        it is stopped.

        The database library is imported here, so that a bot without server data does without it.
        """
        from bot.storage.address import database_url
        from bot.storage.backup.folder import BackupFolder
        from bot.storage.backup.nightly import is_due, make_nightly

        folder = BackupFolder(self.home.backups, self.keep)
        if not is_due(folder, next_night(now) - timedelta(days=1), now):
            return None
        return asyncio.run(make_nightly(database_url(self.home, self.database), folder, now, stop))


async def _stopped(making: asyncio.Future[Path | None], seconds: float) -> None:
    """Wait for a backup that was told to stop. One that does not, because its disk or database hangs, is left alone."""
    await asyncio.wait({making}, timeout=seconds)
    if not making.done():
        logger.warning("backup_not_stopped", remedy="What it has left behind is removed before the next backup.")
    elif making.exception() is not None:
        logger.info("backup_stopped")


def next_night(now: datetime) -> datetime:
    """Return when it is next `HOUR` o'clock on this machine."""
    local = now.astimezone()
    tonight = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if tonight <= local:
        tonight = (tonight + timedelta(days=1)).replace(tzinfo=None).astimezone()
    return tonight
