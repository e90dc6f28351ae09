"""What all buttons and menus have in common."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.discord_bot.runtime.context import Interaction, set_language
from bot.discord_bot.runtime.errors import report


class StatelessComponent:
    """A component that does one thing, in the language of whoever uses it, and reports what goes wrong.

    It stands before `ui.DynamicItem` among the bases of a class, whose `act` says what is done. `match` is what its `custom_id` says,
    by the groups of its template.
    """

    def __init__(self, item: ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)  # type: ignore[call-arg]  # that of ui.DynamicItem
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The component that was used: its `custom_id` is all that is known of it."""
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any], /) -> None:
        """Do it, unless Discord has stopped waiting; tell the person when it goes wrong."""
        if interaction.client.lateness.is_too_late(interaction):
            return
        try:
            await set_language(interaction)
            await self.act(interaction)
        except Exception as error:
            await report(interaction, error)

    async def act(self, interaction: Interaction) -> None:
        """What the component is for."""
        raise NotImplementedError
