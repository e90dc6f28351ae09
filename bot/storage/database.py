"""The database that holds server data: a SQLite file, or PostgreSQL for a bot that runs on several machines."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import URL, ColumnElement, Connection, Table, event, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.address import file_of
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.going_back import how_to_go_back
from bot.storage.claims import due_claim
from bot.storage.database_errors import database_errors, name_of
from bot.storage.migrate import BeforeMigration, NewerServerDataError, migrate, nothing_before
from bot.storage.served_file import ServedFile
from bot.storage.sqlite_file import SECONDS_TO_WAIT, empty_log, exclusive_lock, prepare
from bot.storage.telling import begin_write
from bot.storage.write_order import WriteCounts, WriteOrder

logger = structlog.get_logger(__name__)

# At debug level SQLAlchemy logs every row that is read, and with it what people wrote. Statements hold no values.
logging.getLogger("sqlalchemy.engine.Engine").addFilter(lambda record: record.levelno > logging.DEBUG)

# An execution option of our own: transactions of this connection write.
FOR_WRITING = "medlex_for_writing"
SECONDS_TO_CLOSE = 2.0
# By which PostgreSQL lists our connections (https://www.postgresql.org/docs/current/monitoring-stats.html).
APPLICATION_NAME = "medlex"
# After a minute of silence the server ends the session of a machine that is gone, and with it the locks that it held: the
# default of most systems is two hours (https://www.postgresql.org/docs/current/runtime-config-connection.html). They
# are set by a query, because poolers such as PgBouncer refuse unknown parameters of a connection.
KEEPALIVES = {"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3"}


class Database:
    """A database that is opened, and migrated, when it is first used or `open` is called.

    `before_migration` is called before a database of an older schema version is migrated. `backups` is where to look for
    the copy with which one goes back from the version of a newer Medlex. Every method raises
    ServerDataError when the database cannot be used: it is missing, full, locked, damaged or from a newer Medlex.
    `writes` counts what was written through this object.
    """

    def __init__(
        self, url: URL, before_migration: BeforeMigration = nothing_before, backups: BackupFolder | None = None
    ) -> None:
        self.url = url
        self.before_migration = before_migration
        self.backups = backups
        self._engine: AsyncEngine | None = None
        self._file: ServedFile | None = None
        self._opening = asyncio.Lock()
        self._order = WriteOrder()
        self.writes = WriteCounts()

    async def open(self) -> AsyncEngine:
        """Open the database unless it is open: create it if there is none, migrate it if it has an older
        schema version.
        """
        async with self._opening:
            if self._engine is None:
                try:
                    self._engine, self._file = await _open(self.url, self.before_migration)
                except NewerServerDataError as error:
                    raise (how_to_go_back(error, self.backups) if self.backups else error) from None
            return self._engine

    @property
    def is_shared(self) -> bool:
        """True for PostgreSQL, which several processes may use at once."""
        return file_of(self.url) is None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[AsyncConnection]:
        """A connection to PostgreSQL without a transaction, open until the `with` block ends. It is none of those that
        answers wait for, of which there is a fixed number. Its session ends with it, and with the session its locks.
        """
        engine = await self.open()
        with database_errors(self.url):
            connection = await engine.execution_options(isolation_level="AUTOCOMMIT").connect()
            driver = await driver_of(connection)
            await connection.run_sync(Connection.detach)
            try:
                await connection.execute(select(*(func.set_config(*each, False) for each in KEEPALIVES.items())))  # noqa: FBT003
                yield connection
            finally:
                await _end(connection, driver)

    async def ping(self) -> None:
        """Ask the database for nothing. Raises DataError if it does not answer."""
        async with self.reading() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close all connections. The next use opens the database again."""
        async with self._opening:
            if self._engine is not None:
                await self._engine.dispose()
            if self._file is not None:
                self._file.close()
            self._engine = self._file = None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for queries, open until the `with` block ends."""
        engine = await self.open()
        with database_errors(self.url):
            async with engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self, *owners: int) -> AsyncIterator[AsyncConnection]:
        """A connection with one transaction: committed when the `with` block ends, rolled back if the block raises.

        `owners` are the Discord ids of the person and the server whose data are written. What belongs to the same owner
        is written in the order in which it was asked for (`WriteOrder`). Raises RepeatedError if another process has
        written for the same interaction (`bot.storage.claims`).
        """
        async with self._order.turn(*owners) as work:
            engine = await self.open()
            try:
                with database_errors(self.url), due_claim() as interaction_id:
                    await self._refuse_replaced()
                    async with for_writing(engine).begin() as connection:
                        await begin_write(connection, interaction_id, *owners)
                        yield connection
                        work.begin_commit()
            finally:
                self.writes.count(*owners)

    async def _refuse_replaced(self) -> None:
        """Raise DatabaseReplacedError if the file was deleted or replaced since it was opened."""
        if self._file is not None:
            await asyncio.to_thread(self._file.refuse_replaced)

    @asynccontextmanager
    async def deleting(self, *owners: int) -> AsyncIterator[AsyncConnection]:
        """As `writing`; afterwards deleted rows are removed from the write-ahead log of a SQLite file too.

        PostgreSQL removes them when it vacuums (https://www.postgresql.org/docs/current/routine-vacuuming.html).
        """
        async with self.writing(*owners) as connection:
            yield connection
        if (file := file_of(self.url)) is not None:
            with database_errors(self.url):
                await asyncio.to_thread(empty_log, file)


async def driver_of(connection: AsyncConnection) -> Any:
    """Return asyncpg's own connection. SQLAlchemy's property for that knows those of its pool only."""
    adapted: Any = (await connection.get_raw_connection()).dbapi_connection
    return adapted.driver_connection


async def _end(connection: AsyncConnection, driver: Any) -> None:
    """Close a connection; at once if nothing answers there."""
    try:
        async with asyncio.timeout(SECONDS_TO_CLOSE):
            await connection.close()
    except (SQLAlchemyError, OSError) as error:
        logger.warning("connection_not_closed", error=type(error).__name__)
    finally:
        driver.terminate()


async def insert_if_absent(connection: AsyncConnection, table: Table, **values: object) -> bool:
    """Insert a row unless there is one with its key. Return True if it was inserted."""
    insert = _insert(connection, table).values(values).on_conflict_do_nothing()
    return (await connection.execute(insert)).rowcount == 1


async def insert_absent(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows, apart from those for whose keys there is one."""
    await connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


async def count_rows(connection: AsyncConnection, table: Table, *conditions: ColumnElement[bool]) -> int:
    """Return how many rows of a table fulfill some conditions."""
    query = select(func.count()).select_from(table).where(*conditions)
    return (await connection.execute(query)).scalar_one()


async def put(connection: AsyncConnection, table: Table, **values: object) -> None:
    """Insert a row, or replace the one with its key."""
    insert = _insert(connection, table).values(values)
    await connection.execute(insert.on_conflict_do_update(index_elements=table.primary_key, set_=values))


def _insert(connection: AsyncConnection, table: Table) -> Any:
    """Return the INSERT of the dialect in use: ON CONFLICT is not standard SQL. The other dialect is not loaded."""
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    return dialect.insert(table)


def engine_for(url: URL) -> AsyncEngine:
    """Return an engine for a database, without connecting. Values that are read or written are in no log or
    error message.
    """
    if file_of(url) is None:
        names = {"server_settings": {"application_name": APPLICATION_NAME}}
        return create_async_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=names)
    engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": SECONDS_TO_WAIT})
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


