"""What all buttons and menus have in common."""

from __future__ import annotations

from typing import Any

import discord

from bot.commands.errors import report
from bot.commands.serving import Interaction, speak_to


class Acts:
    """A component that does one thing, in the language of whoever uses it, and reports what goes wrong.

    It stands before `ui.DynamicItem` among the bases of a class, whose `act` says what is done.
    """

    async def callback(self, interaction: discord.Interaction[Any], /) -> None:
        """Do it, unless Discord has stopped waiting; tell the person when it goes wrong."""
        if interaction.client.lateness.is_too_late(interaction):
            return
        try:
            await speak_to(interaction)
            await self.act(interaction)
        except Exception as error:
            await report(interaction, error)

    async def act(self, interaction: Interaction) -> None:
        """What the component is for."""
        raise NotImplementedError
