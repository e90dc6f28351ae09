"""The lexicon in use, replaced by a new build without losing a reply."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock
from bot.errors import DataError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.match_ladder import AnswerLimits
from bot.lexicon.memory import keep_little_memory, return_memory
from bot.lexicon.store.opening import file_version, open_lexicon
from bot.terms.memoized import limit_memoized
from bot.terms.word_parts import load_word_parts

SECONDS_BETWEEN_CHECKS = 1.0
# Closing a replaced file frees its space, which takes 0.6 s for 600 MB; no reply waits longer than this.
SECONDS_FOR_CLOSING = 0.2
# Words whose normal forms are kept, at some 150 bytes each.
MAX_MEMOIZED = 20_000

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Served:
    """An open build, and the number of replies that use it."""

    dictionary: Dictionary
    users: int = 0
    retired: bool = False


class LiveDictionary:
    """Provides the current dictionary, and opens a new build when it replaces the file."""

    def __init__(self, path: Path, limits: AnswerLimits, clock: Clock | None = None) -> None:
        keep_little_memory()  # of the whole process, before its threads begin
        limit_memoized(MAX_MEMOIZED)
        self.path = path
        self.limits = limits
        self.clock = clock or Clock()
        self._served: Served | None = None
        self._checked = 0.0
        self._opening = asyncio.Lock()
        self._closing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def dictionary(self) -> AsyncIterator[Dictionary]:
        """Provide the current dictionary, open until the `with` block ends.

        Raises DataError if there is no usable lexicon and none was open before.
        """
        served = await self._current()
        served.users += 1
        try:
            yield served.dictionary
        finally:
            served.users -= 1
            await self._close_if_unused(served)

    async def close(self) -> None:
        """Close the open build, now or as soon as the replies that use it are finished."""
        if self._served is not None:
            await self._retire(self._served)
            self._served = None
        await asyncio.gather(*self._closing)

    async def _current(self) -> Served:
        async with self._opening:
            if self._served is None:
                self._served = await _opened(self.path, self.limits)
            elif self.clock.monotonic() - self._checked > SECONDS_BETWEEN_CHECKS:
                self._served = await self._newest(self._served)
            else:
                return self._served
            self._checked = self.clock.monotonic()
            return self._served

    async def _newest(self, served: Served) -> Served:
        """Return the build on disk; the open one if that is not usable."""
        try:
            if file_version(self.path) == served.dictionary.lexicon.version:
                return served
            newer = await _opened(self.path, self.limits)
        except DataError as error:
            logger.warning("went on with the lexicon that is open: %s", error)
            return served
        await self._retire(served)
        return newer

    async def _retire(self, served: Served) -> None:
        served.retired = True
        await self._close_if_unused(served)

    async def _close_if_unused(self, served: Served) -> None:
        if served.retired and served.users == 0:
            closing = asyncio.create_task(served.dictionary.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
            await asyncio.wait({closing}, timeout=SECONDS_FOR_CLOSING)


async def _opened(path: Path, limits: AnswerLimits) -> Served:
    """Open the build on disk and load its name index and the list of word parts, so that the first who ask do not
    wait.
    """
    lexicon = await open_lexicon(path)
    dictionary = Dictionary(lexicon, limits)
    try:
        await dictionary.suggester.index()
    except BaseException:
        await dictionary.close()
        raise
    await asyncio.to_thread(load_word_parts)
    await asyncio.to_thread(return_memory)
    return Served(dictionary)
