"""Reads the entries of one server's dictionary: its own terms, and the lexicon's entries with the server's notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.errors import DataError, UsageError
from bot.lexicon.dictionary import Lookup
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import GLOSSARY_MARK, Answer, Entry
from bot.lexicon.server_glossary.entries import GlossaryLabels, entry_of, with_namesakes, with_notes
from bot.lexicon.server_glossary.index import GlossaryIndex
from bot.lexicon.server_glossary.term import GlossaryTerm, TermKey
from bot.terms.source import SERVER_SOURCE

# Notes of one server on one entry.
MAX_NOTES = 5


class TermsUnavailableError(DataError):
    """The texts of a glossary cannot be read now."""


class TermTexts(Protocol):
    """Reads the terms of glossaries. Every method raises TermsUnavailableError when they cannot be read in time."""

    async def find_many(self, guild_id: int, numbers: Collection[int]) -> Mapping[int, GlossaryTerm]:
        """Return those of some terms of a server that there are, by number."""

    async def containing(self, guild_id: int, words: Collection[str], limit: int) -> Sequence[GlossaryTerm]:
        """Return the terms with any of some words in their definitions, those with the most of them first."""


@dataclass(frozen=True, slots=True)
class ServerGlossary:
    """The glossary of a server (by its Discord id) in one version: its names, and when it was last changed."""

    guild_id: int
    version: int
    index: GlossaryIndex
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class EntryReader:
    """Makes entries of the terms of a glossary. `below` is the dictionary of the lexicon."""

    glossary: ServerGlossary
    below: Lookup
    texts: TermTexts
    labels: GlossaryLabels

    def number_in(self, key: str) -> int | None:
        """Return the number of the term with this key; None for one of another server, or of the lexicon. The number
        may be any: somebody may have made up the key.
        """
        decoded = TermKey.decode(key)
        return decoded.number if decoded and decoded.guild_id == self.glossary.guild_id else None

    async def entry(self, number: int) -> Entry | None:
        """Return the entry that a term leads to; None if there is no such term. Raises TermsUnavailableError."""
        if not self.glossary.index.has(number):
            return None
        term = (await self.texts.find_many(self.glossary.guild_id, [number])).get(number)
        return (await self._led_to({number: term}))[number] if term else None

    async def entries_of(self, numbers: Iterable[int]) -> dict[int, Entry]:
        """Return the entries that some terms lead to, by the number of the term; none while they cannot be read.

        A term that adds to an entry of the lexicon leads to that; if a rebuild has removed it, the term stands alone.
        """
        return await self._led_to(await self.terms(numbers))

    async def entries(self, keys: Sequence[str]) -> dict[str, Entry]:
        """Return the entries with these keys; those that are not there, or in another server, are left out."""
        lexical = [key for key in keys if not key.startswith(GLOSSARY_MARK)]
        found = await self._noted(await self.below.entries(lexical)) if lexical else {}
        notes = {key: self.glossary.index.notes.terms_of(key) for key in lexical if key not in found}
        numbers = {key: number for key in keys if (number := self.number_in(key))}
        numbers |= {key: some[0] for key, some in notes.items() if some}
        own = await self.entries_of(numbers.values())
        return found | {key: own[number] for key, number in numbers.items() if number in own}

    async def noted(self, answer: Answer) -> Answer:
        """Return an answer of the lexicon with the server's notes on its entry."""
        if answer.entry is None:
            return answer
        noted = await self._noted({answer.entry.key: answer.entry})
        return replace(answer, entry=noted[answer.entry.key])

    async def warned(self, answer: Answer) -> Answer:
        """Return an answer whose entry has its namesakes."""
        if answer.entry is None:
            return answer
        entry = await self.with_namesakes(answer.entry)
        return answer if entry is answer.entry else replace(answer, entry=entry)

    async def with_namesakes(self, entry: Entry) -> Entry:
        """Return an entry with those that its names from the glossary lead to in the lexicon."""
        names = (name.name for name in entry.names if name.source == SERVER_SOURCE)
        found = [await self._of_lexicon(name) for name in names if not name.startswith(KEY_MARK)]
        return with_namesakes(entry, filter(None, found))

    async def _of_lexicon(self, name: str) -> Entry | None:
        """Return the only entry that a name leads to in the lexicon, in whichever language; None without such."""
        try:
            answer = await self.below.look_up_name(name, self.labels.language)
        except UsageError:
            return None
        if answer.entry is not None or len(answer.choices) != 1:
            return answer.entry
        return (await self.below.entries([answer.choices[0].key])).get(answer.choices[0].key)

    async def terms(self, numbers: Iterable[int]) -> Mapping[int, GlossaryTerm]:
        """Return those of some terms that there are; none while they cannot be read."""
        wanted = [number for number in dict.fromkeys(numbers) if self.glossary.index.has(number)]
        try:
            return await self.texts.find_many(self.glossary.guild_id, wanted) if wanted else {}
        except TermsUnavailableError:
            return {}

    async def terms_with(self, words: Collection[str], limit: int) -> Sequence[GlossaryTerm]:
        """Return the terms with any of some words in their definitions; none while they cannot be read."""
        try:
            return await self.texts.containing(self.glossary.guild_id, words, limit)
        except TermsUnavailableError:
            return []

    async def _led_to(self, terms: Mapping[int, GlossaryTerm]) -> dict[int, Entry]:
        targets = {number: term.draft.adds_to.key for number, term in terms.items() if term.draft.adds_to}
        noted = await self._noted(await self.below.entries(sorted(set(targets.values())))) if targets else {}
        return {
            number: noted.get(targets.get(number, "")) or entry_of(term, self.labels, self.glossary.index)
            for number, term in terms.items()
        }

    async def _noted(self, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        numbers = {key: self.glossary.index.notes.terms_of(key)[:MAX_NOTES] for key in entries}
        terms = await self.terms(number for some in numbers.values() for number in some)
        return {
            key: with_notes(entry, [terms[at] for at in numbers[key] if at in terms], self.labels, self.glossary.index)
            for key, entry in entries.items()
        }
