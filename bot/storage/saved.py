"""The entries that members have saved."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import N_, UsageError
from bot.storage.database import Database, count_rows, insert_if_absent
from bot.storage.place_condition import shown_in
from bot.storage.records import MAX_SAVED, Place, SavedEntry
from bot.storage.schema import saved_entry, study_card


@dataclass(frozen=True, slots=True)
class SavedEntries:
    """Every member's list."""

    database: Database

    async def save(self, entry: SavedEntry) -> bool:
        """Save an entry. Return True if it is new to the list; one that is on it stays as it was first saved.

        Raises UsageError when the list is full.
        """
        async with self.database.writing(entry.user_id) as connection:
            await _lock(connection, entry.user_id)
            added = await insert_if_absent(connection, saved_entry, **asdict(entry))
            if added and await _count(connection, entry.user_id) > MAX_SAVED:
                raise UsageError(
                    N_("Your list is full: it has {most:,} entries."),
                    N_("Remove some, then save this one again."),
                    most=MAX_SAVED,
                )
        return added

    async def page(
        self, user_id: int, *, offset: int = 0, limit: int = MAX_SAVED, place: Place | None = None
    ) -> list[SavedEntry]:
        """Return a member's entries, last saved first, without the first `offset` of them; only those that a place
        shows, if one is given.
        """
        newest_first = (saved_entry.c.saved_at.desc(), saved_entry.c.entry_key)
        theirs = select(saved_entry).where(saved_entry.c.user_id == user_id, shown_in(saved_entry, place))
        theirs = theirs.order_by(*newest_first)
        async with self.database.reading() as connection:
            rows = await connection.execute(theirs.offset(offset).limit(limit))
            return [SavedEntry(**row) for row in rows.mappings()]

    async def find(self, user_id: int, entry_key: str) -> SavedEntry | None:
        """Return one entry of a member's list; None when it is not on the list."""
        this = (saved_entry.c.user_id == user_id) & (saved_entry.c.entry_key == entry_key)
        async with self.database.reading() as connection:
            row = (await connection.execute(select(saved_entry).where(this))).mappings().one_or_none()
        return None if row is None else SavedEntry(**row)

    async def count(self, user_id: int, *, place: Place | None = None) -> int:
        """Return how many entries a member has saved; only those that a place shows, if one is given."""
        async with self.database.reading() as connection:
            return await _count(connection, user_id, place)

    async def remove(self, user_id: int, entry_key: str) -> bool:
        """Remove one entry from a member's list, with what was studied of it. Return True if it was there."""
        async with self.database.deleting(user_id) as connection:
            for table in (study_card, saved_entry):
                this = (table.c.user_id == user_id) & (table.c.entry_key == entry_key)
                removed = await connection.execute(delete(table).where(this))
        return removed.rowcount == 1

    async def remove_all(self, user_id: int) -> int:
        """Remove a member's whole list, with what was studied of it. Return how many entries it had."""
        async with self.database.deleting(user_id) as connection:
            for table in (study_card, saved_entry):
                removed = await connection.execute(delete(table).where(table.c.user_id == user_id))
        return removed.rowcount


async def _lock(connection: AsyncConnection, user_id: int) -> None:
    """Make simultaneous clicks of a member wait for each other, so that each counts all entries of the list.

    On PostgreSQL the first row of the list is locked; on SQLite only one transaction writes at a time.
    """
    one = select(saved_entry.c.entry_key).where(saved_entry.c.user_id == user_id).order_by(saved_entry.c.saved_at)
    await connection.execute(one.limit(1).with_for_update())


async def _count(connection: AsyncConnection, user_id: int, place: Place | None = None) -> int:
    return await count_rows(connection, saved_entry, saved_entry.c.user_id == user_id, shown_in(saved_entry, place))
