"""The interactions that have written something (`bot.storage.claims`), for as long as one may be sent again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete

from bot.storage.database import Database
from bot.storage.schema import written_interaction as table
from bot.storage.telling import NOBODY

# Discord takes no answer after 15 minutes, and its signature of a request holds for less.
INTERACTIONS_KEPT = timedelta(minutes=15)
# An id begins with the milliseconds since then, and has so many further bits
# (https://discord.com/developers/docs/reference#snowflakes).
FIRST_MOMENT = datetime(2015, 1, 1, tzinfo=UTC)
FURTHER_BITS = 22


@dataclass(frozen=True, slots=True)
class WrittenInteractions:
    """The interactions that have written something."""

    database: Database

    async def delete_old(self, now: datetime) -> None:
        """Delete those that are older than `INTERACTIONS_KEPT`."""
        first_kept = (now - INTERACTIONS_KEPT - FIRST_MOMENT) // timedelta(milliseconds=1) << FURTHER_BITS
        async with self.database.writing(NOBODY) as connection:
            await connection.execute(delete(table).where(table.c.interaction_id < first_kept))
