"""Backups of server data in SQLite: made while the bot runs, restored while it does not. PostgreSQL has its
own programs.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from bot.errors import DataError, UsageError
from bot.files import reason, replace
from bot.storage.address import sqlite_url
from bot.storage.database import engine_for, migrate_with
from bot.storage.database_errors import database_errors
from bot.storage.sqlite_file import ONLY_OWNER, SECONDS_TO_WAIT_FOR_READERS, Content, content, exclusive_lock

# Endings of the files that SQLite has beside a file in use (https://sqlite.org/wal.html).
SIDE_FILES = ("-journal", "-wal", "-shm")
# The byte of an extended result code that is its primary result code (https://sqlite.org/rescode.html#pve).
PRIMARY_RESULT_CODE = 0xFF


def back_up(url: URL, copy: Path) -> None:
    """Copy server data to a new file. The copy is consistent even if others write meanwhile.

    Raises UsageError when server data are in PostgreSQL or the file exists already, DataError when there are
    no server data yet or the copy cannot be written.
    """
    file = _file_of(url, "Copy them with its own pg_dump (https://www.postgresql.org/docs/current/app-pgdump.html).")
    if copy.exists():
        raise UsageError(f"There is something at {copy} already.", "Choose another name; nothing is written over.")
    if not file.exists():
        raise DataError(f"There are no server data at {file} yet.", "The bot makes them when it first runs.")
    part = _beside(copy, ".part")
    try:
        _copy(file, part, "Put a backup in its place with `medlex restore PATH`.")
        replace(part, copy)
    except (OSError, sqlite3.Error) as error:
        raise DataError(
            f"Server data cannot be copied to {copy}: {reason(error)}.",
            "Check that the folder is there, its permissions and the free space.",
        ) from error
    finally:
        _remove(part)


async def restore(url: URL, copy: Path, now: datetime) -> Path | None:
    """Replace server data by a backup. Return the file that the replaced data were moved to, None when there were none.

    A backup of an older schema version is migrated. Raises UsageError when server data are in PostgreSQL,
    DataError when the file is no backup of server data or from a newer Medlex, or when a bot is using the
    data; the data then stay as they are.
    """
    file = _file_of(url, "Use its own pg_restore (https://www.postgresql.org/docs/current/app-pgrestore.html).")
    part = _beside(file, ".part")
    with database_errors(url):
        file.parent.mkdir(parents=True, exist_ok=True)
        async with exclusive_lock(file):
            try:
                _copy(copy, part, "Give a file that `medlex backup` has made.")
                await _migrate(part, str(copy))
                replaced = _move_aside(file, now)
                replace(part, file)
            finally:
                _remove(part)
    return replaced


def _file_of(url: URL, remedy: str) -> Path:
    if url.get_backend_name() != "sqlite":
        raise UsageError("The server data are in PostgreSQL, which Medlex neither copies nor restores.", remedy)
    return Path(str(url.database))


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(f"{file.name}{ending}")


def _remove(file: Path) -> None:
    """Remove a file, and the files beside it that SQLite would read with it."""
    for ending in ("", *SIDE_FILES):
        _beside(file, ending).unlink(missing_ok=True)


def _copy(original: Path, part: Path, remedy: str) -> None:
    """Copy server data into a single file (https://sqlite.org/backup.html), and check the copy.

    Raises DataError with this remedy when the original does not hold server data, or is damaged.
    """
    _remove(part)
    part.touch(mode=ONLY_OWNER)
    with closing(_opened(original, "rw")) as source, closing(sqlite3.connect(part)) as target:
        if content(source) is not Content.SERVER_DATA or not _copy_whole(source, target):
            raise DataError(f"The file {original} does not hold Medlex's server data, or is damaged.", remedy)


def _copy_whole(source: sqlite3.Connection, target: sqlite3.Connection) -> bool:
    """Copy a database; return False if it is damaged. Raises sqlite3.OperationalError when a file cannot be
    read or written.
    """
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        verdict: str = target.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False
    return verdict == "ok"


def _opened(original: Path, mode: str) -> sqlite3.Connection:
    """Open a file that exists: to read it (`ro`), or so that SQLite may also remove the files beside it (`rw`)."""
    try:
        original.open("rb").close()
    except OSError as error:
        raise DataError(f"The file {original} cannot be read: {reason(error)}.", "Check the path.") from error
    return sqlite3.connect(f"{original.absolute().as_uri()}?mode={mode}", uri=True)


async def _migrate(part: Path, name: str) -> None:
    engine = engine_for(sqlite_url(part))
    try:
        await migrate_with(engine, name)
    finally:
        await engine.dispose()


def _move_aside(file: Path, now: datetime) -> Path | None:
    """Copy server data, damaged or not, to a file named after the time, and remove the files beside them.
    Return the new file.

    Raises DataError when another program has the data open.
    """
    if not file.exists():
        return None
    aside = file.with_name(f"{file.stem}-{now:%Y%m%dT%H%M%SZ}{file.suffix}")
    if aside.exists():
        raise DataError(f"There is something at {aside} already.", "Repeat the command.")
    if not _is_damaged(file):
        _checkpoint(file)
    for ending in ("", *SIDE_FILES):
        if _beside(file, ending).exists():
            _copy_file(_beside(file, ending), _beside(aside, ending))
    for ending in SIDE_FILES:
        _beside(file, ending).unlink(missing_ok=True)
    return aside


def _is_damaged(file: Path) -> bool:
    """Return True if the file is no readable database. Its log, which may be all that is left, is not touched."""
    with closing(_opened(file, "ro")) as connection:
        return content(connection) is Content.SOMETHING_ELSE


def _checkpoint(file: Path) -> None:
    """Move the write-ahead log into the file. SQLite does so only when no other program has the file open."""
    try:
        with closing(sqlite3.connect(file, timeout=SECONDS_TO_WAIT_FOR_READERS)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY_RESULT_CODE == sqlite3.SQLITE_BUSY:
            raise DataError(f"Another program is using {file}.", "Stop the bot, then repeat the command.") from error
        raise
    except sqlite3.DatabaseError:  # damaged in a part not read until now: its log stays
        return


def _copy_file(file: Path, aside: Path) -> None:
    part = _beside(aside, ".part")
    part.touch(mode=ONLY_OWNER)
    shutil.copyfile(file, part)
    replace(part, aside)
