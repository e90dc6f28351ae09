"""The file that holds server data where no PostgreSQL does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from enum import Enum, auto
from pathlib import Path

from filelock import AsyncFileLock

from bot.errors import DataError
from bot.storage.migrate import APPLICATION_ID

# How long one process waits for another that writes. What Medlex writes takes milliseconds.
SECONDS_TO_WAIT = 20.0
SECONDS_TO_WAIT_FOR_READERS = 1.0
ONLY_OWNER = 0o600


class Content(Enum):
    """What a file holds: server data, no table at all, or something else; a damaged file counts as something else."""

    SERVER_DATA = auto()
    NOTHING = auto()
    SOMETHING_ELSE = auto()


def turn(file: Path) -> AsyncFileLock:
    """Held by the process that opens, migrates or replaces the file: it does so alone."""
    return AsyncFileLock(file.with_name(f"{file.name}.lock"), timeout=SECONDS_TO_WAIT)


def prepare(file: Path) -> None:
    """Make the file if there is none, readable by its owner only, and let readers and a writer work side by side (WAL).

    Raises DataError when the file is something else, OSError or sqlite3.Error when it cannot be written.
    """
    file.touch(mode=ONLY_OWNER)
    with closing(sqlite3.connect(file, timeout=SECONDS_TO_WAIT)) as connection:
        refuse_other(connection, file)
        connection.execute("PRAGMA journal_mode = WAL")  # https://sqlite.org/wal.html


def content(connection: sqlite3.Connection) -> Content:
    """What an open file holds. Raises sqlite3.OperationalError when it cannot be read at all."""
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
    """Raises DataError for a file that holds neither server data nor nothing."""
    if content(connection) is Content.SOMETHING_ELSE:
        raise DataError(
            f"The file {file} does not hold Medlex's server data, or is damaged.",
            "Put a backup in its place with `medlex restore PATH`, or move it elsewhere to begin anew.",
        )


def empty_log(file: Path) -> None:
    """Move what the write-ahead log holds into the file and empty the log, unless somebody is reading just now."""
    with closing(sqlite3.connect(file, timeout=SECONDS_TO_WAIT_FOR_READERS)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
