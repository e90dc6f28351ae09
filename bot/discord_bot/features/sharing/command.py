"""The buttons that show a private page to everyone, and that delete a public one.

Some pages are always private and cannot be shown: a member's saved list and feedback, the terms of a message
that may come from another channel, quizzes (others would see the questions and the score), settings and the
term of the day (for admins), and errors.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import discord
from discord import ui

from bot.discord_bot.pages.choices import opened_entry_page
from bot.discord_bot.pages.entry import entry_page
from bot.discord_bot.pages.tabs import definitions
from bot.discord_bot.pages.tabs.frame import tab_page
from bot.discord_bot.pages.tabs.tab import TabRequest
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for
from bot.discord_bot.runtime.message_state import is_own_page, shown_page
from bot.discord_bot.runtime.replies import send_page
from bot.discord_bot.ui.custom_ids.sharing import DeletePage, ShareEntry, SharePage
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.sharing import without_share_button
from bot.discord_bot.ui.translation import _


class ShareButton(StatelessComponent[ShareEntry], ui.DynamicItem[ui.Button[Any]], action=ShareEntry):
    """A button that posts the page of an entry where everyone in the channel sees it."""

    async def respond(self, interaction: Interaction) -> None:
        """Post that page, made anew, with the name of whoever shows it. The private one stays."""
        async with dictionary_for(interaction) as dictionary:
            answer = await dictionary.open(self.action.key)
            context = PageContext(shown_by=interaction.user.id)
            if answer.entry is None:
                page = opened_entry_page(answer, PageContext(private=True))
            elif self.action.number:  # of a message from before there were tabs
                request = TabRequest(answer.entry, dictionary, context, self.action.number)
                page = await tab_page(definitions.TAB, request)
            else:
                page = entry_page(answer, context)
        await send_page(interaction, page, private=answer.entry is None)


class SharePageButton(StatelessComponent[SharePage], ui.DynamicItem[ui.Button[Any]], action=SharePage):
    """A button that posts the page that it is on. An entry's page has ShareButton instead."""

    async def respond(self, interaction: Interaction) -> None:
        """Post that page, as it was sent, with the name of whoever shows it. The private one stays."""
        if interaction.message is not None:
            page = without_share_button(shown_page(interaction))
            await send_page(interaction, page, private=False, shown_by=interaction.user.id)


class DeleteButton(StatelessComponent[DeletePage], ui.DynamicItem[ui.Button[Any]], action=DeletePage):
    """A button that deletes a public page, for whoever asked for it or has shown it to everyone."""

    async def respond(self, interaction: Interaction) -> None:
        """Delete the message; tell anybody else privately that they cannot.

        Deleting through the interaction needs no permission, and works where the bot is no member: once the press is
        acknowledged, the message that the button is on counts as the original response
        (https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages).
        """
        if not is_own_page(interaction):
            refusal = _("Only the person who asked for this page, or showed it to everyone, can delete it.")
            await interaction.response.send_message(refusal, ephemeral=True)
            return
        await interaction.response.defer()
        with suppress(discord.NotFound):  # pressed twice, or a moderator was faster
            await interaction.delete_original_response()