async def migrate_with(engine: AsyncEngine, name: str, before: BeforeMigration = nothing_before) -> None:
    """Migrate in one transaction that no other writes beside; `name` is the database's name in messages.
    Raises as `migrate` does.
    """
    async with for_writing(engine).begin() as connection:
        await connection.run_sync(migrate, name, before)


async def _open(url: URL, before: BeforeMigration) -> tuple[AsyncEngine, ServedFile | None]:
    """Return an engine for the migrated database, and its file if it is SQLite's."""
    engine = engine_for(url)
    try:
        with database_errors(url):
            if (file := file_of(url)) is not None:
                return engine, await _open_file(file, engine, before)
            await migrate_with(engine, name_of(url), before)
    except BaseException:
        await engine.dispose()
        raise
    return engine, None


async def _open_file(file: Path, engine: AsyncEngine, before: BeforeMigration) -> ServedFile:
    file.parent.mkdir(parents=True, exist_ok=True)
    async with exclusive_lock(file):
        prepare(file)
        await migrate_with(engine, str(file), before)
    return ServedFile(file)


def for_writing(engine: AsyncEngine) -> AsyncEngine:
    """Return the engine with transactions that take the write lock at their beginning."""
    return engine.execution_options(**{FOR_WRITING: True})


def _on_connect(connection: Any, _record: object) -> None:
    """Leave transactions to `_on_begin`
    (https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#sqlite-transactions), and overwrite deleted
    content with zeros (https://sqlite.org/pragma.html#pragma_secure_delete). Wait until each commit is on the disk: some
    builds of SQLite do not when there is a write-ahead log (https://sqlite.org/pragma.html#pragma_synchronous).
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    """Begin a transaction that writes with the write lock: SQLite lets a transaction wait for the lock only
    before its first read (https://sqlite.org/lang_transaction.html). Reading needs no explicit transaction.
    """
    if connection.get_execution_options().get(FOR_WRITING, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
