"""Move server data from a SQLite file to PostgreSQL or back: all rows in one transaction, compared afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection

from bot.errors import ServerDataError
from bot.files import replace
from bot.storage.address import sqlite_url
from bot.storage.backup.file_replacement import copy_aside, refuse_use
from bot.storage.backup.folder import BackupFolder, remove
from bot.storage.backup.making import copy_database, copy_sound, is_made
from bot.storage.backup.replaced_schema import OTHERS
from bot.storage.backup.restoring import migrate_file, opening_lock
from bot.storage.backup.rows import Contents, contents, copy_rows, lock_tables
from bot.storage.backup.versions import writing_to
from bot.storage.database import APPLICATION_NAME, engine_for, for_writing
from bot.storage.database_errors import database_errors, name_of
from bot.storage.migrate import migrate


@dataclass(frozen=True, slots=True)
class Move:
    """What was moved, or would be: how many rows each table has; `kept` is the file in which the old data are now."""

    rows: dict[str, int]
    kept: Path | None


async def move_to_postgresql(file: Path, target: URL, folder: BackupFolder, now: datetime, *, dry_run: bool) -> Move:
    """Move the rows of a SQLite file to an empty PostgreSQL database. Afterwards the file is among the backups.

    A move that was interrupted is finished when it is repeated. Raises ServerDataError when the file is damaged or in use,
    when the database has other rows, or when a row cannot be stored there; nothing is changed then.
    """
    if not is_made(sqlite_url(file)):
        raise ServerDataError(f"There are no server data at {file}.", "There is nothing to move; just run the bot.")
    with database_errors(target):
        async with opening_lock(sqlite_url(file)):
            with folder.exclusive(), folder.unfinished(file) as part:
                refuse_use(file)
                copy_sound(file, part)
                await migrate_file(part, str(file))
                rows = await _fill(target, part, dry_run=dry_run)
                return Move(rows, None if dry_run else _put_away(file, folder.unused_path(now, "-moved")))


async def move_to_sqlite(source: URL, file: Path, folder: BackupFolder, *, dry_run: bool) -> Move:
    """Move the rows of a PostgreSQL database to a SQLite file that is not there yet, or has no rows. The database stays.

    Raises ServerDataError when the database is in use, or the file has other rows; nothing is changed then.
    """
    with database_errors(source):
        async with opening_lock(sqlite_url(file)):
            with folder.exclusive(), folder.unfinished(file) as part:
                await _refuse_use(source)
                await copy_database(source, part)
                rows = await _rows_of(part, name_of(source))
                if not (await _is_there(file, rows, folder) or dry_run):
                    remove(file)
                    replace(part, file)
                return Move(_counts(rows), None)


def _put_away(file: Path, kept: Path) -> Path:
    copy_aside(file, kept)
    remove(file)
    return kept


async def _fill(target: URL, part: Path, *, dry_run: bool) -> dict[str, int]:
    """Copy the rows of a file of the newest schema version to PostgreSQL, and return how many each table has."""
    await _refuse_use(target)
    engine = engine_for(target)
    try:
        async with for_writing(engine).connect() as connection, connection.begin() as transaction:
            with writing_to(part) as source:
                rows = await connection.run_sync(_fill_within, source, name_of(target))
            if dry_run:
                await transaction.rollback()
    finally:
        await engine.dispose()
    return rows


def _fill_within(target: Connection, source: Connection, name: str) -> dict[str, int]:
    migrate(target, name)
    lock_tables(target)
    rows = contents(source)
    if not _is_moved(rows, contents(target), name):
        copy_rows(source, target)
    return _counts(rows)


async def _is_there(file: Path, rows: Contents, folder: BackupFolder) -> bool:
    """Return True if a file has these rows already. Raises ServerDataError when it has others."""
    if not is_made(sqlite_url(file)):
        return False
    refuse_use(file)
    with folder.unfinished(folder.folder / "target") as part:
        copy_sound(file, part)
        return _is_moved(rows, await _rows_of(part, str(file)), str(file))


def _is_moved(rows: Contents, found: Contents, name: str) -> bool:
    """Return True if the rows are there already, False if none is. Raises ServerDataError when there are others."""
    if found == rows:
        return True
    if count := sum(table.count for table in found.values()):
        raise ServerDataError(
            f"{name} has {count:,} row{'s' * (count != 1)} of server data already, and not those that were to be moved.",
            "Data are not merged. Keep what is there with `medlex backup`, then empty it or give another place.",
        )
    return False


async def _rows_of(part: Path, name: str) -> Contents:
    """Migrate a private file, and return its rows."""
    await migrate_file(part, name)
    with writing_to(part) as connection:
        return contents(connection)


def _counts(rows: Contents) -> dict[str, int]:
    return {name: table.count for name, table in rows.items()}


async def _refuse_use(url: URL) -> None:
    """Raise ServerDataError when a bot is connected to a PostgreSQL database."""
    engine = engine_for(url)
    try:
        async with engine.connect() as connection:
            others = (await connection.execute(OTHERS, {"name": APPLICATION_NAME})).scalar_one()
    finally:
        await engine.dispose()
    if others:
        raise ServerDataError(f"A bot is using {name_of(url)}.", "Stop the bot, then repeat the command.")
