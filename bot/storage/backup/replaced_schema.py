"""PostgreSQL tables of a newer Medlex, moved out of the way of a restored backup.

This Medlex does not know what they hold, so it cannot copy them to a file. They stay in the database as they are, in a
schema of their own (https://www.postgresql.org/docs/current/sql-altertable.html, SET SCHEMA).
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.schema import CreateSchema

from bot.errors import ServerDataError
from bot.storage.database import APPLICATION_NAME

# Connections to the database in use, but for this one.
OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = :name "
    "AND pid <> pg_backend_pid()"
)
MAY_MAKE_SCHEMAS = text("SELECT has_database_privilege(current_database(), 'CREATE')")


def move_out_of_the_way(connection: Connection, aside: Path, name: str) -> str:
    """Move all tables to a schema with the name of a file (without its ending), and return that name.

    `name` is the database's in messages. Raises ServerDataError while a bot uses the database, or without the right to make
    a schema.
    """
    if connection.execute(OTHERS, {"name": APPLICATION_NAME}).scalar_one():
        raise ServerDataError(f"A bot is using {name}.", "Stop the bot, then repeat the command.")
    if not connection.execute(MAY_MAKE_SCHEMAS).scalar_one():
        raise ServerDataError(
            f"The user of MEDLEX_DATABASE may not make a schema in {name}, in which what is there would be kept.",
            "Let it do so (GRANT CREATE ON DATABASE), or set MEDLEX_DATABASE to a new and empty database.",
        )
    tables = inspect(connection).get_table_names()
    quote = connection.dialect.identifier_preparer.quote
    connection.execute(CreateSchema(aside.stem))
    for table in tables:
        connection.execute(text(f"ALTER TABLE {quote(table)} SET SCHEMA {quote(aside.stem)}"))
    return aside.stem
