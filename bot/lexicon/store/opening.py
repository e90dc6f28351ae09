"""Opens the lexicon file, read-only, and refuses what is not a lexicon of this version."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import aiosqlite

from bot.errors import DataError
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.schema import APPLICATION_ID, REBUILD, SCHEMA_VERSION, lexicon_errors

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# SQLite's own cache of file pages, half its default, because the system caches them, too.
KIBIBYTES_CACHED = 1_000


class OtherVersionError(DataError):
    """A lexicon that an older or a newer Medlex has built."""


def file_version(path: Path) -> tuple[int, int, int]:
    """Return the identity, size and time of writing of the file, which differ for each build.

    Raises DataError if there is no such file.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise DataError(f"There is no lexicon at {path}.", "Run `medlex build` to make it.") from error
    return status.st_ino, status.st_size, status.st_mtime_ns


async def open_lexicon(path: Path) -> Lexicon:
    """Open a lexicon file for reading.

    Raises DataError, with the file and the command that rebuilds it, if it is missing, damaged or not a lexicon;
    OtherVersionError if it has another schema version.
    """
    version = file_version(path)
    _refuse_unreadable(path)
    with lexicon_errors(path):
        connection = await aiosqlite.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, cached_statements=64)
    connection.row_factory = sqlite3.Row
    try:
        await _refuse_other_schema(path, connection)
        with lexicon_errors(path):
            await connection.execute_fetchall(f"PRAGMA cache_size = -{KIBIBYTES_CACHED}")
    except BaseException:
        await connection.close()
        raise
    return Lexicon(path, connection, version)


def _refuse_unreadable(path: Path) -> None:
    """Refuse a folder or an unreadable file before a thread is started for it.

    If connecting fails, aiosqlite leaves its thread running, which fails with a traceback if the event loop has ended
    by then.
    """
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise DataError(f"The lexicon {path} cannot be read: {error.strerror}.", REBUILD) from error


async def _refuse_other_schema(path: Path, connection: aiosqlite.Connection) -> None:
    with lexicon_errors(path):
        found = [
            next(iter(await connection.execute_fetchall(f"PRAGMA {name}")))[0]
            for name in ("application_id", "user_version")
        ]
        if found[0] == APPLICATION_ID and found[1] == SCHEMA_VERSION:
            await connection.execute_fetchall("SELECT built FROM build")
            return
    if found[0] != APPLICATION_ID:
        raise DataError(f"The file {path} is not a Medlex lexicon.", REBUILD)
    builder = "an older" if found[1] < SCHEMA_VERSION else "a newer"
    raise OtherVersionError(
        f"The lexicon {path} was built by {builder} Medlex: it has schema version {found[1]}, and this one reads version "
        f"{SCHEMA_VERSION}.",
        REBUILD,
    )


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Lexicon]:
    """Open a lexicon for the length of a `with` block."""
    lexicon = await open_lexicon(path)
    try:
        yield lexicon
    finally:
        await lexicon.close()
