"""The glossaries of the servers that are active: their indexes in memory, brought up to date with storage."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.lexicon.server_glossary.index import GlossaryIndex, index_of, joined
from bot.lexicon.server_glossary.reader import ServerGlossary

if TYPE_CHECKING:
    from bot.lexicon.server_glossary.term import GlossaryTerm
    from bot.storage.glossary.records import Change, TermChange
    from bot.storage.server_data import ServerData

# After this time another process's changes are looked for; this process's own are known at once.
SECONDS_UNCHECKED = 15.0
SECONDS_IDLE = 600.0
# Servers that are known, most of them without a glossary, and the bytes of all indexes.
MAX_SERVERS = 4_096
MAX_BYTES = 128 * 1024 * 1024
# Terms that are read and indexed before the event loop does something else.
TERMS_AT_ONCE = 50
# More changes than these are not followed one by one: the index is made anew.
MAX_CHANGES = 20
MAX_CHANGED_TERMS = 500
# Reading is given up after this time, so that those who come later try again.
SECONDS_TO_READ = 30.0
# Somebody may write while a glossary is read.
MAX_TRIES = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A server's glossary as it was at the last check, None if it has no terms: its version and its last change.

    `writes` is the count of what this process had written for the server then; `checked_at` and `used_at` are in
    seconds of the monotonic clock.
    """

    glossary: ServerGlossary | None
    version: int
    last_change: Change | None
    writes: int
    checked_at: float
    used_at: float


