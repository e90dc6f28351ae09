"""The term of the day: where and when guilds want it posted, and which terms were posted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import delete, select

from bot.errors import N_, UsageError
from bot.storage.checks import checked_language, checked_time_zone
from bot.storage.database import Database, insert_if_absent, put
from bot.storage.records import POSTS_KEPT, TermOfTheDay
from bot.storage.schema import posted_term
from bot.storage.schema import term_of_the_day as table


@dataclass(frozen=True, slots=True)
class TermsOfTheDay:
    """Every guild's choice of channel and hour, and the terms that were posted there."""

    database: Database

    async def set(self, choice: TermOfTheDay) -> None:
        """Store a guild's choice, in place of an earlier one. Raises UsageError for an unknown hour, time
        zone or language.
        """
        checked_time_zone(choice.time_zone)
        if choice.hour not in range(24):
            raise UsageError(N_("There is no hour {hour}."), N_("Choose a full hour from 0 to 23."), hour=choice.hour)
        if choice.language is not None:
            choice = replace(choice, language=checked_language(choice.language))
        async with self.database.writing(choice.guild_id) as connection:
            await put(connection, table, **asdict(choice))

    async def get(self, guild_id: int) -> TermOfTheDay | None:
        """Return a guild's choice; None if it wants no term of the day."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(table).where(table.c.guild_id == guild_id))
            row = rows.mappings().one_or_none()
        return None if row is None else TermOfTheDay(**row)

    async def all(self) -> list[TermOfTheDay]:
        """Return the choices of all guilds that want a term of the day, by guild id."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(table).order_by(table.c.guild_id))
            return [TermOfTheDay(**row) for row in rows.mappings()]

    async def remove(self, guild_id: int) -> bool:
        """Delete a guild's choice. Return True if there was one. The posted terms stay, for when a term is
        wanted again.
        """
        async with self.database.writing(guild_id) as connection:
            return (await connection.execute(delete(table).where(table.c.guild_id == guild_id))).rowcount == 1

    async def claim(self, guild_id: int, local_date: date, entry_key: str) -> bool:
        """Claim the post of a day before it is made. Return True for only one of all processes that try: that
        one posts.
        """
        async with self.database.writing(guild_id) as connection:
            this = {"guild_id": guild_id, "local_date": local_date, "entry_key": entry_key}
            return await insert_if_absent(connection, posted_term, **this)

    async def delete_old(self, today: date) -> None:
        """Delete the posts of all guilds that are older than `POSTS_KEPT`."""
        async with self.database.deleting() as connection:
            await connection.execute(delete(posted_term).where(posted_term.c.local_date < today - POSTS_KEPT))

    async def release(self, guild_id: int, local_date: date, entry_key: str) -> bool:
        """Give up a claim whose post could not be made. Return True if there was this claim."""
        this = delete(posted_term).where(
            posted_term.c.guild_id == guild_id,
            posted_term.c.local_date == local_date,
            posted_term.c.entry_key == entry_key,
        )
        async with self.database.writing(guild_id) as connection:
            return (await connection.execute(this)).rowcount == 1

    async def posted_keys(self, guild_id: int, since: date) -> frozenset[str]:
        """Return the keys of the entries that were posted in a guild since a date, at most a year ago."""
        query = select(posted_term.c.entry_key).where(
            posted_term.c.guild_id == guild_id, posted_term.c.local_date >= since
        )
        async with self.database.reading() as connection:
            return frozenset((await connection.execute(query)).scalars())
