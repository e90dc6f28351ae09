"""The rows of a database, copied into another one and compared, whichever of the two kinds each is.

Tables are read from the database itself, so every schema version can be copied, not only the newest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, DateTime, MetaData, RowMapping, Table, delete, event, exc, select, text

from bot.errors import ServerDataError
from bot.files import reason
from bot.storage.backup.stopping import NEVER, Stop
from bot.storage.migrate import schema_version
from bot.storage.schema import VERSION_TABLE, UtcDateTime

ROWS_AT_ONCE = 1_000
# Sums of SHA-256 digests are kept within its size: they do not depend on the order of the rows, which the two databases
# sort differently.
SUMS = 1 << 256


@dataclass(frozen=True, slots=True)
class TableContent:
    """The rows of a table: how many, and the sum of their digests."""

    count: int
    digest: int


# By the name of the table.
Contents = dict[str, TableContent]


def tables_of(connection: Connection) -> list[Table]:
    """Return the tables of a database but that of its version, those that others refer to first."""
    metadata = MetaData()
    event.listen(metadata, "column_reflect", _use_same_types)
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]


def _use_same_types(_inspector: object, _table: object, column: dict[str, Any]) -> None:
    """Use types of both databases (https://docs.sqlalchemy.org/en/20/core/reflection.html)."""
    generic = column["type"].as_generic()
    column["type"] = UtcDateTime() if isinstance(generic, DateTime) else generic


def copy_rows(source: Connection, target: Connection, stop: Stop = NEVER) -> None:
    """Copy all rows into the empty tables of a database of the same schema version, and compare the two.

    Raises ServerDataError when a row cannot be read or stored, or is another one afterwards, BackupStoppedError when
    it is stopped.
    """
    targets = {table.name: table for table in tables_of(target)}
    if schema_version(source) != schema_version(target):
        raise ValueError("the two databases have different schema versions")
    for table in tables_of(source):
        with _row_errors(table):
            for rows in _batches(source, table, stop):
                target.execute(targets[table.name].insert(), [dict(row) for row in rows])
    refuse_difference(contents(source, stop), contents(target, stop))


def delete_rows(connection: Connection) -> None:
    """Delete all rows of all tables."""
    for table in reversed(tables_of(connection)):
        connection.execute(delete(table))


def drop_tables(connection: Connection) -> None:
    """Drop all tables, also that of the version."""
    metadata = MetaData()
    metadata.reflect(connection)
    metadata.drop_all(connection)


def lock_tables(connection: Connection) -> None:
    """Keep others from writing until the transaction ends; they may read. On SQLite, a transaction for writing does."""
    names = ", ".join(connection.dialect.identifier_preparer.format_table(table) for table in tables_of(connection))
    if connection.dialect.name == "postgresql" and names:
        connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


def contents(connection: Connection, stop: Stop = NEVER) -> Contents:
    """Return the content of each table. Raises ServerDataError when a row cannot be read, BackupStoppedError when it is
    stopped.
    """
    return {table.name: _content(connection, table, stop) for table in tables_of(connection)}


def refuse_difference(ours: Contents, theirs: Contents) -> None:
    """Raise ServerDataError when a table has other rows than its copy."""
    for name in sorted(ours | theirs):
        if ours.get(name) != theirs.get(name):
            raise ServerDataError(
                f"The copied rows of the table {name} are not those that were read; nothing was changed.",
                "Repeat the command. If it happens again, the disk or the memory may be failing.",
            )


def _content(connection: Connection, table: Table, stop: Stop) -> TableContent:
    count = digest = 0
    names = sorted(column.name for column in table.columns)
    with _row_errors(table):
        for rows in _batches(connection, table, stop):
            for row in rows:
                values = repr([row[name] for name in names])
                digest += int.from_bytes(hashlib.sha256(values.encode("utf-8", "surrogatepass")).digest())
            count += len(rows)
    return TableContent(count, digest % SUMS)


def _batches(connection: Connection, table: Table, stop: Stop) -> Iterator[Sequence[RowMapping]]:
    options = {"stream_results": True, "yield_per": ROWS_AT_ONCE}
    with connection.execute(select(table), execution_options=options) as result:
        for rows in result.mappings().partitions():
            stop()
            yield rows


@contextmanager
def _row_errors(table: Table) -> Iterator[None]:
    """Raise ServerDataError when a value cannot be read or stored. Values are in no message."""
    try:
        yield
    except (exc.StatementError, ValueError, TypeError) as error:  # the first of these includes the errors of drivers
        if isinstance(error, (exc.OperationalError, exc.InterfaceError)) and "decode" not in str(error.orig):
            raise
        raise ServerDataError(
            f"The table {table.name} has a row that cannot be copied: {reason(_cause(error))}.",
            "Nothing was changed. Use an earlier backup, or correct the row with the database's own program.",
        ) from error


def _cause(error: BaseException) -> BaseException:
    """Return the driver's own error, or the type of one whose text may hold the value."""
    cause = getattr(error, "orig", None)
    return cause if isinstance(cause, Exception) and not isinstance(cause, ValueError) else TypeError("a wrong value")
