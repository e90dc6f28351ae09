"""Turning a page in place: for the person who asked for it; anybody else gets the new page privately."""

from __future__ import annotations

from discord import ui

from bot.commands.serving import Interaction
from bot.commands.whereabouts import asked_for


async def turn(interaction: Interaction, page: ui.LayoutView) -> None:
    """Show a page in place of the one that the component stands on."""
    if asked_for(interaction):
        await interaction.response.edit_message(view=page)
    else:
        await interaction.response.send_message(view=page, ephemeral=True)
