"""Feedback of members about entries, for the host. The member's id is stored only if they ask to be contacted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.errors import N_, UsageError
from bot.storage.checks import printable, refuse_longer
from bot.storage.database import Database, insert_if_absent
from bot.storage.records import MAX_TEXT_LENGTH, Feedback, FeedbackKind, new_reference
from bot.storage.schema import feedback as table
from bot.storage.telling import NOBODY


@dataclass(frozen=True, slots=True)
class FeedbackInbox:
    """All feedback."""

    database: Database

    async def add(self, feedback: Feedback) -> Feedback:
        """Store feedback. Return it as it is stored: its text printable, with another reference if its own was taken.

        Raises UsageError for a text that is empty or too long.
        """
        feedback = replace(feedback, text=_checked(feedback.text))
        owner = feedback.guild_id or feedback.contact_id or NOBODY  # without any, everybody's data would be read again
        async with self.database.writing(owner) as connection:
            while not await insert_if_absent(connection, table, **asdict(feedback)):
                feedback = replace(feedback, reference=new_reference())
        return feedback

    async def list(self, *, with_done: bool = False) -> list[Feedback]:
        """Return the feedback that is not done, oldest first; with `with_done` all feedback."""
        query = select(table).order_by(table.c.written_at, table.c.reference)
        async with self.database.reading() as connection:
            rows = await connection.execute(query if with_done else query.where(table.c.done_at.is_(None)))
            return [_feedback(**row) for row in rows.mappings()]

    async def mark_done(self, reference: str, when: datetime) -> Feedback:
        """Mark feedback as done, and delete the id of the user to contact. Return the feedback as it was before.

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
        """Delete feedback. Raises UsageError when there is none with this reference."""
        async with self.database.deleting() as connection:
            deleted = await connection.execute(delete(table).where(table.c.reference == reference.upper()))
        if not deleted.rowcount:
            raise _unknown(reference)


def _feedback(kind: str, **fields: object) -> Feedback:
    return Feedback(kind=FeedbackKind(kind), **fields)  # type: ignore[arg-type]


def _checked(text: str) -> str:
    text = printable(text)
    if not text:
        raise UsageError(N_("The feedback has no text."), N_("Write in a sentence or two what is wrong."))
    refuse_longer(text, MAX_TEXT_LENGTH, N_("The feedback has {length:,} characters. It can have at most {most:,}."))
    return text


def _unknown(reference: str) -> UsageError:
    return UsageError(f"There is no feedback {reference!r}.", "`medlex feedback --all` lists what there is.")
