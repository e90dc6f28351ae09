"""A saved term of a server's own glossary is listed, studied and exported in that server, and nowhere even named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import simcord
from discord_bot.buttons import COMMAND, offer_page
from discord_bot.glossary_terms import add_term
from discord_bot.world import World, answered, shown

from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.entry import (
    GiveFeedback,
    GoBack,
    OpenEntry,
    OpenPrivately,
    Pronounce,
    SaveEntry,
    ShowTab,
)
from bot.discord_bot.ui.custom_ids.lists import ShowComparison
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.custom_ids.saved import OpenSaved
from bot.discord_bot.ui.custom_ids.sharing import ShareEntry, SharePronunciation
from bot.discord_bot.ui.custom_ids.study import ShowMeaningOf
from bot.settings import Home

NAME, TEXT = "doorsheet", "The green sheet on the door of room 12, for all who come in and go out again."
LEFT_OUT = "1 more entry is from another server's glossary"


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own."""
    return world


async def saved_key(world: World) -> str:
    """Add a term to the glossary of Alice's server, and let her save it; its key."""
    term = await add_term(world, NAME, TEXT)
    message = await world.tab(NAME, "More", private=True)
    assert NAME in answered(await world.alice.click(message, label="Save")).content
    return term.key


async def elsewhere(world: World) -> tuple[simcord.MemberActor, simcord.ChannelHandle]:
    """Alice in another server, and a channel there."""
    server = world.env.create_guild("Elsewhere")
    return server.add_member(world.alice.user), server.create_text_channel("talk")


async def test_in_its_server_it_is_listed_opened_exported_and_studied(world: World) -> None:
    await saved_key(world)
    review = await world.ask("saved")
    assert NAME in shown(review).text
    file = answered(await world.alice.click(review, label="Export as text")).attachments[0]
    text = (await file.read()).decode()
    assert TEXT in text
    assert "not checked by a publisher" in text
    card = answered(await world.alice.click(await world.ask("saved"), label="Export for Anki")).attachments[0]
    assert TEXT in (await card.read()).decode()
    study = await world.ask("study")
    assert NAME in shown(study).heading
    await world.alice.click(study, label="Show what it means")
    assert TEXT in shown(study).text
    assert "not checked by a publisher" in shown(study).text


async def test_elsewhere_it_is_only_counted(world: World) -> None:
    await saved_key(world)
    there, channel = await elsewhere(world)
    for command in ("saved", "study"):
        for message in (
            answered(await there.slash(channel, command)),
            answered(await world.alice.user.slash(command)),
        ):
            page = shown(message)
            assert LEFT_OUT in page.text, command
            assert NAME not in page.text
            assert "~" not in str(message.components)


ACTIONS: dict[str, Callable[[str], CustomId]] = {
    "open": OpenEntry,
    "tab": lambda key: ShowTab("texts", key),
    "overview": lambda key: ShowTab("overview", key, NAME),
    "more": lambda key: ShowTab("more", key),
    "back": lambda key: GoBack((key,)),
    "privately": OpenPrivately,
    "save": SaveEntry,
    "share": lambda key: ShareEntry(0, key),
    "pronounce": Pronounce,
    "share sound": SharePronunciation,
    "feedback": GiveFeedback,
    "compare": lambda key: ShowComparison(key, "asthma"),
    "saved": lambda key: OpenSaved(0, 0, key),
    "study": ShowMeaningOf,
}


@pytest.mark.parametrize("name", ACTIONS)
async def test_a_button_for_it_that_was_carried_elsewhere_shows_nothing_of_it(world: World, name: str) -> None:
    key = await saved_key(world)
    action = ACTIONS[name](key)
    await offer_page(world.clients[-1], button("Press", action))
    there, channel = await elsewhere(world)
    for person, message in (
        (there, answered(await there.slash(channel, COMMAND))),
        (world.alice.user, answered(await world.alice.user.slash(COMMAND))),
    ):
        result = await person.click(message, label="Press")
        told = [answered(result).content, str(answered(result).components)] if result.response else []
        told += [str(message.components), str(result.modal)]
        assert TEXT not in "".join(told)
        assert NAME not in "".join(told).replace(action.encode(), "")
    world.expected_errors().clear()


@pytest.mark.parametrize("name", sorted({*ACTIONS} - {"saved", "study"}))
async def test_each_button_does_its_work_in_the_server_of_the_term(world: World, name: str) -> None:
    key = await saved_key(world)
    await offer_page(world.clients[-1], button("Press", ACTIONS[name](key)))
    message = answered(await world.alice.slash(world.channel, COMMAND))
    result = await world.alice.click(message, label="Press")
    shown_now = "".join(
        str(each) for each in (result.modal, message.components, result.response and result.response.content)
    )
    if result.response:
        shown_now += str(result.response.components)
    assert NAME in shown_now.replace(ACTIONS[name](key).encode(), "")
