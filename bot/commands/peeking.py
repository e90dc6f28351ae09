"""A button that shows an entry privately beside the message that it stands on."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.commands.acting import Acts
from bot.commands.serving import Interaction
from bot.pages.choices import opened_entry_page
from bot.pages.place import Place
from bot.pages.state import PEEK_TEMPLATE


class PeekButton(Acts, ui.DynamicItem[ui.Button[Any]], template=PEEK_TEMPLATE):
    """A button that shows the whole page of an entry in a private message of its own."""

    async def act(self, interaction: Interaction) -> None:
        """Show the entry, or that a rebuild has taken it away."""
        async with interaction.client.live.dictionary() as dictionary:
            answer = await dictionary.open(self.match["key"])
        await interaction.response.send_message(view=opened_entry_page(answer, Place(private=True)), ephemeral=True)
