"""The SQLite file with server data, used without a PostgreSQL database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from enum import Enum, auto
from pathlib import Path

from filelock import AsyncFileLock

from bot.errors import ServerDataError
from bot.storage.migrate import APPLICATION_ID

# How long a process waits for another that writes. A transaction of Medlex takes milliseconds.
SECONDS_TO_WAIT = 20.0
SECONDS_TO_WAIT_FOR_READERS = 1.0
ONLY_OWNER = 0o600
# The header of a file (https://sqlite.org/fileformat.html#the_database_header): its first bytes, and its length in bytes.
MAGIC = b"SQLite format 3\0"
HEADER_LENGTH = 100


class Content(Enum):
    """The content of a file: server data, no table at all, or something else, which includes a damaged file."""

    SERVER_DATA = auto()
    NOTHING = auto()
    SOMETHING_ELSE = auto()


def exclusive_lock(file: Path) -> AsyncFileLock:
    """Return the lock that a process holds while it opens, migrates or replaces the file."""
    return AsyncFileLock(file.with_name(f"{file.name}.lock"), timeout=SECONDS_TO_WAIT)


def prepare(file: Path) -> None:
    """Create the file if there is none, readable by its owner only, and use a write-ahead log: readers do not
    wait for a writer.

    Raises ServerDataError when the file holds something else, OSError or sqlite3.Error when it cannot be written.
    """
    file.touch(mode=ONLY_OWNER)
    with closing(sqlite3.connect(file, timeout=SECONDS_TO_WAIT)) as connection:
        refuse_other(connection, file)
        connection.execute("PRAGMA journal_mode = WAL")  # https://sqlite.org/wal.html


def content(connection: sqlite3.Connection) -> Content:
    """Return the content of an open file. Raises sqlite3.OperationalError when it cannot be read."""
    try:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return Content.SOMETHING_ELSE
    if application_id == APPLICATION_ID:
        return Content.SERVER_DATA
    return Content.SOMETHING_ELSE if tables else Content.NOTHING


def refuse_other(connection: sqlite3.Connection, file: Path) -> None:
    """Raise ServerDataError for a file with something else than server data."""
    if content(connection) is Content.SOMETHING_ELSE:
        raise ServerDataError(
            f"The file {file} does not hold Medlex's server data, or is damaged.",
            "Put a backup in its place with `medlex restore PATH`, or move it elsewhere to begin anew.",
        )


def empty_log(file: Path) -> None:
    """Move the write-ahead log into the file and empty the log, unless somebody is reading for over a second."""
    with closing(sqlite3.connect(file, timeout=SECONDS_TO_WAIT_FOR_READERS)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
