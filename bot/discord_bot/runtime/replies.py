"""Answering with a page, and turning it in place: for the person who asked for it; anybody else gets the new page privately.

Whoever sees a page alone can show it to everyone, unless it is one person's own by its nature (bot.discord_bot.features.sharing.components).
"""

from __future__ import annotations

from discord import ui

from bot.discord_bot.pages.actions import with_last_row
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.message_state import is_own_page, page_context_of
from bot.discord_bot.ui.page_context import PageContext


async def send_page(interaction: Interaction, page: ui.LayoutView, *, private: bool) -> None:
    """Answer a command with a page, which its asker can show to everyone, or delete where others see it."""
    await interaction.response.send_message(view=with_last_row(page, PageContext(private=private)), ephemeral=private)


async def send_own_page(interaction: Interaction, page: ui.LayoutView, *, private: bool) -> None:
    """Answer a command with a page that is the person's own: where others see it, it can be deleted."""
    await interaction.response.send_message(view=_own(page, PageContext(private=private)), ephemeral=private)


async def update_page(interaction: Interaction, page: ui.LayoutView) -> None:
    """Show a page in place of the one that the component stands on."""
    if is_own_page(interaction):
        await interaction.response.edit_message(view=with_last_row(page, page_context_of(interaction)))
    else:
        await interaction.response.send_message(view=with_last_row(page, PageContext(private=True)), ephemeral=True)


async def update_own_page(interaction: Interaction, page: ui.LayoutView) -> None:
    """Show a page in place of the one that the component stands on; both are the person's own."""
    await interaction.response.edit_message(view=_own(page, page_context_of(interaction)))


def _own(page: ui.LayoutView, context: PageContext) -> ui.LayoutView:
    return page if context.private else with_last_row(page, context)
