"""A button that shows an entry privately beside the message that it stands on."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.discord_bot.pages.choices import opened_entry_page
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for
from bot.discord_bot.ui.custom_ids.entry import OpenPrivately
from bot.discord_bot.ui.page_context import PageContext


class OpenPrivatelyButton(StatelessComponent[OpenPrivately], ui.DynamicItem[ui.Button[Any]], action=OpenPrivately):
    """A button that shows the whole page of an entry in a private message of its own."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the entry, or that a rebuild has taken it away."""
        async with dictionary_for(interaction) as dictionary:
            answer = await dictionary.open(self.action.key)
        await interaction.response.send_message(
            view=opened_entry_page(answer, PageContext(private=True)), ephemeral=True
        )
