"""`medlex preview`: the channel that it opens on, and that everything in it can be tried."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import discord
import pytest
import simcord
from discord_bot.world import answered, shown, wrong_bodies

from bot.discord_bot.preview import MESSAGE, PreviewClient, furnish
from bot.discord_bot.runtime.message_state import texts_of
from bot.discord_bot.ui.page import Row
from bot.discord_bot.ui.renderer import page_in
from bot.settings import Home


@dataclass
class Room:
    """The channel of the preview, the reader in it, and the message of the bot that is there from the start."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    reader: simcord.MemberActor
    welcome: discord.Message


@pytest.fixture
def simcord_bot(served: Home) -> PreviewClient:
    """The bot that the preview runs."""
    return PreviewClient(served, simulated=True)


@pytest.fixture
async def room(simcord_env: simcord.Env, simcord_bot: PreviewClient) -> AsyncIterator[Room]:
    """The preview as somebody finds it."""
    channel, reader = await furnish(simcord_env, simcord_bot)
    await simcord_env.settle()
    yield Room(simcord_env, channel, reader, channel.history()[-1])
    await simcord_bot.close_data()
    assert list(wrong_bodies(simcord_env, None)) == []


def labels(room: Room) -> list[str]:
    rows = [part for part in page_in(room.welcome).body if isinstance(part, Row)]
    return [button.label for row in rows for button in row.buttons]


async def test_it_opens_on_a_message_that_says_what_to_type(room: Room) -> None:
    assert any("Type `/define` below and press Enter." in text for text in texts_of(room.welcome))
    assert labels(room) == ["Show asthma", "Explain Sam's message", "Explain a text", "See all commands"]
    assert room.channel.history()[0].content == MESSAGE


async def test_it_is_today_there(room: Room) -> None:
    assert abs(room.welcome.created_at - datetime.now(UTC)) < timedelta(minutes=10)


async def test_the_reader_manages_the_server(room: Room) -> None:
    assert {"daily set", "settings"} <= set(room.reader.available_commands(room.channel))
    assert answered(await room.reader.slash(room.channel, "settings")).ephemeral


async def test_a_press_shows_an_entry_and_the_welcome_stays(room: Room) -> None:
    entry = answered(await room.reader.click(room.welcome, label="Show asthma"))
    assert entry.id != room.welcome.id
    assert "asthma" in shown(entry).text
    assert room.channel.history()[-1].id == room.welcome.id


async def test_the_message_that_lies_there_is_explained_as_by_the_command_on_messages(room: Room) -> None:
    page = answered(await room.reader.click(room.welcome, label="Explain Sam's message"))
    assert page.ephemeral
    assert "Medical terms in that message" in shown(page).heading


async def test_the_form_for_a_text_opens(room: Room) -> None:
    assert (await room.reader.click(room.welcome, label="Explain a text")).modal is not None


async def test_all_commands_are_one_press_away(room: Room) -> None:
    page = answered(await room.reader.click(room.welcome, label="See all commands"))
    assert "What Medlex can do" in shown(page).heading
