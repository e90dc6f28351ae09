"""Answer with a page, or show another page in place of the one that a component is on.

Only the person who asked for a page changes it; anybody else gets the new page privately. A page that only one person
sees has a button to show it to everyone, unless it is about that person (bot.discord_bot.features.sharing.command).
"""

from __future__ import annotations

from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.message_state import is_own_page, page_context_of
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.sharing import with_share_button


async def send_page(interaction: Interaction, page: Page, *, private: bool, shown_by: int | None = None) -> None:
    """Answer with a page. Its asker can show it to everyone if it is private, and delete it if others see it.

    `shown_by` is the member (a Discord user id) who shows it to everyone; None if it answers a question.
    """
    shared = with_share_button(page, PageContext(private=private, shown_by=shown_by))
    await interaction.response.send_message(view=render(shared), ephemeral=private)


async def send_own_page(interaction: Interaction, page: Page, *, private: bool) -> None:
    """Answer a command with a page about the person, which cannot be shared. If others see it, the person can
    delete it.
    """
    shown = _own(page, PageContext(private=private))
    await interaction.response.send_message(view=render(shown), ephemeral=private)


async def send_more(interaction: Interaction, page: Page) -> None:
    """Send another page, after the first answer and as a private message of its own; it cannot be shared."""
    await interaction.followup.send(view=render(page), ephemeral=True)


async def update_page(interaction: Interaction, page: Page) -> None:
    """Show a page in place of the one that the component is on; to anybody but the asker, show it privately."""
    if is_own_page(interaction):
        await interaction.response.edit_message(view=render(with_share_button(page, page_context_of(interaction))))
    else:
        await send_page(interaction, page, private=True)


async def update_own_page(interaction: Interaction, page: Page) -> None:
    """Show a page in place of the one that the component is on; both are about the person, and cannot be shared."""
    await interaction.response.edit_message(view=render(_own(page, page_context_of(interaction))))


async def show_privately(interaction: Interaction, page: Page) -> None:
    """Show a page that is never public and cannot be shared: in place of the private one that the component or form is
    on, else in a new private message.
    """
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.response.edit_message(view=render(page))
    else:
        await interaction.response.send_message(view=render(page), ephemeral=True)


def _own(page: Page, context: PageContext) -> Page:
    return page if context.private else with_share_button(page, context)
