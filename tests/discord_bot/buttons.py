"""A page with any buttons, sent to a channel as the bot sends its pages."""

from __future__ import annotations

from typing import Any

import discord
import simcord
from discord_bot.world import World, answered

from bot.commands.serving import Interaction
from bot.pages.parts import Row, page


async def page_with(world: World, *buttons: discord.ui.Button[Any]) -> simcord.ResponseMessage:
    """A message to Alice that has these buttons, which the bot that is running answers."""

    @discord.app_commands.command(description="Buttons")
    async def buttons_of_a_test(interaction: Interaction) -> None:
        await interaction.response.send_message(view=page([Row(*buttons)]))

    client = world.clients[-1]
    client.tree.add_command(buttons_of_a_test, override=True)
    await client.tree.sync()
    return answered(await world.alice.slash(world.channel, "buttons_of_a_test"))
