"""The deletion of what is stored of a member in glossaries."""

from __future__ import annotations

from sqlalchemy import delete, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.glossary.records import ProposalState
from bot.storage.glossary.state import lock_all
from bot.storage.schema import glossary_change, glossary_import, glossary_proposal


async def forget(connection: AsyncConnection, user_id: int) -> None:
    """Delete a member's open proposals and waiting imports, and their id wherever else it is. Terms stay: they are the
    server's.
    """
    ids = {
        glossary_change: (glossary_change.c.made_by,),
        glossary_proposal: (glossary_proposal.c.proposed_by, glossary_proposal.c.decided_by),
        glossary_import: (glossary_import.c.made_by,),
    }
    guilds = (select(table.c.guild_id).where(id == user_id) for table, columns in ids.items() for id in columns)
    await lock_all(connection, select(union_all(*guilds).subquery().c.guild_id))
    is_open = (glossary_proposal.c.proposed_by == user_id) & (glossary_proposal.c.state == ProposalState.OPEN)
    await connection.execute(delete(glossary_proposal).where(is_open))
    await connection.execute(delete(glossary_import).where(glossary_import.c.made_by == user_id))
    for column in (*ids[glossary_change], *ids[glossary_proposal]):
        await connection.execute(update(column.table).where(column == user_id).values({column.name: None}))
