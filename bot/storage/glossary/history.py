"""The changes of glossaries, and their undoing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import count_rows
from bot.storage.glossary import names, terms
from bot.storage.glossary.encoding import packed, unpacked
from bot.storage.glossary.records import MAX_CHANGES, MAX_HISTORY_BYTES, Change, ChangeKind, TermChange
from bot.storage.glossary.state import GlossaryState, possible, store
from bot.storage.schema import glossary_change as table

COLUMNS = tuple(column for column in table.c if column.name != "content")


@dataclass(frozen=True, slots=True)
class Author:
    """The user who makes a change, and when."""

    by: int
    when: datetime


@dataclass(frozen=True, slots=True)
class PreparedChange:
    """A change of terms with all that is stored of it, computed before the transaction in which it is stored."""

    kind: ChangeKind
    changes: Sequence[TermChange]
    terms: list[dict[str, Any]]
    names: list[dict[str, Any]]
    content: bytes
    undoes: int | None = None

    @classmethod
    def of(cls, kind: ChangeKind, changes: Sequence[TermChange], undoes: int | None = None) -> PreparedChange:
        """Return a change of terms with its rows and its packed content."""
        after = [one.after for one in changes if one.after is not None]
        return cls(kind, changes, terms.rows_of(after), names.rows_of(after), packed(list(changes)), undoes)


async def make(connection: AsyncConnection, state: GlossaryState, change: PreparedChange, author: Author) -> Change:
    """Change terms, and add the change to the history. The state must be locked.

    Raises UsageError when a name belongs to another term, or when the glossary would have too many terms.
    """
    before = [one.before for one in change.changes if one.before is not None]
    after = [one.after for one in change.changes if one.after is not None]
    await terms.refuse_full(connection, state.guild_id, len(after) - len(before))
    await terms.delete_terms(connection, before)
    await terms.insert_terms(connection, change.terms)
    await names.take(connection, state.guild_id, change.names, after)
    made = await _insert(connection, state, change, author)
    state.next_term = max(state.next_term, *(one.term.number + 1 for one in change.changes))
    state.raise_version(author.when)
    await store(connection, state)
    return made


async def _insert(connection: AsyncConnection, state: GlossaryState, change: PreparedChange, author: Author) -> Change:
    is_kept = len(change.content) <= MAX_HISTORY_BYTES
    made = Change(
        state.guild_id,
        state.take_change(),
        change.kind,
        author.by,
        author.when,
        change.changes[0].term.draft.headword,
        added=sum(one.before is None for one in change.changes),
        changed=sum(one.before is not None and one.after is not None for one in change.changes),
        removed=sum(one.after is None for one in change.changes),
        undoes=change.undoes,
        is_kept=is_kept,
    )
    await connection.execute(insert(table).values(_row(made, change.content if is_kept else None)))
    await _trim(connection, state.guild_id, made.number)
    return made


def _row(change: Change, content: bytes | None) -> dict[str, Any]:
    return {
        "guild_id": change.guild_id,
        "number": change.number,
        "kind": change.kind,
        "made_by": change.by,
        "made_at": change.when,
        "headword": change.headword,
        "added": change.added,
        "changed": change.changed,
        "removed": change.removed,
        "undoes": change.undoes,
        "content": content,
        "size": len(content or b""),
    }


async def _trim(connection: AsyncConnection, guild_id: int, last: int) -> None:
    """Delete the oldest changes of a server beyond `MAX_CHANGES`, and the terms of older ones beyond
    `MAX_HISTORY_BYTES`.
    """
    theirs = table.c.guild_id == guild_id
    await connection.execute(delete(table).where(theirs, table.c.number <= last - MAX_CHANGES))
    sizes = select(table.c.number, table.c.size).where(theirs, table.c.size > 0).order_by(table.c.number.desc())
    total, too_much = 0, 0
    for number, size in await connection.execute(sizes):
        total += size
        if total > MAX_HISTORY_BYTES:
            too_much = number
            break
    if too_much:
        too_old = theirs & (table.c.number <= too_much) & (table.c.size > 0)
        await connection.execute(update(table).where(too_old).values(content=None, size=0))


async def page(connection: AsyncConnection, guild_id: int, offset: int, limit: int) -> list[Change]:
    """Return changes of a server's glossary, the last one first, without the last `offset` of them."""
    query = select(*COLUMNS).where(table.c.guild_id == guild_id).order_by(table.c.number.desc())
    rows = await connection.execute(query.offset(offset).limit(limit))
    return [_change(**row) for row in rows.mappings()]


async def content(connection: AsyncConnection, guild_id: int, number: int) -> bytes | None:
    """Return the packed terms of a change; None where they are not kept."""
    this = (table.c.guild_id == guild_id) & (table.c.number == possible(number))
    found: bytes | None = (await connection.execute(select(table.c.content).where(this))).scalar_one_or_none()
    return found


def terms_in(packed_terms: bytes) -> list[TermChange]:
    """Return the terms before and after a change from its content."""
    return unpacked(packed_terms, list[TermChange])


async def count(connection: AsyncConnection, guild_id: int) -> int:
    """Return how many changes of a server's glossary are kept."""
    return await count_rows(connection, table, table.c.guild_id == guild_id)


def _change(kind: str, made_by: int | None, made_at: datetime, size: int, **fields: Any) -> Change:
    return Change(kind=ChangeKind(kind), by=made_by, when=made_at, is_kept=size > 0, **fields)
