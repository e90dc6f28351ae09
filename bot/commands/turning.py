"""Answering with a page, and turning it in place: for the person who asked for it; anybody else gets the new page privately."""

from __future__ import annotations

from discord import ui

from bot.commands.serving import Interaction
from bot.commands.whereabouts import asked_for
from bot.pages.actions import deletable


async def answer(interaction: Interaction, page: ui.LayoutView, *, private: bool) -> None:
    """Answer a command with a page, which its asker can delete where others see it."""
    await interaction.response.send_message(view=page if private else deletable(page), ephemeral=private)


async def turn_own(interaction: Interaction, page: ui.LayoutView) -> None:
    """Show a page in place of the one that the component stands on, which is the person's own."""
    is_private = interaction.message is not None and interaction.message.flags.ephemeral
    await interaction.response.edit_message(view=page if is_private else deletable(page))


async def turn(interaction: Interaction, page: ui.LayoutView) -> None:
    """Show a page in place of the one that the component stands on."""
    if asked_for(interaction):
        await turn_own(interaction, page)
    else:
        await interaction.response.send_message(view=page, ephemeral=True)
