"""Backups of server data, made while the bot runs: of a SQLite file page by page, of PostgreSQL row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlalchemy import URL, Connection, exc

from bot.errors import ServerDataError, UsageError
from bot.files import reason, replace
from bot.storage.address import file_of
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.rows import copy_rows, lock_tables
from bot.storage.backup.seal import seal
from bot.storage.backup.soundness import refuse_unsound
from bot.storage.backup.stopping import NEVER, Stop
from bot.storage.backup.versions import make_tables, writing_to
from bot.storage.database import engine_for
from bot.storage.database_errors import database_errors, name_of
from bot.storage.migrate import refuse_unknown, schema_version
from bot.storage.schema import SCHEMA_VERSION
from bot.storage.sqlite_file import refuse_other

logger = structlog.get_logger(__name__)

# Of some kilobytes each. A backup may be stopped between two steps.
PAGES_AT_ONCE = 1_000


async def back_up(url: URL, copy: Path, folder: BackupFolder, stop: Stop = NEVER) -> None:
    """Copy server data to a new file. The copy is consistent even if others write meanwhile.

    Raises UsageError when the file exists already, ServerDataError when there are no server data yet, they are damaged, or
    the copy cannot be written, BackupStoppedError when it is stopped; there is no file then.
    """
    _refuse_taken(copy)
    if not is_made(url):
        raise _nothing_yet(name_of(url))
    with _copy_errors(copy), folder.exclusive(), folder.unfinished(copy) as part:
        if (file := file_of(url)) is not None:
            copy_sound(file, part, stop)
        else:
            await copy_database(url, part, stop)
        seal(part, stop)
        replace(part, copy)


@dataclass(frozen=True, slots=True)
class BackupBeforeMigration:
    """Copies server data of an older schema version before they are migrated, as often as `BackupFolder.keep` allows."""

    url: URL
    folder: BackupFolder

    def __call__(self, connection: Connection, version: str) -> None:
        """Make the copy, within the transaction of the migration. Raises ServerDataError when it cannot be made."""
        if not self.folder.keep:
            return
        copy = self.folder.unused_path(datetime.now(UTC), f"-before-{SCHEMA_VERSION}")
        try:
            with _copy_errors(copy), self.folder.exclusive():
                keep_copy(self.url, connection, copy, self.folder)
                self.folder.prune_before(copy)
        except ServerDataError as error:
            raise ServerDataError(
                f"Server data of schema version {version} were not brought to {SCHEMA_VERSION}, because no copy of them "
                f"can be made first. {error.problem}",
                f"{error.remedy} Or set MEDLEX_BACKUPS=0 to go on without a copy.",
            ) from error
        logger.info("server_data_backed_up", before=version, after=SCHEMA_VERSION, path=str(copy))


def is_made(url: URL) -> bool:
    """Return True if there may be server data: False only for a SQLite file that is not there."""
    file = file_of(url)
    return file is None or file.exists()


def _refuse_taken(copy: Path) -> None:
    if copy.exists() or copy.is_symlink():
        raise UsageError(f"There is something at {copy} already.", "Choose another name; nothing is written over.")


def keep_copy(url: URL, connection: Connection, copy: Path, folder: BackupFolder) -> None:
    """Copy server data to a file of the folder, within a transaction that writes; nobody else writes meanwhile.

    Raises ServerDataError when they are damaged, UsageError when the file exists already. Needs the folder's lock.
    """
    _refuse_taken(copy)
    with folder.unfinished(copy) as part:
        if (file := file_of(url)) is not None:
            copy_sound(file, part)
        else:
            lock_tables(connection)
            with connection.begin_nested() as savepoint:
                _copy_into_file(connection, part, name_of(url))
                savepoint.rollback()  # the cursors, which would keep tables from being altered
        seal(part)
        replace(part, copy)


def copy_file(file: Path, part: Path, stop: Stop = NEVER) -> None:
    """Copy all pages of a file in use into one file (https://sqlite.org/backup.html), damaged or not.

    All steps are within one transaction: otherwise a write between two of them would begin the copy anew.
    """
    address = f"{file.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(part)) as target:
        refuse_other(source, file)
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(target, pages=PAGES_AT_ONCE, progress=lambda *_: stop())
        target.execute("PRAGMA journal_mode = DELETE")


def copy_sound(file: Path, part: Path, stop: Stop = NEVER) -> None:
    """Copy all pages of a file in use. Raises ServerDataError when it is damaged, BackupStoppedError when it is stopped."""
    copy_file(file, part, stop)
    try:
        refuse_unsound(part, file, stop)
    except ServerDataError as error:
        raise ServerDataError(error.problem, "Put a backup in its place with `medlex restore PATH`.") from error


async def copy_database(url: URL, part: Path, stop: Stop = NEVER) -> None:
    """Copy a PostgreSQL database as it is at one moment
    (https://www.postgresql.org/docs/current/transaction-iso.html#XACT-REPEATABLE-READ).
    """
    engine = engine_for(url).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        with database_errors(url):
            async with engine.begin() as connection:
                await connection.run_sync(_copy_into_file, part, name_of(url), stop)
    finally:
        await engine.dispose()


def _copy_into_file(source: Connection, part: Path, name: str, stop: Stop = NEVER) -> None:
    version = schema_version(source)
    if version is None:
        raise _nothing_yet(name)
    refuse_unknown(version, name)
    try:
        with writing_to(part) as target:
            make_tables(target, version)
            copy_rows(source, target, stop)
    except exc.DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):  # not the database's
            raise error.orig from error
        raise


def _nothing_yet(name: str) -> ServerDataError:
    return ServerDataError(f"There are no server data at {name} yet.", "The bot makes them when it first runs.")


@contextmanager
def _copy_errors(copy: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise ServerDataError(
            f"Server data cannot be copied to {copy}: {reason(error)}.",
            "Check that the folder is there, its permissions and the free space.",
        ) from error
