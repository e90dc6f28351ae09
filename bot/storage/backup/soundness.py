"""Checks of a file before its content takes the place of anything: whose it is, and that nothing in it is damaged."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Set as AbstractSet
from contextlib import closing
from pathlib import Path

from bot.errors import ServerDataError
from bot.files import reason
from bot.storage.backup.folder import beside
from bot.storage.backup.seal import LENGTH
from bot.storage.backup.stopping import NEVER, Stop
from bot.storage.backup.versions import shape_of, shape_of_version
from bot.storage.migrate import APPLICATION_ID, refuse_unknown
from bot.storage.schema import VERSION_TABLE
from bot.storage.sqlite_file import HEADER_LENGTH, MAGIC

# Where the header of a file has the size of its pages and their number
# (https://sqlite.org/fileformat.html#the_database_header).
PAGE_SIZE = slice(16, 18)
PAGE_COUNT = slice(28, 32)
# After so many instructions of SQLite's virtual machine, some milliseconds, a check may be stopped.
INSTRUCTIONS = 100_000
LARGEST_PAGE = 65_536  # which is written as 1
# Beside a file that is not closed, or was copied while in use; SQLite reads them with it.
LOGS = ("-wal", "-journal")
COLUMNS = (
    "SELECT s.name, c.name, c.type FROM sqlite_schema AS s, pragma_table_info(s.name) AS c "
    "WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite@_%' ESCAPE '@'"
)
# The types of values (https://sqlite.org/datatype3.html#storage_classes_and_datatypes) by the type of their column.
STORED_AS = {
    **dict.fromkeys(("BIGINT", "INTEGER", "SMALLINT"), "integer"),
    **dict.fromkeys(("TEXT", "VARCHAR(32)", "DATETIME", "DATE"), "text"),
    **dict.fromkeys(("DOUBLE", "DOUBLE PRECISION"), "real"),
    "BLOB": "blob",
}

ANOTHER_BACKUP = "Give a file that `medlex backup` has made; an earlier one, if this was it."


def refuse_special(file: Path) -> None:
    """Raise ServerDataError for what is no file that can be read, such as a folder or a pipe, without opening it."""
    try:
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            raise ServerDataError(f"{file} is {_kind(mode)}, not a file.", ANOTHER_BACKUP)
        file.open("rb").close()
    except OSError as error:
        raise ServerDataError(f"The file {file} cannot be read: {reason(error)}.", "Check the path.") from error


def _kind(mode: int) -> str:
    return "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"


def refuse_foreign(file: Path) -> None:
    """Raise ServerDataError for a file that is no SQLite file, or that has not as many bytes as its header says: it would be
    copied in vain. Only its beginning is read.
    """
    with file.open("rb") as stream:
        header = stream.read(HEADER_LENGTH)
    if not header:
        raise ServerDataError(f"The file {file} is empty.", ANOTHER_BACKUP)
    if header[: len(MAGIC)] != MAGIC:
        raise _foreign(file)
    refuse_length(file, file, {0, LENGTH})


def _foreign(name: Path) -> ServerDataError:
    return ServerDataError(f"The file {name} does not hold Medlex's server data, or is damaged.", ANOTHER_BACKUP)


def refuse_length(file: Path, name: Path, more: AbstractSet[int] = frozenset({0})) -> None:
    """Raise ServerDataError for a file that has other than so many bytes more than its header says, if no log is beside it."""
    if any(beside(file, ending).exists() for ending in LOGS):
        return
    with file.open("rb") as stream:
        header = stream.read(HEADER_LENGTH)
        size = stream.seek(0, os.SEEK_END)
    page = int.from_bytes(header[PAGE_SIZE])
    expected = (LARGEST_PAGE if page == 1 else page) * int.from_bytes(header[PAGE_COUNT])
    if len(header) < HEADER_LENGTH or size - expected not in more:
        raise damaged(name, "it is not as long as it says")


def refuse_unsound(file: Path, name: Path, stop: Stop = NEVER) -> None:
    """Check a private copy of a file: its structure, its references, its schema version and its tables.

    `name` is the original's in messages. Raises ServerDataError when anything is not as Medlex made it, BackupStoppedError when it
    is stopped. A write-ahead log beside the copy is moved into it.
    """
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.set_progress_handler(lambda: stop.is_requested, INSTRUCTIONS)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("PRAGMA journal_mode = DELETE")
            if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                raise _foreign(name)
            _check_structure(connection, name)
            _check_tables(connection, name)
            _check_types(connection, name)
    except (sqlite3.Error, ValueError, OverflowError) as error:
        stop()
        raise damaged(name, reason(error)) from error


def _check_structure(connection: sqlite3.Connection, name: Path) -> None:
    """https://sqlite.org/pragma.html#pragma_integrity_check, which leaves out references to other rows."""
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise damaged(name, " ".join(str(verdict).split()).lower())
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise damaged(name, "a row refers to one that is missing")


def _check_tables(connection: sqlite3.Connection, name: Path) -> None:
    (tables,) = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?", [VERSION_TABLE]
    ).fetchone()
    versions = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchall() if tables else []  # noqa: S608 (a constant)
    if len(versions) != 1:
        raise damaged(name, "it does not say which schema version it has")
    version = str(versions[0][0])
    refuse_unknown(version, str(name))
    if shape_of(connection) != shape_of_version(version):
        raise damaged(name, f"it has not the tables of schema version {version}")


def _check_types(connection: sqlite3.Connection, name: Path) -> None:
    """SQLite stores values of any type in any column."""
    for table, columns in sorted(_columns(connection).items()):
        fits = " AND ".join(f"typeof(\"{column}\") IN ('null', '{STORED_AS[type]}')" for column, type in columns)
        if connection.execute(f'SELECT 1 FROM "{table}" WHERE NOT ({fits}) LIMIT 1').fetchone():  # noqa: S608 (our own tables)
            raise damaged(name, f"a row of the table {table} has a value of another type")


def _columns(connection: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, type in connection.execute(COLUMNS):
        found.setdefault(table, []).append((column, type))
    return found


def damaged(name: Path, why: str) -> ServerDataError:
    """Return the error for a file that is not as Medlex made it."""
    return ServerDataError(f"The file {name} is damaged: {why.rstrip('.')}.", ANOTHER_BACKUP)
