"""Dictionaries of servers over a small lexicon; their terms are in memory in place of a database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from limits import ANSWER_LIMITS

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import EntryReference
from bot.lexicon.server_glossary.dictionary import ServerDictionary
from bot.lexicon.server_glossary.entries import GlossaryLabels
from bot.lexicon.server_glossary.index import index_of
from bot.lexicon.server_glossary.reader import ServerGlossary, TermsUnavailableError
from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft

WHEN = datetime(2026, 3, 1, tzinfo=UTC)
LABELS = GlossaryLabels("This server's glossary", "this server", "en")

Term = Callable[..., GlossaryTerm]
ServerOf = Callable[..., ServerDictionary]


def reference(key: str) -> EntryReference:
    """Return a reference to an entry whose headword has the words of its key."""
    return EntryReference(key, key.replace("-", " "))


def term(  # noqa: PLR0913 (all that a term has)
    number: int,
    headword: str,
    definition: str,
    *names: str,
    guild_id: int = 1,
    adds_to: EntryReference | None = None,
    parents: tuple[EntryReference, ...] = (),
    see_also: tuple[EntryReference, ...] = (),
) -> GlossaryTerm:
    """Return a term."""
    return GlossaryTerm(guild_id, number, TermDraft(headword, definition, names, adds_to, parents, see_also), WHEN)


@dataclass
class Texts:
    """The terms of all servers, as `TermTexts`. `fails` makes reading fail."""

    terms: Sequence[GlossaryTerm] = ()
    fails: bool = False
    asked: list[int] = field(default_factory=list)

    async def find_many(self, guild_id: int, numbers: Collection[int]) -> Mapping[int, GlossaryTerm]:
        """Return those terms of one server."""
        self._read(guild_id)
        return {each.number: each for each in self.terms if each.guild_id == guild_id and each.number in numbers}

    async def containing(self, guild_id: int, words: Collection[str], limit: int) -> Sequence[GlossaryTerm]:
        """Return terms of one server with some of the words."""
        self._read(guild_id)
        own = (each for each in self.terms if each.guild_id == guild_id)
        return [each for each in own if any(word in each.draft.definition.lower() for word in words)][:limit]

    def _read(self, guild_id: int) -> None:
        self.asked.append(guild_id)
        if self.fails:
            raise TermsUnavailableError("Nothing can be read.", "Wait.")


def server_dictionary(
    below: Dictionary, terms: Sequence[GlossaryTerm], guild_id: int = 1, texts: Texts | None = None
) -> ServerDictionary:
    """Return the dictionary of a server with those of the terms that are its own."""
    own = [each for each in terms if each.guild_id == guild_id]
    glossary = ServerGlossary(guild_id, 1, index_of(own), WHEN)
    return ServerDictionary(below, glossary, texts or Texts(terms), LABELS, ANSWER_LIMITS)


@pytest.fixture
def server_of(small: Dictionary) -> ServerOf:
    """Return a function that makes the dictionary of a server with some terms over the small lexicon."""

    def make(*terms: GlossaryTerm, **options: object) -> ServerDictionary:
        return server_dictionary(small, terms, **options)  # type: ignore[arg-type]

    return make
