"""The glossary of a server answers in that server, from the moment a term is saved, and nowhere else."""

from __future__ import annotations

import asyncio

import pytest
from discord_bot.glossary_terms import WHEN, add_term, reference
from discord_bot.telling import Telling
from discord_bot.world import World, answered, shown
from structlog.testing import capture_logs

from bot.errors import DataError
from bot.lexicon.server_glossary.term import TermDraft
from bot.settings import Home
from bot.storage.guild_settings import GLOSSARY, GlossaryMode

TEXT = "The green sheet on the door of room 12."


@pytest.fixture(autouse=True)
def kept_home(own_home: Home) -> Home:
    """A home that server data are written to."""
    return own_home


async def test_a_term_is_found_as_soon_as_it_is_saved_changed_and_gone_when_removed(world: World) -> None:
    assert TEXT not in shown(await world.page("doorsheet")).text
    term = await add_term(world, "doorsheet", TEXT)
    page = shown(await world.page("doorsheet")).text
    assert TEXT in page
    assert "server's glossary" in page
    assert "not checked by a publisher" in page
    glossaries, guild = world.clients[-1].server_data.glossaries, world.alice.guild.id
    await glossaries.edit(guild, term.number, TermDraft("doorsheet", "It is blue now."), 5, WHEN)
    assert "It is blue now." in shown(await world.page("doorsheet")).text
    await glossaries.remove(guild, term.number, 5, WHEN)
    assert "blue" not in shown(await world.page("doorsheet")).text


async def test_every_form_of_a_name_leads_to_it_and_a_misspelling_only_suggests_it(world: World) -> None:
    await add_term(world, "green door sheet", TEXT, "GDS")
    for typed in ("green door sheets", "Green-door sheet", "GDS", "what is a GDS?"):
        assert TEXT in shown(await world.page(typed)).text, typed
    misspelled = shown(await world.page("grene door sheet"))
    assert TEXT not in misspelled.heading
    assert "Did you mean green door sheet?" in {button["label"] for button in misspelled.buttons}
    assert "No entry has this name" in misspelled.text
    assert "green door sheet" in await world.offered("green d")
    assert "green door sheet" in await world.offered("door sh")


async def test_a_note_is_the_first_definition_of_an_entry(world: World) -> None:
    key = next(iter((await world.offered("asthma")).values())).removeprefix("key:")
    await add_term(world, "ward asthma plan", TEXT, adds_to=reference(key, "asthma"))
    for typed in ("asthma", "ward asthma plan", f"key:{key}"):
        page = shown(await world.page(typed)).text
        assert "asthma" in page.lower()
        assert TEXT in page, typed


async def test_a_note_does_not_take_the_place_of_the_definition(world: World) -> None:
    key = next(iter((await world.offered("asthma")).values())).removeprefix("key:")
    without = shown(await world.page("asthma")).text
    defined = next(line for line in without.splitlines() if line.startswith("A long-term") or "airways" in line)
    await add_term(world, "ward asthma plan", TEXT, adds_to=reference(key, "asthma"))
    text = shown(await world.page("asthma")).text
    assert text.index(TEXT) < text.index(defined)
    message = await world.bob.send(world.channel, "She has asthma.")
    explained = shown(answered(await world.alice.context_menu(world.channel, "Explain medical terms", message))).text
    assert explained.index(TEXT) < explained.index(defined)


async def test_it_is_off_where_the_server_wants_that(world: World) -> None:
    await add_term(world, "doorsheet", TEXT)
    settings = world.clients[-1].server_data.guild_settings
    await settings.set(world.alice.guild.id, GLOSSARY, value=GlossaryMode.OFF)
    assert TEXT not in shown(await world.page("doorsheet")).text
    await settings.reset(world.alice.guild.id, GLOSSARY)
    assert TEXT in shown(await world.page("doorsheet")).text


async def test_elsewhere_nothing_of_it_is_found(world: World) -> None:
    term = await add_term(world, "doorsheet", TEXT)
    for typed in ("doorsheet", "doorshet", f"key:{term.key}", f"name:3:abc{term.key}"):
        message = answered(await world.alice.user.slash("define", term=typed))
        assert TEXT not in message.content, typed
        assert TEXT not in "".join(shown(message).texts), typed
    assert world.expected_errors()


