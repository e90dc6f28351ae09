"""The state of each server's glossary: its version, and the numbers that come next."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import insert_if_absent
from bot.storage.schema import glossary_state

MAX_NUMBER = 2**31 - 1


def possible(number: int) -> int:
    """Return the number of a term, change or proposal; 0, which none has, in place of one that the database cannot store.
    Buttons and entry keys with such numbers can be forged.
    """
    return number if 0 < number <= MAX_NUMBER else 0


@dataclass(slots=True)
class GlossaryState:
    """The row of a server, read with its lock. What is taken from it is stored by `store`."""

    guild_id: int
    version: int = 0
    next_term: int = 1
    next_change: int = 1
    next_proposal: int = 1

    def take_change(self) -> int:
        """Return the number of a new change."""
        self.next_change += 1
        return self.next_change - 1

    def take_proposal(self) -> int:
        """Return the number of a new proposal."""
        self.next_proposal += 1
        return self.next_proposal - 1

    def raise_version(self, when: datetime) -> None:
        """Raise the version: to the time in milliseconds, so that it also grows where a glossary was deleted with
        everything of its server and begun anew.
        """
        self.version = max(self.version + 1, int(when.timestamp() * 1_000))


async def locked_state(connection: AsyncConnection, guild_id: int) -> GlossaryState:
    """Return the state of a server's glossary, and make other writers of the same glossary wait for this transaction.

    On PostgreSQL its row is locked; on SQLite only one transaction writes at a time.
    """
    query = select(glossary_state).where(glossary_state.c.guild_id == guild_id).with_for_update()
    while True:
        await insert_if_absent(connection, glossary_state, **asdict(GlossaryState(guild_id)))
        row = (await connection.execute(query)).mappings().one_or_none()
        if row is not None:  # None: deleted with everything of the server after it was found there
            return GlossaryState(**row)


async def store(connection: AsyncConnection, state: GlossaryState) -> None:
    """Store a state that was read in the same transaction."""
    this = glossary_state.c.guild_id == state.guild_id
    await connection.execute(update(glossary_state).where(this).values(asdict(state)))


async def state_of(connection: AsyncConnection, guild_id: int) -> GlossaryState:
    """Return the state of a server's glossary without its lock: it may change meanwhile."""
    query = select(glossary_state).where(glossary_state.c.guild_id == guild_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return GlossaryState(guild_id) if row is None else GlossaryState(**row)


async def lock_all(connection: AsyncConnection, guild_ids: Select[Any]) -> None:
    """Make other writers of some glossaries wait for this transaction. They are locked in the order of their ids, so that
    two that do this never wait for each other.
    """
    query = select(glossary_state.c.guild_id).where(glossary_state.c.guild_id.in_(guild_ids))
    await connection.execute(query.order_by(glossary_state.c.guild_id).with_for_update())
