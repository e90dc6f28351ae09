"""A page with any buttons, sent to a channel as the bot sends its pages."""

from __future__ import annotations

from collections.abc import Iterable

import discord
import simcord
from discord_bot.world import World, answered

from bot.discord_bot.client import DictionaryClient
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.ui.page import Button, Page, Part, Row
from bot.discord_bot.ui.renderer import render

COMMAND = "buttons_of_a_test"


async def page_with(world: World, *buttons: Button) -> simcord.ResponseMessage:
    """A message to Alice that has these buttons, which the bot that is running answers."""
    await offer_page(world.clients[-1], *buttons)
    return answered(await world.alice.slash(world.channel, COMMAND))


async def offer_page(client: DictionaryClient, *buttons: Button, below: Iterable[Part] = ()) -> None:
    """Let the bot have a command, `COMMAND`, that answers with a page that has these buttons, and rows below them."""

    @discord.app_commands.command(name=COMMAND, description="Buttons")
    async def buttons_of_a_test(interaction: Interaction) -> None:
        await interaction.response.send_message(view=render(Page("Buttons", (Row(buttons), *below))))

    client.tree.add_command(buttons_of_a_test, override=True)
    await client.tree.sync()