class ServerGlossaries:
    """The glossaries of active servers, by Discord id; idle ones are dropped.

    A cache of cachetools drops what was written long ago or least used; here both the time since the last use and the
    bytes of all together count.
    """

    def __init__(self, data: Callable[[], ServerData], clock: Clock | None = None) -> None:
        self._data = data
        self._clock = clock or Clock()
        self._known: dict[int, Known] = {}
        self._bytes = 0
        self._reading: dict[int, asyncio.Task[Known]] = {}
        self._sweep: asyncio.TimerHandle | None = None

    async def of(self, guild_id: int) -> ServerGlossary | None:
        """Return the glossary of a server; None if it has no terms. Raises DataError when it cannot be read, TimeoutError
        when reading takes too long.

        A caller that does not wait until the end leaves the reading to those who come later.
        """
        known = self._known.get(guild_id)
        if known is None and await self._data().without_glossary.has(guild_id):
            return None
        for _ in range(MAX_TRIES):
            if known is not None and self._is_fresh(guild_id, known):
                break
            known = await self._read_once(guild_id)  # which may have begun before the last write
        if known is None:
            return None
        self._keep(guild_id, replace(known, used_at=self._clock.monotonic()))
        return known.glossary

    @property
    def known(self) -> list[int]:
        """The servers in memory, the one that was used last comes last."""
        return list(self._known)

    def close(self) -> None:
        """Forget all glossaries."""
        self._known.clear()
        self._bytes = 0
        for task in self._reading.values():
            task.cancel()
        if self._sweep is not None:
            self._sweep.cancel()

    def _is_fresh(self, guild_id: int, known: Known) -> bool:
        is_recent = self._clock.monotonic() - known.checked_at <= SECONDS_UNCHECKED
        return is_recent and known.writes == self._data().database.writes.of(guild_id)

    async def _read_once(self, guild_id: int) -> Known:
        """Bring a glossary up to date, once for all who wait for it."""
        task = self._reading.get(guild_id)
        if task is None:
            task = self._reading[guild_id] = asyncio.create_task(self._read_in_time(guild_id))
            task.add_done_callback(lambda done: self._finish(guild_id, done))
        return await asyncio.shield(task)

    def _finish(self, guild_id: int, task: asyncio.Task[Known]) -> None:
        del self._reading[guild_id]
        if task.cancelled() or task.exception() is not None:  # asked for, so that asyncio does not log it
            return
        self._keep(guild_id, task.result())
        while len(self._known) > 1 and (len(self._known) > MAX_SERVERS or self._bytes > MAX_BYTES):
            self._drop(next(iter(self._known)))
        self._plan_sweep()

    async def _read_in_time(self, guild_id: int) -> Known:
        async with asyncio.timeout(SECONDS_TO_READ):
            return await self._read(guild_id)

    async def _read(self, guild_id: int) -> Known:
        data = self._data()
        writes, now = data.database.writes.of(guild_id), self._clock.monotonic()
        known = self._known.get(guild_id)
        version = await data.glossaries.version(guild_id)
        if known is not None and known.version == version:
            return replace(known, writes=writes, checked_at=now)
        if known is not None and known.glossary is not None and version:
            glossary, last = await self._followed(known.glossary, known.last_change, version)
        else:
            glossary, last = None, None
        if glossary is None and version:
            version, glossary, last = await self._loaded(guild_id)
        return Known(glossary, version, last, writes, now, now)

    async def _followed(
        self, old: ServerGlossary, last: Change | None, version: int
    ) -> tuple[ServerGlossary | None, Change | None]:
        """Return a glossary with the changes since the last one that it has; None if they are too many, or not kept."""
        glossaries, guild_id = self._data().glossaries, old.guild_id
        history = await glossaries.history(guild_id, 0, MAX_CHANGES)
        at = next((at for at, each in enumerate(history) if last and _is_same(each, last)), None)
        if not at or not all(each.is_kept for each in history[:at]):
            return None, None
        if sum(each.added + each.changed + each.removed for each in history[:at]) > MAX_CHANGED_TERMS:
            return None, None
        changes = [await glossaries.changed_terms(guild_id, each.number) for each in reversed(history[:at])]
        index = await asyncio.to_thread(_changed, old.index, [one for some in changes for one in some])
        return ServerGlossary(guild_id, version, index, history[0].when), history[0]

    async def _loaded(self, guild_id: int) -> tuple[int, ServerGlossary | None, Change | None]:
        """Return a glossary with its version and last change, read in parts between which others go on."""
        glossaries = self._data().glossaries
        for _ in range(MAX_TRIES):
            version = await glossaries.version(guild_id)
            last = await glossaries.history(guild_id, 0, 1)
            index = await self._index(guild_id)
            if await glossaries.version(guild_id) == version:
                break
        if not len(index):
            return version, None, None
        changed_at = last[0].when if last else self._clock.now()
        return version, ServerGlossary(guild_id, version, index, changed_at), last[0] if last else None

    async def _index(self, guild_id: int) -> GlossaryIndex:
        parts: list[GlossaryIndex] = []
        while terms := await self._data().glossaries.page(guild_id, len(parts) * TERMS_AT_ONCE, TERMS_AT_ONCE):
            parts.append(await asyncio.to_thread(index_of, terms))
            if len(terms) < TERMS_AT_ONCE:
                break
        return await asyncio.to_thread(joined, parts)

    def _keep(self, guild_id: int, known: Known) -> None:
        """Put what is known of a server in place of what was, as used last."""
        if guild_id in self._known:
            self._drop(guild_id)
        self._known[guild_id] = known
        self._bytes += _size(known)

    def _drop(self, guild_id: int) -> None:
        self._bytes -= _size(self._known.pop(guild_id))

    def _plan_sweep(self) -> None:
        """Drop what is idle when the time has come; nothing is planned where nothing is known."""
        if self._sweep is None and self._known:
            oldest = min(known.used_at for known in self._known.values())
            seconds = oldest + SECONDS_IDLE - self._clock.monotonic()
            self._sweep = asyncio.get_running_loop().call_later(max(seconds, 1.0), self.drop_idle)

    def drop_idle(self) -> None:
        """Drop the glossaries of servers where nobody asked for anything for `SECONDS_IDLE`."""
        now = self._clock.monotonic()
        for guild_id, known in list(self._known.items()):
            if now - known.used_at >= SECONDS_IDLE:
                self._drop(guild_id)
        self._sweep = None
        self._plan_sweep()


def _is_same(one: Change, other: Change) -> bool:
    """Return True if two records are of the same change. A history that was deleted begins again with the same
    numbers.
    """
    return (one.number, one.when) == (other.number, other.when)


def _changed(index: GlossaryIndex, changes: Sequence[TermChange]) -> GlossaryIndex:
    """Return an index after some changes, the first one first."""
    now: dict[int, GlossaryTerm | None] = {change.term.number: change.after for change in changes}
    gone = [number for number, term in now.items() if term is None]
    return index.changed(gone, [term for term in now.values() if term is not None])


def _size(known: Known) -> int:
    return known.glossary.index.size if known.glossary else 0