async def test_the_lexicon_answers_alone_while_the_database_cannot_be_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_term(world, "doorsheet", TEXT)
    assert TEXT in shown(await world.page("doorsheet")).text

    async def hangs(*_: object) -> object:
        await asyncio.sleep(0.3)
        raise DataError("The database cannot be read.", "Wait.")

    glossaries = type(world.clients[-1].server_data.glossaries)
    monkeypatch.setattr("bot.discord_bot.runtime.server_dictionaries.SECONDS_FOR_GLOSSARY", 0.01)
    monkeypatch.setattr(glossaries, "find_many", hangs)
    with capture_logs() as log:
        assert "asthma" in shown(await world.page("asthma")).text.lower()
        assert TEXT not in shown(await world.page("doorsheet")).text
        await world.restart()
        monkeypatch.setattr(glossaries, "version", hangs)
        assert "asthma" in shown(await world.page("asthma")).text.lower()
        assert "asthma" in {name.lower() for name in await world.offered("asthm")}
    logged = str(log)
    assert "glossary_unknown" in logged
    assert "doorsheet" not in logged
    assert "asthm" not in logged


async def test_search_and_explain_have_its_terms_first(world: World) -> None:
    await add_term(world, "doorsheet", "The list of all people with asthma on this ward.")
    found = shown(await world.ask("search", words="list of people with asthma"))
    assert found.text.index("doorsheet") < found.text.index("From this server's glossary")
    said = await world.bob.send(world.channel, "Interleukin and asthma are on the doorsheets.")
    explained = answered(await world.alice.context_menu(world.channel, "Explain medical terms", said))
    text = shown(explained).text
    assert text.index("doorsheet") < text.lower().index("interleukin")
    assert "not checked by a publisher" in text


async def test_a_name_of_the_lexicon_too_is_explained_as_the_server_means_it(world: World) -> None:
    await add_term(world, "asthma", "Our list of people who wheeze.")
    said = await world.bob.send(world.channel, "Asthma again.")
    explained = answered(await world.alice.context_menu(world.channel, "Explain medical terms", said))
    assert "Our list of people who wheeze." in shown(explained).text
    assert "can also mean" in shown(explained).text
    page = await world.page("asthma")
    assert "Our list of people who wheeze." in shown(page).text
    assert "can also mean" in shown(page).text


async def test_its_source_is_listed_and_can_be_chosen_alone(world: World) -> None:
    key = next(iter((await world.offered("asthma")).values())).removeprefix("key:")
    await add_term(world, "ward asthma plan", TEXT, adds_to=reference(key, "asthma"))
    sources = shown(await world.ask("sources")).text
    assert "This server's glossary" in sources
    assert "1 term, last changed" in sources
    choices = await world.alice.autocomplete(world.channel, "define", "source", "server")
    assert [choice["value"] for choice in choices] == ["server"]
    message = await world.tab("asthma", "Definitions", source="server")
    assert TEXT in shown(message).text
    assert "Only the source you chose is shown" in shown(message).text
    whole = shown(await world.tab("asthma", "Definitions")).text
    assert whole.index(TEXT) < whole.rindex("From ")


async def test_a_reader_of_another_language_sees_it_too(world: World) -> None:
    key = next(iter((await world.offered("asthma")).values())).removeprefix("key:")
    await add_term(world, "ward asthma plan", TEXT, adds_to=reference(key, "asthma"))
    await add_term(world, "doorsheet", TEXT)
    for term in ("asthma", "doorsheet"):
        page = shown(await world.page(term, language="es"))
        assert TEXT in page.text
        assert "Del glosario de este servidor, 2026" in page.text
    whole = shown(await world.tab("asthma", "Definiciones", language="es")).text
    assert whole.count("\n") > TEXT.count("\n") + 4


async def test_whoever_uses_the_bot_by_their_own_install_finds_nothing_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    term = await add_term(world, "doorsheet", TEXT)
    Telling(monkeypatch).tell(world.bob, authorizing_integration_owners={"1": str(world.bob.id)})
    said = await world.alice.send(world.channel, "Look at the doorsheet.")
    for message in (
        answered(await world.bob.slash(world.channel, "define", term="doorsheet")),
        answered(await world.bob.slash(world.channel, "define", term=f"key:{term.key}")),
        answered(await world.bob.slash(world.channel, "search", words="green sheet on the door")),
        answered(await world.bob.slash(world.channel, "sources")),
        answered(await world.bob.context_menu(world.channel, "Explain medical terms", said)),
    ):
        assert TEXT not in "".join(shown(message).texts)
        assert "server's glossary" not in "".join(shown(message).texts)
    offered = await world.bob.autocomplete(world.channel, "define", "term", "doorsh")
    assert "doorsheet" not in {choice["name"] for choice in offered}
    assert TEXT in shown(await world.page("doorsheet")).text
    world.expected_errors().clear()
