"""Checks of what people wrote: the database, and its backups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cli.checks.finding import Finding
from bot.cli.output.console import counted
from bot.errors import MedlexError
from bot.files import size
from bot.settings import Settings

# A night may be missed while the machine is off.
OLD_BACKUP = timedelta(days=3)


async def server_data(settings: Settings) -> Finding:
    """Whether the database can be reached and written, and which schema version it has."""
    from bot.storage.address import database_url
    from bot.storage.backup.folder import BackupFolder
    from bot.storage.backup.going_back import how_to_go_back
    from bot.storage.migrate import NewerServerDataError
    from bot.storage.status import status

    try:
        found = await status(database_url(settings.home, settings.medlex_database))
    except NewerServerDataError as newer:
        error = how_to_go_back(newer, BackupFolder(settings.home.backups, settings.medlex_backups))
        return Finding("server data", good=False, what=error.problem, remedy=error.remedy)
    except MedlexError as error:
        return Finding("server data", good=False, what=error.problem, remedy=error.remedy)
    if found.version is None:
        return Finding("server data", good=True, what=f"{found.name} will be made when something is first kept")
    outdated = "" if found.version == found.newest else f", which `medlex run` brings to {found.newest}"
    what = f"{found.name} can be written: schema version {found.version}{outdated}, {found.size / 1_000_000:,.1f} MB"
    return Finding("server data", good=True, what=what)


def backups(settings: Settings) -> Iterator[Finding]:
    """The backups that are made by themselves: the newest of them, and the last one that failed."""
    from bot.storage.backup.folder import BackupFolder
    from bot.storage.backup.nightly import last_failure

    folder = BackupFolder(settings.home.backups, settings.medlex_backups)
    failure, made = last_failure(folder), folder.automatic()
    if not folder.keep:
        yield Finding("backups", good=True, what="none are made by themselves (MEDLEX_BACKUPS=0)")
    elif failure is not None:
        what = f"that of {failure.at:%Y-%m-%d} failed. {failure.problem}"
        yield Finding("backups", good=False, what=what, remedy=failure.remedy)
    elif made:
        yield _newest_backup(folder.last_night(), made, settings.home.backups)


def _newest_backup(last: datetime | None, made: list[Path], folder: Path) -> Finding:
    what = f"{counted(len(made), 'file')} in {folder}, {sum(map(size, made)) / 1_000_000:,.1f} MB"
    if last is None:
        return Finding("backups", good=True, what=what)
    is_old = datetime.now(UTC) - last > OLD_BACKUP
    remedy = "`medlex run` makes one each night; make one now with `medlex backup`." if is_old else None
    return Finding("backups", good=True, what=f"{what}; the newest nightly one is of {last:%Y-%m-%d}", remedy=remedy)
