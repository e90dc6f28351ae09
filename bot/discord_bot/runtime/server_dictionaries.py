"""The dictionaries of servers: the lexicon, with the server's own glossary over it where it has one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

import structlog

from bot.discord_bot.runtime.server_glossaries import ServerGlossaries
from bot.discord_bot.ui.translation import _, language
from bot.errors import N_, DataError
from bot.lexicon.dictionary import Lookup
from bot.lexicon.live import LiveDictionary
from bot.lexicon.lookup.match_ladder import AnswerLimits
from bot.lexicon.server_glossary.dictionary import ServerDictionary
from bot.lexicon.server_glossary.entries import GlossaryLabels
from bot.lexicon.server_glossary.reader import ServerGlossary, TermsUnavailableError
from bot.lexicon.server_glossary.term import GlossaryTerm
from bot.storage.guild_settings import GLOSSARY, GlossaryMode

if TYPE_CHECKING:
    from bot.storage.server_data import ServerData

logger = structlog.get_logger(__name__)

# Half of the time that Discord waits for an answer. The lexicon alone answers when it is over.
SECONDS_FOR_GLOSSARY = 1.5

Result = TypeVar("Result")


class ServerDictionaries:
    """Opens the dictionary of any server (by Discord id). `data` is server data, which is loaded at first use."""

    def __init__(self, live: LiveDictionary, data: Callable[[], ServerData], limits: AnswerLimits) -> None:
        self._live = live
        self._data = data
        self._limits = limits
        self.glossaries = ServerGlossaries(data)

    @asynccontextmanager
    async def dictionary(self, guild_id: int) -> AsyncIterator[Lookup]:
        """Provide the dictionary of a server, open until the `with` block ends. It is the lexicon's where the glossary
        is off, empty, or cannot be read in time.
        """
        async with self._live.dictionary() as dictionary:
            glossary = await self._glossary(guild_id)
            if glossary is None:
                yield dictionary
            else:
                yield ServerDictionary(dictionary, glossary, StoredTexts(self._data), glossary_labels(), self._limits)

    async def _glossary(self, guild_id: int) -> ServerGlossary | None:
        try:
            async with asyncio.timeout(SECONDS_FOR_GLOSSARY):
                values = await self._data().guild_settings.of(guild_id)
                return await self.glossaries.of(guild_id) if values[GLOSSARY] is not GlossaryMode.OFF else None
        except (DataError, TimeoutError) as error:
            logger.warning("glossary_unknown", error=type(error).__name__)
            return None


class StoredTexts:
    """Reads the terms of glossaries from storage in time, as bot.lexicon.server_glossary.reader.TermTexts."""

    def __init__(self, data: Callable[[], ServerData]) -> None:
        self._data = data

    async def find_many(self, guild_id: int, numbers: Collection[int]) -> Mapping[int, GlossaryTerm]:
        """Return those of some terms of a server that there are, by number."""
        return await _in_time(self._data().glossaries.find_many(guild_id, numbers))

    async def containing(self, guild_id: int, words: Collection[str], limit: int) -> Sequence[GlossaryTerm]:
        """Return the terms with any of some words in their definitions, those with the most of them first."""
        return await _in_time(self._data().glossaries.containing(guild_id, words, limit))


def glossary_labels() -> GlossaryLabels:
    """Return how a glossary is named as a source, in the language of the page."""
    # Translators: the publisher of the texts that people in a Discord server write themselves.
    return GlossaryLabels(_("This server's glossary"), _("this server"), language())


async def _in_time(reading: Awaitable[Result]) -> Result:
    try:
        async with asyncio.timeout(SECONDS_FOR_GLOSSARY):
            return await reading
    except (DataError, TimeoutError) as error:
        logger.warning("glossary_unreadable", error=type(error).__name__)
        raise TermsUnavailableError(
            N_("The glossary of this server cannot be read right now."), N_("Try again in a minute.")
        ) from error
