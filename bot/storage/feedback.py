"""What members say is wrong with an entry, for whoever hosts the bot. Who says so is not kept, unless they ask to be contacted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.errors import N_, UsageError
from bot.storage.checks import printable
from bot.storage.database import Database, insert_if_absent
from bot.storage.records import LONGEST_TEXT, Feedback, FeedbackKind, new_reference
from bot.storage.schema import feedback as table


@dataclass(frozen=True, slots=True)
class FeedbackInbox:
    """All feedback."""

    database: Database

    async def add(self, feedback: Feedback) -> Feedback:
        """Keep feedback. Returns it as it is kept: its text made fit, and its reference another if that was taken.

        Raises UsageError for a text that is empty or too long.
        """
        feedback = replace(feedback, text=_checked(feedback.text))
        async with self.database.writing() as connection:
            while not await insert_if_absent(connection, table, **asdict(feedback)):
                feedback = replace(feedback, reference=new_reference())
        return feedback

    async def list(self, *, with_done: bool = False) -> list[Feedback]:
        """What waits for the host, oldest first; with what is done, too, if asked."""
        query = select(table).order_by(table.c.written_at, table.c.reference)
        async with self.database.reading() as connection:
            rows = await connection.execute(query if with_done else query.where(table.c.done_at.is_(None)))
            return [_feedback(**row) for row in rows.mappings()]

    async def mark_done(self, reference: str, when: datetime) -> Feedback:
        """Note that the host has dealt with it, and forget whom to contact. Returns it as it was before.

        Raises UsageError when there is none with this reference.
        """
        this = table.c.reference == reference.upper()
        async with self.database.deleting() as connection:
            row = (await connection.execute(select(table).where(this))).mappings().one_or_none()
            if row is None:
                raise _unknown(reference)
            await connection.execute(update(table).where(this).values(done_at=when, contact_id=None))
        return _feedback(**row)

    async def delete(self, reference: str) -> None:
        """Delete it for good. Raises UsageError when there is none with this reference."""
        async with self.database.deleting() as connection:
            deleted = await connection.execute(delete(table).where(table.c.reference == reference.upper()))
        if not deleted.rowcount:
            raise _unknown(reference)

    async def delete_by(self, contact_id: int) -> int:
        """Delete all feedback of a user who asked to be contacted. Returns how many there were."""
        async with self.database.deleting() as connection:
            deleted = await connection.execute(delete(table).where(table.c.contact_id == contact_id))
        return deleted.rowcount


def _feedback(kind: str, **fields: object) -> Feedback:
    return Feedback(kind=FeedbackKind(kind), **fields)  # type: ignore[arg-type]


def _checked(text: str) -> str:
    text = printable(text)
    if not text:
        raise UsageError(N_("The feedback has no text."), N_("Write in a sentence or two what is the matter."))
    if len(text) > LONGEST_TEXT:
        raise UsageError(
            N_("The feedback has {length:,} characters; {most:,} can be kept."),
            N_("Write it shorter."),
            length=len(text),
            most=LONGEST_TEXT,
        )
    return text


def _unknown(reference: str) -> UsageError:
    return UsageError(f"There is no feedback {reference!r}.", "`medlex feedback --all` lists what there is.")
