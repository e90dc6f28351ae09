"""Files of each schema version: made empty, opened, and compared by their tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, event, text
from sqlalchemy.pool import NullPool

from bot.storage.migrate import APPLICATION_ID, make_version
from bot.storage.schema import SCHEMA_VERSION, VERSION_TABLE, metadata

Shape = frozenset[tuple[object, ...]]

# What there is; the columns of each table and index; and what columns refer to (https://sqlite.org/pragma.html).
# SQLite's own tables, such as its statistics, are left out.
SHAPE = (
    "SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite@_%' ESCAPE '@'",
    """SELECT s.name, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
    FROM sqlite_schema AS s, pragma_table_xinfo(s.name) AS c
    WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite@_%' ESCAPE '@'""",
    """SELECT s.tbl_name, s.name, c.seqno, c.name, c.desc, c.coll
    FROM sqlite_schema AS s, pragma_index_xinfo(s.name) AS c WHERE s.type = 'index'""",
    """SELECT s.name, f.seq, f."table", f."from", f."to", f.on_delete
    FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS f WHERE s.type = 'table'""",
)


@contextmanager
def writing_to(file: Path | str) -> Iterator[Connection]:
    """A transaction in a file that nobody else uses, or in ":memory:"; committed when the `with` block ends."""
    url = URL.create("sqlite", database=str(file))
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _leave_transactions_to_us)
    with engine.begin() as connection:
        connection.exec_driver_sql("BEGIN")
        yield connection


def _leave_transactions_to_us(connection: sqlite3.Connection, _record: object) -> None:
    """Let tables be made within a transaction, too
    (https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#sqlite-transactions).
    """
    connection.isolation_level = None


def make_tables(connection: Connection, version: str) -> None:
    """Make the tables of a schema version in an empty file. For the newest, Alembic is not loaded."""
    if version != SCHEMA_VERSION:
        make_version(connection, version)
        return
    metadata.create_all(connection)
    connection.exec_driver_sql(
        f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num))"
    )
    connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES (:version)"), {"version": version})  # noqa: S608 (a constant)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def shape_of(connection: sqlite3.Connection) -> Shape:
    """Return the tables, columns, indexes, views and triggers of a file."""
    return frozenset((number, *row) for number, query in enumerate(SHAPE) for row in connection.execute(query))


@lru_cache
def shape_of_version(version: str) -> Shape:
    """Return the tables, columns and indexes that a file of a schema version has."""
    with writing_to(":memory:") as connection:
        make_tables(connection, version)
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 (the engine's own)
        return shape_of(driver)
