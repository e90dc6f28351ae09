"""What members have studied of the entries on their lists."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, select, update

from bot.storage.database import Database, count_rows, insert_if_absent
from bot.storage.place_condition import shown_in
from bot.storage.records import Place, SavedEntry, StudyCard, StudyCounts
from bot.storage.schema import saved_entry, study_card


@dataclass(frozen=True, slots=True)
class StudyCards:
    """Every member's cards. An entry that leaves a list takes its card with it (`SavedEntries.remove`)."""

    database: Database

    async def find(self, user_id: int, entry_key: str) -> StudyCard | None:
        """Return the card of an entry; None if the member has not studied it."""
        this = (study_card.c.user_id == user_id) & (study_card.c.entry_key == entry_key)
        return next(iter(await self._cards(select(study_card).where(this))), None)

    async def due(self, user_id: int, now: datetime, limit: int, *, place: Place | None = None) -> list[StudyCard]:
        """Return the cards that are due, the one that has been due for longest first; only those that a place shows,
        if one is given.
        """
        is_due = (study_card.c.user_id == user_id) & (study_card.c.due_at <= now) & shown_in(study_card, place)
        query = select(study_card).where(is_due).order_by(study_card.c.due_at, study_card.c.entry_key)
        return await self._cards(query.limit(limit))

    async def all(self, user_id: int, *, place: Place | None = None) -> list[StudyCard]:
        """Return all cards of a member, the next one due first; only those that a place shows, if one is given."""
        theirs = select(study_card).where(study_card.c.user_id == user_id, shown_in(study_card, place))
        return await self._cards(theirs.order_by(study_card.c.due_at, study_card.c.entry_key))

    async def unseen(self, user_id: int, limit: int, *, place: Place | None = None) -> list[SavedEntry]:
        """Return entries of a member's list that have no card, the one saved first first; only those that a place
        shows, if one is given.
        """
        oldest_first = (saved_entry.c.saved_at, saved_entry.c.entry_key)
        query = select(saved_entry).where(_is_unseen(user_id), shown_in(saved_entry, place)).order_by(*oldest_first)
        query = query.limit(limit)
        async with self.database.reading() as connection:
            return [SavedEntry(**row) for row in (await connection.execute(query)).mappings()]

    async def counts(self, user_id: int, since: datetime, *, place: Place | None = None) -> StudyCounts:
        """Return what a member has studied since a moment, and what is left of their list; of that only what a place
        shows, if one is given.
        """
        theirs = study_card.c.user_id == user_id
        async with self.database.reading() as connection:
            studied = await count_rows(connection, study_card, theirs & (study_card.c.reviewed_at >= since))
            new = await count_rows(connection, study_card, theirs & (study_card.c.first_reviewed_at >= since))
            unseen = await count_rows(connection, saved_entry, _is_unseen(user_id) & shown_in(saved_entry, place))
        return StudyCounts(studied, new, unseen)

    async def rate(self, card: StudyCard) -> bool:
        """Store a card after a review. Return False, and store nothing, if another press of the same button was faster
        (`reviews` must be one more than what is stored), or if the entry has left the member's list meanwhile.
        """
        async with self.database.writing(card.user_id) as connection:
            if not await count_rows(connection, saved_entry, _is_card_of(saved_entry, card)):
                return False
            if card.reviews == 1:
                return await insert_if_absent(connection, study_card, **asdict(card))
            before = _is_card_of(study_card, card) & (study_card.c.reviews == card.reviews - 1)
            return (await connection.execute(update(study_card).where(before).values(**asdict(card)))).rowcount == 1

    async def _cards(self, query: Select[Any]) -> list[StudyCard]:
        async with self.database.reading() as connection:
            return [StudyCard(**row) for row in (await connection.execute(query)).mappings()]


def _is_card_of(table: Table, card: StudyCard) -> Any:
    """Return the condition that picks the row of the card's member and entry."""
    return (table.c.user_id == card.user_id) & (table.c.entry_key == card.entry_key)


def _is_unseen(user_id: int) -> Any:
    seen = select(study_card.c.entry_key).where(study_card.c.user_id == user_id)
    return (saved_entry.c.user_id == user_id) & saved_entry.c.entry_key.not_in(seen)
