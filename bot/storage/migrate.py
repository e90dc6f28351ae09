"""Migration of a database to the schema version of this Medlex, with Alembic.

It is one transaction: if it is interrupted, the database stays as it was. Processes that start together
migrate one after the other, and all but the first find nothing left to do.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Connection, Result, column, func, inspect, select, table

from bot.errors import ServerDataError
from bot.storage.schema import SCHEMA_VERSION, VERSION_TABLE

MIGRATIONS = Path(__file__).parent / "migrations"
# "MdlS": marks a SQLite file as server data (https://sqlite.org/pragma.html#pragma_application_id), and is
# the number of the advisory lock of migrations on PostgreSQL
# (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS).
APPLICATION_ID = 0x4D646C53
VERSION = re.compile(r"[0-9]{4}")


class NewerServerDataError(ServerDataError):
    """Server data that a newer Medlex has migrated."""


BeforeMigration = Callable[[Connection, str], None]

logger = structlog.get_logger(__name__)
logging.getLogger("alembic").setLevel(logging.WARNING)  # `migrate` logs once what it logs at info level


def nothing_before(_connection: Connection, _version: str) -> None:
    """Do nothing before a migration."""


def migrate(connection: Connection, name: str, before: BeforeMigration = nothing_before) -> None:
    """Migrate the database to the newest schema version, within the connection's transaction, which must be
    one for writing.

    `name` is the database's name in messages. `before` is called first if the database has an older version, which it
    is given. Raises ServerDataError when a newer Medlex has written to the database, or when it holds tables of another
    program.
    """
    lock(connection)
    version = schema_version(connection)
    refuse_unknown(version, name)
    if version is None:
        refuse_other_tables(connection, name)
    elif version != SCHEMA_VERSION:
        before(connection, version)
    if version != SCHEMA_VERSION:
        make_version(connection)
        logger.info("server_data_migrated", before=version, after=SCHEMA_VERSION)


def schema_version(connection: Connection) -> str | None:
    """Return the schema version of a database, such as "0001"; None before its first migration."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    rows: Result[Any] = connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE)))
    return ", ".join(sorted(str(row.version_num) for row in rows)) or None


def known_versions() -> list[str]:
    """Return all schema versions, the oldest first. Steps are numbered from 0001 on."""
    return [f"{number:04}" for number in range(1, int(SCHEMA_VERSION) + 1)]


def is_newer(version: str) -> bool:
    """Return True for the schema version of a newer Medlex."""
    return VERSION.fullmatch(version) is not None and version > SCHEMA_VERSION


def refuse_unknown(version: str | None, name: str) -> None:
    """Raise NewerServerDataError for the schema version of a newer Medlex, ServerDataError for one that none has."""
    if version is None or version in known_versions():
        return
    if is_newer(version):
        raise NewerServerDataError(
            f"The server data in {name} were brought to schema version {version} by a newer Medlex; this one knows them "
            f"up to {SCHEMA_VERSION}.",
            "Install the newer Medlex again, or put a backup that this one has made in their place with `medlex restore "
            "PATH`.",
        )
    raise ServerDataError(
        f"The server data in {name} are damaged: no Medlex has the schema version {version[:40]!r}.",
        "Put a backup in their place with `medlex restore PATH`.",
    )


def make_version(connection: Connection, version: str = "head") -> None:
    """Run the missing steps to a version, the newest if none is given, and mark a SQLite file as server data.

    Alembic is loaded only for this: it takes 10 MB of memory.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))  # ConfigParser interpolates %
    config.attributes["connection"] = connection
    command.upgrade(config, version)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def lock(connection: Connection) -> None:
    """Wait for other processes that migrate on PostgreSQL. On SQLite, a transaction for writing has the lock
    already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(APPLICATION_ID)))


def refuse_other_tables(connection: Connection, name: str) -> None:
    """Raise ServerDataError for a database with tables, which is called for one without a schema version."""
    if tables := inspect(connection).get_table_names():
        raise ServerDataError(
            f"The database {name} holds other tables than Medlex's: {', '.join(sorted(tables)[:3])}.",
            "Give Medlex a database of its own.",
        )
