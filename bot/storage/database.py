"""The database that holds server data: a SQLite file, or PostgreSQL for a bot that runs on several machines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Table, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.database_errors import name_of, naming_database
from bot.storage.migrate import migrate
from bot.storage.sqlite_file import SECONDS_TO_WAIT, empty_log, prepare, turn

# An option of ours on a connection: its transactions are going to write.
FOR_WRITING = "medlex_for_writing"


class Database:
    """A database that is opened, and migrated, when it is first used or `open` is called.

    Every method raises DataError when the database cannot be used: it is away, full, locked, damaged or from a newer Medlex.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine: AsyncEngine | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> AsyncEngine:
        """Open it if it is not: made when there is none, migrated when it is of an older schema version."""
        async with self._opening:
            if self._engine is None:
                self._engine = await _open(self.url)
            return self._engine

    async def close(self) -> None:
        """Close all connections. Using it again opens it again."""
        async with self._opening:
            if self._engine is not None:
                await self._engine.dispose()
            self._engine = None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for questions, for the length of a `with` block."""
        engine = await self.open()
        with naming_database(self.url):
            async with engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose changes are kept together when the `with` block ends, and none of them if that raises."""
        engine = await self.open()
        with naming_database(self.url):
            async with for_writing(engine).begin() as connection:
                yield connection

    @asynccontextmanager
    async def deleting(self) -> AsyncIterator[AsyncConnection]:
        """As `writing`; what was deleted is then wiped from the write-ahead log of a SQLite file too.

        PostgreSQL does so in its own time (https://www.postgresql.org/docs/current/routine-vacuuming.html).
        """
        async with self.writing() as connection:
            yield connection
        if self.url.get_backend_name() == "sqlite":
            with naming_database(self.url):
                await asyncio.to_thread(empty_log, Path(str(self.url.database)))


async def insert_if_absent(connection: AsyncConnection, table: Table, **values: object) -> bool:
    """Insert a row unless there is one with its key. Returns whether it was inserted."""
    insert = _insert(connection, table).values(values).on_conflict_do_nothing()
    return (await connection.execute(insert)).rowcount == 1


async def put(connection: AsyncConnection, table: Table, **values: object) -> None:
    """Insert a row, in place of the one with its key if there is one."""
    insert = _insert(connection, table).values(values)
    await connection.execute(insert.on_conflict_do_update(index_elements=table.primary_key, set_=values))


def _insert(connection: AsyncConnection, table: Table) -> Any:
    """ON CONFLICT is no part of standard SQL. Only the dialect that is used is loaded."""
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    return dialect.insert(table)


def engine_for(url: URL) -> AsyncEngine:
    """What connects to a database; nothing is opened yet. What is read or written never comes into logs or errors."""
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url, hide_parameters=True, pool_pre_ping=True)
    engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": SECONDS_TO_WAIT})
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


async def migrate_with(engine: AsyncEngine, name: str) -> None:
    """Migrate in one transaction, alone; `name` is what messages call the database. Raises as `migrate` does."""
    async with for_writing(engine).begin() as connection:
        await connection.run_sync(migrate, name)


async def _open(url: URL) -> AsyncEngine:
    engine = engine_for(url)
    try:
        with naming_database(url):
            if url.get_backend_name() == "sqlite":
                await _open_file(Path(str(url.database)), engine)
            else:
                await migrate_with(engine, name_of(url))
    except BaseException:
        await engine.dispose()
        raise
    return engine


async def _open_file(file: Path, engine: AsyncEngine) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    async with turn(file):
        prepare(file)
        await migrate_with(engine, str(file))


def for_writing(engine: AsyncEngine) -> AsyncEngine:
    """The same engine, for transactions that write from the first."""
    return engine.execution_options(**{FOR_WRITING: True})


def _on_connect(connection: Any, _record: object) -> None:
    """Leave transactions to `_on_begin` (https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#sqlite-transactions), and
    overwrite with zeros what is deleted (https://sqlite.org/pragma.html#pragma_secure_delete).
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    """A transaction that is going to write says so at once: SQLite lets it wait for another only before it has read
    (https://sqlite.org/lang_transaction.html). A question needs none.
    """
    if connection.get_execution_options().get(FOR_WRITING, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
