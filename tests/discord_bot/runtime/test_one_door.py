"""A dictionary of a server's own, laid over the lexicon, answers every question there, and none elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
import simcord
from discord_bot.world import World, answered, shown

from bot.discord_bot.gateway_client import MedlexClient
from bot.discord_bot.runtime import context
from bot.languages import ENGLISH
from bot.lexicon.description_search.search import Passage, SearchResult, SearchResults
from bot.lexicon.dictionary import Dictionary, Lookup
from bot.lexicon.lookup.journals import FoundJournal
from bot.lexicon.model import Answer, Choice, Completion, Definition, Entry, EntryReference, Match
from bot.lexicon.text_scan.terms_in_text import FoundTerm
from bot.terms.model import Site
from bot.terms.source import InstalledSource

TEXT = "The green sheet on the door of room 12."
SHEET = Definition(TEXT, "en", "public", "house", "House words", "Clinic", 2026, "1", None)
ENTRY = Entry(key="doorsheet", headword="doorsheet", definitions=(SHEET,))
COMMAND = "Explain medical terms"


class HouseWords:
    """A `Lookup` that has one entry of its own over a dictionary."""

    answerer = "house"

    def __init__(self, below: Dictionary) -> None:
        self.below = below

    async def look_up(self, query: str, language: str = "en") -> Answer:
        """Answer with the entry to its name."""
        if query in {ENTRY.headword, f"key:{ENTRY.key}"}:
            return Answer(query, Match.EXACT, ENTRY)
        return await self.below.look_up(query, language)

    async def look_up_name(self, query: str, language: str = "en") -> Answer:
        """Answer as to any query."""
        return await self.look_up(query, language)

    async def open(self, key: str) -> Answer:
        """Open the entry by its key."""
        return Answer(ENTRY.headword, Match.EXACT, ENTRY) if key == ENTRY.key else await self.below.open(key)

    async def entries(self, keys: Sequence[str]) -> dict[str, Entry]:
        """Find the entry among others."""
        own = {ENTRY.key: ENTRY} if ENTRY.key in keys else {}
        return await self.below.entries(keys) | own

    async def complete(self, typed: str, limit: int) -> list[Completion]:
        """Offer the entry first."""
        own = [Completion(ENTRY.key, ENTRY.headword, ENTRY.headword)] if ENTRY.headword.startswith(typed) else []
        return [*own, *await self.below.complete(typed, limit)][:limit]

    async def search(self, description: str, offset: int, limit: int) -> SearchResults:
        """Find the entry alone."""
        passage = Passage(TEXT, (), SHEET)
        return SearchResults(description, 1, (SearchResult(EntryReference(ENTRY.key, ENTRY.headword), passage, 1.0),))

    async def terms_in(self, message: str, max_length: int, languages: Collection[str]) -> list[FoundTerm]:
        """Find the entry in a message."""
        start = message.index(ENTRY.headword)
        own = FoundTerm(start, start + len(ENTRY.headword), ENTRY.headword, (Choice(ENTRY.key, ENTRY.headword, ""),))
        return [own, *await self.below.terms_in(message, max_length, languages)]

    async def sources(self) -> list[InstalledSource]:
        """List the sources below."""
        return await self.below.sources()

    async def sites(self, key: str) -> tuple[Site, ...]:
        """Return the sites below."""
        return await self.below.sites(key)

    async def journals(self, topic: Entry | str, language: str = ENGLISH) -> tuple[FoundJournal, ...]:
        """Return the journals below."""
        return await self.below.journals(topic, language)


@pytest.fixture
def world(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world in whose server the house words are laid over the dictionary."""
    clinic = world.alice.guild.id

    @asynccontextmanager
    async def laid_over(client: MedlexClient) -> AsyncIterator[Lookup]:
        async with client.live.dictionary() as dictionary:
            yield HouseWords(dictionary)

    def dictionary_of(client: MedlexClient, guild_id: int | None) -> AbstractAsyncContextManager[Lookup]:
        return laid_over(client) if guild_id == clinic else client.live.dictionary()

    monkeypatch.setattr(MedlexClient, "dictionary_of", dictionary_of)
    return world


async def test_every_question_in_the_server_is_answered_by_what_is_laid_over(world: World) -> None:
    page = await world.page("doorsheet")
    assert TEXT in shown(page).text
    assert next(iter(await world.offered("doors"))) == "doorsheet"
    assert TEXT in shown(await world.page("key:doorsheet")).text
    assert TEXT in shown(await world.ask("search", words="green sheet")).text
    assert TEXT in shown(await world.ask("compare", first="doorsheet", second="interleukin")).text
    said = await world.bob.send(world.channel, "Ask for the doorsheet and interleukin")
    explained = answered(await world.alice.context_menu(world.channel, COMMAND, said))
    assert TEXT in shown(explained).text
    assert TEXT in shown(answered(await world.alice.select(explained, ["doorsheet"]))).text


async def test_its_entries_are_saved_pronounced_and_shown_to_everyone_as_others_are(world: World) -> None:
    page = await world.tab("doorsheet", "More", private=True)
    saved = await world.alice.click(page, label="Save")
    assert "doorsheet" in answered(saved).content
    assert "doorsheet" in shown(await world.ask("saved")).text
    assert "doorsheet" in answered(await world.alice.click(page, label="Pronounce")).content
    assert TEXT in shown(answered(await world.alice.click(page, label="Show to everyone"))).text
    assert (await world.alice.click(page, label="Report a mistake")).modal is not None


async def test_elsewhere_the_dictionary_alone_answers(world: World) -> None:
    result: simcord.InteractionResult = await world.alice.user.slash("define", term="doorsheet")
    assert TEXT not in shown(answered(result)).text
    offered = await world.alice.user.autocomplete("define", "term", "doors")
    assert "doorsheet" not in {choice["name"] for choice in offered}


def test_no_command_asks_the_lexicon_itself_what_can_be_asked_at_the_door() -> None:
    features = Path(context.__file__).parents[1] / "features"
    for path in features.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for question in ("lexicon.entries(", "terms_in_text(", "lexicon.owners", "search_lexicon"):
            assert question not in source, (path.name, question)
        if "live.dictionary()" in source:
            # The table of a glossary links to terms of its own, which it looks up itself, and to the lexicon's.
            assert path.parent.name in {"about", "browse", "compare", "daily", "glossary", "quiz", "random"}, path
