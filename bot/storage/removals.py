"""The servers that removed the bot, and the deletion of all data of a server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.database import Database, insert_if_absent
from bot.storage.glossary.state import locked_state
from bot.storage.place_condition import is_term_of
from bot.storage.schema import feedback, guild_removal, saved_entry, study_card

# The tables whose rows each belong to one server, and go with its data. Feedback may belong to none.
TABLES_OF_GUILDS = tuple(
    table for table in schema.metadata.sorted_tables if "guild_id" in table.c and not table.c.guild_id.nullable
)
# Tables in which a server has a row if anything of it is stored: what belongs to a glossary has one in its state.
TABLES_OF_ANY_DATA = (
    schema.glossary_state,
    schema.term_of_the_day,
    schema.posted_term,
    schema.guild_setting,
)


@dataclass(frozen=True, slots=True)
class Removals:
    """The servers that removed the bot, and since when that is known."""

    database: Database

    async def guilds(self) -> set[int]:
        """Return the ids of all servers of which anything is stored."""
        query = union(*(select(table.c.guild_id) for table in TABLES_OF_ANY_DATA))
        async with self.database.reading() as connection:
            return set((await connection.execute(query)).scalars())

    async def all(self) -> dict[int, datetime]:
        """Return when the removal of the bot was noticed, by server."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(guild_removal))
            return {row.guild_id: row.noticed_at for row in rows}

    async def notice(self, guild_id: int, when: datetime) -> bool:
        """Mark a server as one that removed the bot. Return True if that is new; the first time is the one
        that counts.
        """
        async with self.database.writing(guild_id) as connection:
            return await insert_if_absent(connection, guild_removal, guild_id=guild_id, noticed_at=when)

    async def take_back(self, guild_id: int) -> bool:
        """Delete the mark of a server that has the bot again. Return True if there was one."""
        this = delete(guild_removal).where(guild_removal.c.guild_id == guild_id)
        async with self.database.writing(guild_id) as connection:
            return (await connection.execute(this)).rowcount == 1

    async def due(self, before: datetime) -> list[int]:
        """Return the servers whose removal was noticed before a time, the earliest first."""
        query = select(guild_removal.c.guild_id).where(guild_removal.c.noticed_at < before)
        async with self.database.reading() as connection:
            return list((await connection.execute(query.order_by(guild_removal.c.noticed_at))).scalars())


async def delete_guild(connection: AsyncConnection, guild_id: int) -> None:
    """Delete everything of a server. Feedback about entries of the dictionary stays with the host, without the server's
    id.
    """
    # Its row is made if there is none: else somebody who writes the first term now could go on between two deletions.
    await locked_state(connection, guild_id)
    for table in TABLES_OF_GUILDS:
        await connection.execute(delete(table).where(table.c.guild_id == guild_id))
    for table in (saved_entry, study_card, feedback):
        await connection.execute(delete(table).where(is_term_of(guild_id, table)))
    await connection.execute(update(feedback).where(feedback.c.guild_id == guild_id).values(guild_id=None))
