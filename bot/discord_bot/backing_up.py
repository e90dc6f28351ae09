"""Backups of server data at night, while the bot serves (`MEDLEX_BACKUPS`). They are made in another thread."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from pydantic import SecretStr

from bot.clock import Clock
from bot.discord_bot.runtime.background import in_background
from bot.discord_bot.runtime.context import Duty, ServingClient
from bot.discord_bot.runtime.metrics import Metrics, Work
from bot.errors import MedlexError
from bot.settings import Home

# Of the machine's own time zone: nearly nobody writes then, and other programs often copy the disk an hour later.
HOUR = 3
# The clock is read at least this often: the machine may have slept, or its clock been set.
MAX_SLEEP = timedelta(hours=1)

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
        self.metrics = client.metrics if client else Metrics()

    async def run(self) -> None:
        """Make backups until cancelled."""
        while True:
            if (self.database or self.home.server_data.exists()) and await self._is_ours():
                await self._make_if_due()
            wait = next_night(self.clock.now()) - self.clock.now()
            await self.clock.sleep(min(wait, MAX_SLEEP).total_seconds())

    async def _is_ours(self) -> bool:
        return self.client is None or await self.client.leads(Duty.UPKEEP)

    async def _make_if_due(self) -> None:
        """Make a backup if there is none since last night. An error is logged, whatever it is."""
        try:
            path = await asyncio.to_thread(self._make_in_this_thread, self.clock.now())
        except MedlexError as error:
            logger.error("backup_failed", problem=error.problem, remedy=error.remedy)  # noqa: TRY400 (no bug)
            self.metrics.ran(Work.BACKUP, well=False)
        except Exception:
            logger.exception("backup_failed")
            self.metrics.ran(Work.BACKUP, well=False)
        else:
            self._note(path)

    def _note(self, path: Path | None) -> None:
        if path is not None:
            logger.info("server_data_backed_up", path=str(path))
            self.metrics.ran(Work.BACKUP, well=True)

    def _make_in_this_thread(self, now: datetime) -> Path | None:
        """Make a backup, with an event loop of its own; return its path, None if none is due.

        The database library is imported here, so that a bot without server data does without it.
        """
        from bot.storage.address import database_url
        from bot.storage.backup.folder import BackupFolder
        from bot.storage.backup.nightly import is_due, make_nightly

        folder = BackupFolder(self.home.backups, self.keep)
        if not is_due(folder, next_night(now) - timedelta(days=1), now):
            return None
        return asyncio.run(make_nightly(database_url(self.home, self.database), folder, now))


def next_night(now: datetime) -> datetime:
    """Return when it is next `HOUR` o'clock on this machine."""
    local = now.astimezone()
    tonight = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if tonight <= local:
        tonight = (tonight + timedelta(days=1)).replace(tzinfo=None).astimezone()
    return tonight
