"""The term of the day: where and when guilds want one, and which they have had."""

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
    """Every guild's wishes, and what it was given."""

    database: Database

    async def set(self, wish: TermOfTheDay) -> None:
        """Set or change what a guild wants. Raises UsageError for an hour, time zone or language that there is not."""
        checked_time_zone(wish.time_zone)
        if wish.hour not in range(24):
            raise UsageError(N_("There is no hour {hour}."), N_("Choose a full hour from 0 to 23."), hour=wish.hour)
        if wish.language is not None:
            wish = replace(wish, language=checked_language(wish.language))
        async with self.database.writing() as connection:
            await put(connection, table, **asdict(wish))

    async def get(self, guild_id: int) -> TermOfTheDay | None:
        """What a guild wants; None if it wants none."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(table).where(table.c.guild_id == guild_id))
            row = rows.mappings().one_or_none()
        return None if row is None else TermOfTheDay(**row)

    async def all(self) -> list[TermOfTheDay]:
        """What all guilds want that want any."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(table).order_by(table.c.guild_id))
            return [TermOfTheDay(**row) for row in rows.mappings()]

    async def remove(self, guild_id: int) -> bool:
        """Post there no more. Returns whether a term was wanted. What was posted is kept, to be known when it is wanted again."""
        async with self.database.writing() as connection:
            return (await connection.execute(delete(table).where(table.c.guild_id == guild_id))).rowcount == 1

    async def claim(self, guild_id: int, local_date: date, entry_key: str) -> bool:
        """Claim the post of a day before it is made. Of all processes that try one gets it; only that one may post."""
        async with self.database.writing() as connection:
            this = {"guild_id": guild_id, "local_date": local_date, "entry_key": entry_key}
            claimed = await insert_if_absent(connection, posted_term, **this)
            outdated = (posted_term.c.guild_id == guild_id) & (posted_term.c.local_date < local_date - POSTS_KEPT)
            await connection.execute(delete(posted_term).where(outdated))
        return claimed

    async def release(self, guild_id: int, local_date: date, entry_key: str) -> bool:
        """Give a claim back whose post could not be made. Returns whether there was that claim."""
        this = delete(posted_term).where(
            posted_term.c.guild_id == guild_id,
            posted_term.c.local_date == local_date,
            posted_term.c.entry_key == entry_key,
        )
        async with self.database.writing() as connection:
            return (await connection.execute(this)).rowcount == 1

    async def posted_keys(self, guild_id: int, since: date) -> frozenset[str]:
        """The keys of the entries that a guild was given since a date; a year back is known."""
        query = select(posted_term.c.entry_key).where(
            posted_term.c.guild_id == guild_id, posted_term.c.local_date >= since
        )
        async with self.database.reading() as connection:
            return frozenset((await connection.execute(query)).scalars())
