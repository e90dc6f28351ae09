"""The script that Alembic runs to migrate
(https://alembic.sqlalchemy.org/en/latest/cookbook.html#sharing-a-connection).

The connection is `bot.storage.migrate`'s, in a transaction of its own, which that commits.
"""

from alembic import context

from bot.storage.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
context.run_migrations()
