"""The one door to the dictionary: the questions that commands and the terminal ask, and the lexicon's answers.

`Lookup` says which questions there are. `Dictionary` answers them from one open lexicon; whatever is laid
over it, such as the entries of one server, answers the same questions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from async_lru import alru_cache

from bot.languages import ENGLISH
from bot.lexicon.alternatives import Alternatives
from bot.lexicon.description_search.search import SearchResults, search
from bot.lexicon.lookup.autocomplete import Completer
from bot.lexicon.lookup.journals import FoundJournal, journals_for
from bot.lexicon.lookup.look_alike_entries import LookAlikeEntries
from bot.lexicon.lookup.match_ladder import KEY_MARK, AnswerLimits, MatchLadder
from bot.lexicon.lookup.sites import sites_of
from bot.lexicon.lookup.suggestions import Suggester
from bot.lexicon.lookup.word_parts import is_slip
from bot.lexicon.model import Answer, Completion, Entry, Match, RankedEntry
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.text_scan.terms_in_text import FoundTerm, terms_in_text
from bot.terms.model import Site
from bot.terms.source import InstalledSource

# Stored answers, some ten kilobytes each: in a chat the same term is looked up repeatedly, by others and to turn its
# pages.
MAX_ANSWERS = 64
# The `answerer` if nothing is laid over the lexicon.
LEXICON = "lexicon"


class Lookup(Protocol):
    """Answers the questions about terms. Every method raises DataError when the lexicon is damaged."""

    @property
    def answerer(self) -> str:
        """Identifies who answers. Cached answers must be stored under this as well, since another answerer answers
        differently.
        """

    async def look_up(self, query: str, language: str = ENGLISH) -> Answer:
        """Answer a query for a reader of a language (ISO 639-1). Raises UsageError when it is empty or too long."""

    async def look_up_name(self, query: str, language: str = ENGLISH) -> Answer:
        """Answer a query as `look_up` does, but offer nothing for what is no name."""

    async def open(self, key: str) -> Answer:
        """Return the entry with this key. When a rebuild has removed it, look up the words of the key."""

    async def entries(self, keys: Sequence[str]) -> dict[str, Entry]:
        """Return the entries with exactly these keys, by key; those that are not there are left out."""

    async def complete(self, typed: str, limit: int) -> list[Completion]:
        """Return at most `limit` names for what has been typed so far, the likeliest first; none when it is
        too long.
        """

    async def search(self, description: str, offset: int, limit: int) -> SearchResults:
        """Return the entries that fit a description, best first: at most `limit` from number `offset` (from 0) on.

        Raises UsageError when there is no word to search for or the description is too long.
        """

    async def terms_in(self, message: str, max_length: int, languages: Collection[str]) -> list[FoundTerm]:
        """Return the terms in a message, for somebody who reads these languages (ISO 639-1), in their order
        in the message.

        Raises UsageError when the message is longer than `max_length` characters.
        """

    async def sources(self) -> list[InstalledSource]:
        """Return the sources that entries come from."""

    async def sites(self, key: str) -> tuple[Site, ...]:
        """Return the pages elsewhere that editors chose for the entry with this key, in the order of its sources."""

    async def journals(self, topic: Entry | str, language: str = ENGLISH) -> tuple[FoundJournal, ...]:
        """Return the journals that fit an entry, or words, best first, for a reader of a language (ISO 639-1)."""


class Dictionary:
    """The `Lookup` of one open lexicon."""

    def __init__(self, lexicon: Lexicon, limits: AnswerLimits, answerer: str = LEXICON) -> None:
        self.lexicon = lexicon
        self.answerer = answerer
        self.suggester = Suggester(lexicon)
        self.look_alikes = LookAlikeEntries(lexicon)
        # The result of `bot.lexicon.collections.well_known`; a build never changes.
        self.well_known: Sequence[RankedEntry] | None = None
        self._ladder = MatchLadder(lexicon, limits)
        self._alternatives = Alternatives(lexicon, self.suggester)
        self._completer = Completer(lexicon, self.suggester, self.look_alikes, limits.query_length)
        self._answers = alru_cache(maxsize=MAX_ANSWERS, key=self._cache_key)(self._answer)
        self._named = alru_cache(maxsize=MAX_ANSWERS, key=self._cache_key)(self._ladder.look_up)
        self._opened = alru_cache(maxsize=MAX_ANSWERS, key=self._cache_key)(self._ladder.open)

    async def close(self) -> None:
        """Close the lexicon after the current query, and let go of its index of names, whose memory and file are in use as
        long as anything refers to it.
        """
        self.suggester.close()
        await self.lexicon.close()

    async def look_up(self, query: str, language: str = ENGLISH) -> Answer:
        """Answer a query; see `Lookup`."""
        return await self._answers(query, language)

    async def look_up_name(self, query: str, language: str = ENGLISH) -> Answer:
        """Answer a query with what is called so; see `Lookup`."""
        return await self._named(query, language)

    async def open(self, key: str) -> Answer:
        """Return the entry with this key; see `Lookup`. Most keys are in English, so their words are looked up in
        English.
        """
        return await self._opened(key)

    async def complete(self, typed: str, limit: int) -> list[Completion]:
        """Return names for what has been typed so far; see `Lookup`."""
        return await self._completer.complete(typed, limit)

    async def search(self, description: str, offset: int, limit: int) -> SearchResults:
        """Return the entries that fit a description; see `Lookup`."""
        return await search(self.lexicon, description, offset, limit)

    async def entries(self, keys: Sequence[str]) -> dict[str, Entry]:
        """Return the entries with these keys; see `Lookup`."""
        return await self.lexicon.entries(keys)

    async def terms_in(self, message: str, max_length: int, languages: Collection[str]) -> list[FoundTerm]:
        """Return the terms in a message; see `Lookup`."""
        return await terms_in_text(self.lexicon, message, max_length, languages)

    async def sources(self) -> list[InstalledSource]:
        """Return the installed sources; see `Lookup`."""
        return await self.lexicon.sources()

    async def sites(self, key: str) -> tuple[Site, ...]:
        """Return the pages elsewhere that editors chose for an entry; see `Lookup`."""
        return await sites_of(self.lexicon, key)

    async def journals(self, topic: Entry | str, language: str = ENGLISH) -> tuple[FoundJournal, ...]:
        """Return the journals that fit an entry or words; see `Lookup`."""
        return await journals_for(self.lexicon, topic, language)

    async def _answer(self, query: str, language: str) -> Answer:
        answer = await self._ladder.look_up(query, language)
        is_missing = answer.match is Match.NONE and not query.startswith(KEY_MARK)
        if answer.match is Match.WORD_PART and await is_slip(self.lexicon, answer.query):
            return await self._alternatives.offer(answer, language)
        return await self._alternatives.offer(answer, language) if is_missing else answer

    def _cache_key(self, *asked: str) -> tuple[str, ...]:
        return self.answerer, *asked
