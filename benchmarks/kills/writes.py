"""A process that writes settings, terms, proposals and imports of several servers until it is killed.

Each server's writes are the same in every run, so what must be stored follows from their number.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from pydantic import SecretStr

from bot.lexicon.server_glossary.term import TermDraft
from bot.settings import Home
from bot.storage.glossary.records import ImportRow
from bot.storage.guild_settings import PRIVATE
from bot.storage.server_data import ServerData, opened

WHEN = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
ADMIN, MEMBER = 80351110224678912, 53908232506183680
# Enough that an import takes much of the time: a kill in the middle of one is likely.
IMPORTED = 100

Write = Callable[[ServerData], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is stored of a server after a number of writes. `before` are the terms before the last change of them."""

    guild_id: int
    done: int = 0
    is_private: bool = False
    terms: tuple[tuple[int, TermDraft], ...] = ()
    before: tuple[tuple[int, TermDraft], ...] = ()
    next_term: int = 1
    changes: int = 0
    proposals: tuple[tuple[int, TermDraft], ...] = ()
    next_proposal: int = 1

    def changed(self, terms: dict[int, TermDraft]) -> Expected:
        """Return what is stored after a change of terms."""
        return replace(
            self,
            terms=tuple(sorted(terms.items())),
            before=self.terms,
            next_term=max(self.next_term, max(terms, default=0) + 1),
            changes=self.changes + 1,
        )


def next_write(now: Expected) -> tuple[Write, Expected]:
    """Return the next write of a server, and what is stored after it."""
    write, after = WRITES[now.done % len(WRITES)](now)
    return write, replace(after, done=now.done + 1)


def _set(now: Expected) -> tuple[Write, Expected]:
    value = not now.is_private
    return lambda data: data.guild_settings.set(now.guild_id, PRIVATE, value), replace(now, is_private=value)


def _draft(now: Expected, headword: str) -> TermDraft:
    return TermDraft(
        headword, " ".join([f"Written by write {now.done} of {now.guild_id}."] * 8), (f"{headword}, also",)
    )


def _add(now: Expected) -> tuple[Write, Expected]:
    draft = _draft(now, f"added {now.done}")
    return (
        lambda data: data.glossaries.add(now.guild_id, draft, ADMIN, WHEN),
        now.changed({**dict(now.terms), now.next_term: draft}),
    )


def _edit(now: Expected) -> tuple[Write, Expected]:
    number, draft = now.terms[-1][0], _draft(now, f"edited {now.done}")
    return (
        lambda data: data.glossaries.edit(now.guild_id, number, draft, ADMIN, WHEN),
        now.changed({**dict(now.terms), number: draft}),
    )


def _remove(now: Expected) -> tuple[Write, Expected]:
    number = now.terms[-1][0]
    return (
        lambda data: data.glossaries.remove(now.guild_id, number, ADMIN, WHEN),
        now.changed(dict(now.terms[:-1])),
    )


def _undo(now: Expected) -> tuple[Write, Expected]:
    return lambda data: data.glossaries.undo(now.guild_id, now.changes, ADMIN, WHEN), now.changed(dict(now.before))


def _import(now: Expected) -> tuple[Write, Expected]:
    """Change or add as many terms: the same ones each time."""
    numbers = {draft.headword: number for number, draft in now.terms}
    rows = [ImportRow(line, _draft(now, f"imported {line}")) for line in range(IMPORTED)]
    new = [row.draft.headword for row in rows if row.draft.headword not in numbers]
    numbers |= {headword: number for number, headword in enumerate(new, start=now.next_term)}

    async def write(data: ServerData) -> None:
        plan = await data.glossaries.prepare_import(now.guild_id, rows, ADMIN, WHEN)
        await data.glossaries.apply_import(now.guild_id, plan.token, ADMIN, WHEN)

    return write, now.changed({**dict(now.terms), **{numbers[row.draft.headword]: row.draft for row in rows}})


def _propose(now: Expected) -> tuple[Write, Expected]:
    draft = _draft(now, f"proposed {now.done}")
    return (
        lambda data: data.glossaries.propose(now.guild_id, draft, MEMBER, WHEN, "en"),
        replace(now, proposals=(*now.proposals, (now.next_proposal, draft)), next_proposal=now.next_proposal + 1),
    )


def _approve(now: Expected) -> tuple[Write, Expected]:
    (number, draft), *others = now.proposals
    after = replace(now.changed({**dict(now.terms), now.next_term: draft}), proposals=tuple(others))
    return lambda data: data.glossaries.approve(now.guild_id, number, draft, ADMIN, WHEN), after


def _refuse(now: Expected) -> tuple[Write, Expected]:
    (number, _), *others = now.proposals
    return (
        lambda data: data.glossaries.refuse(now.guild_id, number, "No.", ADMIN, WHEN),
        replace(now, proposals=tuple(others)),
    )


WRITES = (
    *(_set, _add, _propose, _edit, _approve, _import, _set, _undo),
    *(_propose, _remove, _propose, _refuse, _import, _set, _approve, _edit),
)


def run(home: Path, address: str | None, started: Sequence[Expected], confirmed: Connection) -> None:
    """Go on with the writes of servers of which so much is stored, until the process is killed. The id of the server and
    the number of its writes are sent after each write that is confirmed.
    """
    asyncio.run(_run(Home(home), SecretStr(address) if address else None, started, confirmed))


async def _run(home: Home, address: SecretStr | None, started: Sequence[Expected], confirmed: Connection) -> None:
    async with opened(home, address) as data, asyncio.TaskGroup() as tasks:
        for now in started:
            tasks.create_task(_write_forever(data, now, confirmed))


async def _write_forever(data: ServerData, now: Expected, confirmed: Connection) -> None:
    while True:
        write, now = next_write(now)
        await write(data)
        confirmed.send((now.guild_id, now.done))
