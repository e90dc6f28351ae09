"""The status of the database, for `medlex check`. Nothing is changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, delete, false, text

from bot.storage.address import file_of
from bot.storage.database import engine_for, for_writing
from bot.storage.database_errors import database_errors, name_of
from bot.storage.migrate import refuse_unknown, schema_version
from bot.storage.schema import SCHEMA_VERSION, guild_setting
from bot.storage.sqlite_file import refuse_other

SIZE = {
    "sqlite": text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
    "postgresql": text("SELECT pg_database_size(current_database())"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """A database that can be written: its name in messages, its schema version (None before the first
    migration), the version that this Medlex migrates it to, and its size in bytes.
    """

    name: str
    version: str | None
    newest: str
    size: int


async def status(url: URL) -> Status:
    """Return the status of a database.

    Raises DataError when it cannot be read or written, holds something else, or was written by a newer Medlex.
    """
    with database_errors(url):
        file = file_of(url)
        if file is not None and not _is_made(file):
            return Status(name_of(url), None, SCHEMA_VERSION, 0)
        engine = engine_for(url)
        try:
            async with for_writing(engine).connect() as connection, connection.begin() as unchanged:
                found = await connection.run_sync(_look, name_of(url))
                await unchanged.rollback()
        finally:
            await engine.dispose()
        return found


def _is_made(file: Path) -> bool:
    if not file.exists():
        return False
    with closing(sqlite3.connect(file)) as connection:
        refuse_other(connection, file)
    return True


def _look(connection: Connection, name: str) -> Status:
    version = schema_version(connection)
    refuse_unknown(version, name)
    if version is not None:
        connection.execute(
            delete(guild_setting).where(false())
        )  # changes nothing, but fails without the right to write
    size: int = connection.execute(SIZE[connection.dialect.name]).scalar_one()
    return Status(name, version, SCHEMA_VERSION, size)
