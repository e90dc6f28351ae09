"""Opens the lexicon file, read-only, and refuses what is not a lexicon of this version."""

from __future__ import annotations

import os
import sqlite3
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import aiosqlite

from bot.errors import DataError
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.schema import APPLICATION_ID, REBUILD, SCHEMA_VERSION, damaged, lexicon_errors

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# SQLite's own cache of file pages, half its default, because the system caches them, too.
KIBIBYTES_CACHED = 1_000
# A build takes seconds at least, so a file that is replaced again and again is being written in place.
ATTEMPTS = 3


class OtherVersionError(DataError):
    """A lexicon that an older or a newer Medlex has built."""


def file_version(path: Path) -> tuple[int, int, int]:
    """Return the identity, size and time of writing of the file, which differ for each build.

    Raises DataError if there is no such file.
    """
    try:
        return _version(path.stat())
    except OSError as error:
        raise DataError(f"There is no lexicon at {path}.", "Run `medlex build` to make it.") from error


def _version(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns


async def open_lexicon(path: Path) -> Lexicon:
    """Open a lexicon file for reading.

    Raises DataError, with the file and the command that rebuilds it, if it is missing, damaged, not a lexicon, or of
    another schema version.
    """
    for _ in range(ATTEMPTS):
        lexicon = await _open(path)
        try:
            if file_version(path) == lexicon.version:
                return lexicon
        except BaseException:
            await lexicon.close()
            raise
        await lexicon.close()  # it was replaced meanwhile: the connection may read another build than the arrays
    raise damaged(path, "it changes while it is opened")


async def _open(path: Path) -> Lexicon:
    file = _opened(path)
    try:
        connection = await _connected(path)
    except BaseException:
        file.close()
        raise
    return Lexicon(path, file, connection, _version(os.fstat(file.fileno())))


async def _connected(path: Path) -> aiosqlite.Connection:
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
    return connection


def _opened(path: Path) -> BinaryIO:
    """Open the file, for the arrays behind its pages. A folder or an unreadable file is refused before a thread is
    started for it: if connecting fails, aiosqlite leaves its thread running, which fails with a traceback if the event
    loop has ended by then.
    """
    file_version(path)
    try:
        return path.open("rb")
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
