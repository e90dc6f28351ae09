"""Each setting of a server changes what people see there, and nothing anywhere else."""

from __future__ import annotations

import ast
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import simcord
from discord_bot.lexicon_edits import change_entry
from discord_bot.world import World, answered, shown
from msgspec.structs import replace

from bot.discord_bot.pages.emergency import set_emergency_number
from bot.discord_bot.pages.pictures import set_pictures_in_place
from bot.settings import Home
from bot.storage.guild_settings import (
    EMERGENCY_NUMBER,
    FIRST_DEFINITIONS,
    HIDDEN_SOURCES,
    PICTURES,
    PRIVATE,
    PRIVATE_EXCEPT,
    FirstDefinitions,
    GuildSetting,
)
from bot.terms.model import Medium

BOT = Path(__file__).parents[4] / "bot" / "discord_bot"
PICTURE = Medium(kind="image", address="https://example.org/lungs.jpg", alt="Two lungs.")
MESH, NCI, GLOSSARY = "mesh", "nci-dictionary", "glossary"
SetValue = Callable[..., Awaitable[None]]


@pytest.fixture
def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own."""
    return world


@pytest.fixture
def choose(world: World) -> SetValue:
    """Set a setting of the server."""

    async def choose(setting: GuildSetting[Any], value: Any) -> None:
        await world.clients[-1].server_data.guild_settings.set(world.alice.guild.id, setting, value)

    return choose


async def text_of(world: World, command: str, **options: object) -> str:
    """The page that answers Alice."""
    return shown(await world.ask(command, **options)).text


async def ask_elsewhere(world: World) -> simcord.ResponseMessage:
    """The page for interleukin in another server."""
    other = world.env.create_guild("Other")
    there = other.add_member(world.alice.user)
    return answered(await there.slash(other.create_text_channel("talk"), "define", term="interleukin"))


def thread_of(world: World) -> Any:
    """A thread in the channel."""
    world.env.backend.create_thread(world.channel.id, "questions", world.alice.id)
    return world.channel.threads[0]


# private, private_except


@pytest.mark.parametrize("private", [True, False])
async def test_in_a_channel_of_the_exceptions_and_its_threads_the_opposite_holds(
    world: World, choose: SetValue, private: bool
) -> None:
    hall = world.alice.guild.create_text_channel("hall")
    await choose(PRIVATE, private)
    await choose(PRIVATE_EXCEPT, frozenset({world.channel.id, 1}))
    assert answered(await world.alice.slash(hall, "about")).ephemeral is private
    assert answered(await world.alice.slash(world.channel, "about")).ephemeral is not private
    thread = thread_of(world)
    assert answered(await world.alice.slash(thread, "about")).ephemeral is not private
    assert answered(await world.alice.slash(world.channel, "about", private=private)).ephemeral is private


# first_definitions


async def test_definitions_for_professionals_come_first_where_a_server_wants_that(
    world: World, choose: SetValue
) -> None:
    assert "From Medlex Starter Glossary" in await text_of(world, "define", term="interleukin")
    await choose(FIRST_DEFINITIONS, FirstDefinitions.PROFESSIONAL)
    assert "From Medical Subject Headings" in await text_of(world, "define", term="interleukin")
    sources = shown(await world.tab("interleukin", "Definitions")).text
    assert sources.index("From Medical Subject Headings") < sources.index("From Medlex Starter Glossary")
    assert "From Medical Subject Headings" in await text_of(world, "compare", first="interleukin", second="cytokine")
    assert "From Medlex Starter Glossary" in shown(await ask_elsewhere(world)).text


async def test_a_definition_in_the_readers_language_still_comes_before_one_for_professionals(
    world: World, choose: SetValue
) -> None:
    await choose(FIRST_DEFINITIONS, FirstDefinitions.PROFESSIONAL)
    assert "De Glosario" in await text_of(world, "define", term="common cold", language="es")


# hidden_sources


@pytest.mark.parametrize("tab", ["Definitions", "Related", "More"])
async def test_a_hidden_source_is_on_no_tab_of_an_entry(world: World, choose: SetValue, tab: str) -> None:
    await choose(HIDDEN_SOURCES, frozenset({MESH, "not-installed"}))
    page = shown(await world.tab("interleukin", tab))
    assert "MeSH" not in page.text
    assert "NCI" in page.text or tab != "Definitions"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("define", {"term": "interleukin"}),
        ("compare", {"first": "interleukin", "second": "cytokine"}),
        ("search", {"words": "messengers of the immune system"}),
        ("search", {"words": "made by white blood cells, bone marrow"}),
    ],
)
async def test_no_command_shows_the_definitions_of_hidden_sources(
    world: World, choose: SetValue, command: str, options: dict[str, str]
) -> None:
    await choose(HIDDEN_SOURCES, frozenset({MESH, GLOSSARY}))
    text = await text_of(world, command, **options)
    assert "MeSH" not in text
    assert "From Medlex Starter Glossary" not in text


async def test_an_entry_of_hidden_sources_only_says_so_and_is_still_found(world: World, choose: SetValue) -> None:
    await choose(HIDDEN_SOURCES, frozenset({MESH}))
    text = await text_of(world, "define", term="chilblain")
    assert "Only sources that the admins of this server hide have a definition of this term." in text
    assert "MeSH" not in text
    assert "admins of this server hide" in shown(await world.tab("chilblain", "Definitions")).text
    compared = await text_of(world, "compare", first="chilblain", second="frostbite")
    assert "admins of this server hide" in compared


async def test_if_all_sources_are_hidden_every_page_still_answers(world: World, choose: SetValue) -> None:
    await choose(HIDDEN_SOURCES, frozenset({MESH, GLOSSARY, NCI, "glossary-es", "medlex-abbreviations"}))
    for command, options in {
        "define": {"term": "interleukin"},
        "search": {"words": "messengers of the immune system"},
        "compare": {"first": "interleukin", "second": "cytokine"},
        "sources": {},
        "journals": {"topic": "asthma"},
        "pronounce": {"term": "interleukin"},
        "browse": {"letter": "i"},
    }.items():
        await world.alice.slash(world.channel, command, **options)
    assert world.env.errors == []


async def test_warnings_about_emergencies_and_similar_medicines_stay(world: World, choose: SetValue) -> None:
    await choose(HIDDEN_SOURCES, frozenset({MESH, GLOSSARY, NCI, "glossary-es"}))
    assert "🚨" in await text_of(world, "define", term="myocardial infarction")
    assert "Looks or sounds like:" in await text_of(world, "define", term="hydralazine")


async def test_choosing_a_hidden_source_explains_itself(world: World, choose: SetValue) -> None:
    await choose(HIDDEN_SOURCES, frozenset({MESH}))
    message = await world.page("interleukin", source=MESH)
    assert "The admins of this server hide the source you chose." in shown(message).text
    assert "From Medlex Starter Glossary" in shown(message).text
    await world.alice.click(message, label="Definitions")
    assert "The admins of this server hide the source you chose." in shown(message).text
    offered = await world.alice.autocomplete(world.channel, "define", "source", "")
    assert MESH not in {each["value"] for each in offered}
    assert NCI in {each["value"] for each in offered}


async def test_hidden_sources_are_marked_in_the_list_of_sources(world: World, choose: SetValue) -> None:
    await choose(HIDDEN_SOURCES, frozenset({GLOSSARY}))
    assert (await text_of(world, "sources")).count("The admins of this server hide its definitions.") == 1


async def test_another_server_and_direct_messages_show_all_sources(world: World, choose: SetValue) -> None:
    await choose(HIDDEN_SOURCES, frozenset({GLOSSARY}))
    assert "Starter Glossary" not in await text_of(world, "define", term="interleukin")
    assert "Starter Glossary" in shown(await ask_elsewhere(world)).text
    assert "Starter Glossary" in shown(answered(await world.alice.user.slash("define", term="interleukin"))).text
    assert "Starter Glossary" not in await text_of(world, "define", term="interleukin")


async def test_a_quiz_and_a_random_term_leave_hidden_sources_out(world: World, choose: SetValue) -> None:
    await choose(HIDDEN_SOURCES, frozenset({MESH, NCI}))
    for _ in range(5):
        page = await world.ask("random")
        assert "admins of this server hide" not in shown(page).text
    quiz = await world.ask("quiz", field="b")
    (right,) = [each for each in shown(quiz).buttons if each["custom_id"].startswith("quiz:")][:1]
    await world.alice.click(quiz, custom_id=right["custom_id"])
    assert "MeSH" not in shown(quiz).text


def test_pages_read_definitions_only_where_hidden_sources_are_left_out() -> None:
    """Attributes of entries that a server may hide are read in these modules only, which say why."""
    allowed = {
        "guild_context.py",
        "definition_selection.py",  # names in the language of the page
        "sounds.py",  # the language that a headword is in
        "pronunciation_credits.py",  # credits that licenses ask for
        "names.py",  # the languages of names
    }
    hidden = {"definitions", "records", "etymology"}
    for module in BOT.rglob("*.py"):
        read = {
            node.attr
            for node in ast.walk(ast.parse(module.read_text("utf-8")))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "entry"
        }
        assert module.name in allowed or module.parts[-2:] == ("tabs", "definitions.py") or not hidden & read, module


async def test_pictures_of_hidden_sources_are_not_shown(own_home: Home, world: World, choose: SetValue) -> None:
    change_entry(own_home, "interleukin", media=(replace(PICTURE, source=NCI),))
    await choose(HIDDEN_SOURCES, frozenset({MESH}))
    assert "Picture: Two lungs." in await text_of(world, "define", term="interleukin")
    await choose(HIDDEN_SOURCES, frozenset({NCI}))
    assert "Two lungs." not in await text_of(world, "define", term="interleukin")


# pictures, emergency_number


async def test_a_server_can_have_links_where_the_host_shows_pictures(
    own_home: Home, world: World, choose: SetValue
) -> None:
    change_entry(own_home, "interleukin", media=(PICTURE,))
    set_pictures_in_place(True)
    try:
        assert "example.org/lungs.jpg" in str((await world.page("interleukin")).components)
        assert "Picture:" not in await text_of(world, "define", term="interleukin")
        await choose(PICTURES, value=False)
        assert "Picture: Two lungs." in await text_of(world, "define", term="interleukin")
    finally:
        set_pictures_in_place(False)


async def test_a_server_shows_no_pictures_where_the_host_does_not_allow_them(
    own_home: Home, world: World, choose: SetValue
) -> None:
    change_entry(own_home, "interleukin", media=(PICTURE,))
    await choose(PICTURES, value=True)
    assert "Picture: Two lungs." in await text_of(world, "define", term="interleukin")


async def test_the_servers_emergency_number_comes_before_the_hosts(world: World, choose: SetValue) -> None:
    set_emergency_number("112")
    try:
        await choose(EMERGENCY_NUMBER, "+34 061")
        assert "Call **+34 061**" in await text_of(world, "define", term="myocardial infarction")
        dm = answered(await world.alice.user.slash("define", term="myocardial infarction"))
        assert "Call **112**" in shown(dm).text
    finally:
        set_emergency_number(None)


# Where the bot is not installed in the server


async def test_settings_do_not_count_for_somebody_who_brought_the_bot_along(
    world: World, choose: SetValue, monkeypatch: pytest.MonkeyPatch
) -> None:
    await choose(PRIVATE, value=True)
    await choose(HIDDEN_SOURCES, frozenset({GLOSSARY}))
    base_payload = simcord.interactions.base_payload

    def installed_by_user(*args: Any, **options: Any) -> Any:
        record, payload = base_payload(*args, **options)
        return record, payload | {"authorizing_integration_owners": {"1": str(world.alice.id)}}

    monkeypatch.setattr("simcord.interactions.base_payload", installed_by_user)
    message = await world.page("interleukin")
    assert not message.ephemeral
    assert "Starter Glossary" in shown(message).text


async def test_explained_and_saved_terms_show_no_hidden_sources(world: World, choose: SetValue) -> None:
    await choose(HIDDEN_SOURCES, frozenset({GLOSSARY, NCI}))
    said = await world.bob.send(world.channel, "They found interleukin-6 and frostbite.")
    explained = answered(await world.alice.context_menu(world.channel, "Explain medical terms", said))
    assert "From Medical Subject Headings" in shown(explained).text
    assert "From Medlex Starter Glossary" not in shown(explained).text
    message = await world.tab("interleukin", "More")
    await world.alice.click(message, label="Save")
    saved = await world.ask("saved")
    assert "Starter Glossary" not in shown(saved).text
    (file,) = answered(await world.alice.click(saved, label="Export as text")).attachments
    text = (await file.read()).decode()
    assert "Medical Subject Headings (MeSH)" in text
    assert "Starter Glossary" not in text
