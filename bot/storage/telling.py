"""What processes that share a PostgreSQL database tell each other with each transaction: whose data were written.

https://www.postgresql.org/docs/current/sql-notify.html
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import N_, RepeatedError
from bot.storage.schema import written_interaction

# The channel over which it is told, as Discord ids.
CHANNEL = "medlex_writes"
# The owner of what belongs to nobody: its rows are not kept in memory anywhere.
NOBODY = 0


async def tell_others(connection: AsyncConnection, *owners: int) -> None:
    """Tell the processes that share a PostgreSQL database, with the commit, whose data were written (Discord ids);
    without any, everybody's may have been.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(select(_told(*owners)))


async def begin_write(connection: AsyncConnection, interaction_id: int | None, *owners: int) -> None:
    """Do what `tell_others` does; and in the same statement, which costs next to nothing, store that an interaction
    (by Discord id) has written something.

    Raises RepeatedError if that is stored already. A transaction that stores the same is waited for.
    """
    if interaction_id is None or connection.dialect.name != "postgresql":
        await tell_others(connection, *owners)
        return
    from sqlalchemy.dialects.postgresql import insert  # a bot on SQLite does without it

    stored = await connection.execute(
        insert(written_interaction)
        .values(interaction_id=interaction_id)
        .on_conflict_do_nothing()
        .returning(_told(*owners))
    )
    if stored.first() is None:
        raise RepeatedError(
            N_("I got this twice, and did it the first time."),
            N_("If you see no other answer, look whether it is there before you repeat it."),
        )


def _told(*owners: int) -> Any:
    return func.pg_notify(CHANNEL, " ".join(map(str, owners)))
