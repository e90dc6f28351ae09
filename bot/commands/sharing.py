"""Showing a private page to everyone, and deleting a public one."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.commands.acting import Acts
from bot.commands.serving import Interaction
from bot.commands.whereabouts import asked_for
from bot.lexicon.model import Match
from bot.pages.choices import answer_page, gone_page
from bot.pages.entry import entry_page
from bot.pages.place import Place
from bot.pages.state import DELETE_TEMPLATE, SHARE_TEMPLATE
from bot.pages.wording_actions import not_yours_to_delete


class ShareButton(Acts, ui.DynamicItem[ui.Button[Any]], template=SHARE_TEMPLATE):
    """A button that posts the page of an entry where everyone in the channel sees it."""

    def __init__(self, item: ui.Button[Any], key: str, number: int) -> None:
        super().__init__(item)
        self.key = key
        self.number = number

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Button[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Read the entry and page number back from the `custom_id`."""
        return cls(item, match["key"], int(match["number"]))

    async def act(self, interaction: Interaction) -> None:
        """Post that page with the name of whoever shows it. The private one stays."""
        async with interaction.client.live.dictionary() as dictionary:
            answer = await dictionary.open(self.key)
        if answer.entry is None:
            page = gone_page(answer) if answer.match is Match.NONE else answer_page(answer, Place(private=True))
            await interaction.response.send_message(view=page, ephemeral=True)
            return
        shown = entry_page(answer, self.number, Place(shown_by=interaction.user.id))
        await interaction.response.send_message(view=shown)


class DeleteButton(Acts, ui.DynamicItem[ui.Button[Any]], template=DELETE_TEMPLATE):
    """A button by which whoever asked for a public page, or has shown it to everyone, deletes it."""

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Button[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """The message says whose it is."""
        return cls(item)

    async def act(self, interaction: Interaction) -> None:
        """Delete the message, or say privately why not.

        Deleting through the interaction needs no permission, and works where the bot is no member: once the press is
        acknowledged, the message that the button is on counts as the original response
        (https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages).
        """
        if not asked_for(interaction):
            await interaction.response.send_message(not_yours_to_delete(), ephemeral=True)
            return
        await interaction.response.defer()
        try:
            await interaction.delete_original_response()
        except (
            discord.NotFound
        ):  # it was pressed twice, or a moderator was quicker: it is gone, which is what was wanted
            return
