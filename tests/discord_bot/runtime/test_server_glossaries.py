"""The glossary of a server answers in that server, from the moment a term is saved, and nowhere else."""

from __future__ import annotations

import pytest
from discord_bot.glossary_terms import WHEN, add_term, reference
from discord_bot.world import World, answered, shown

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
