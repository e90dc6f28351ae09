"""Buttons and menus on pages: each opens a page of an entry, from nothing but its own `custom_id`."""

from __future__ import annotations

import re
from typing import Any, Self

from discord import ui

from bot.commands.acting import Acts
from bot.commands.serving import Interaction
from bot.lexicon.model import Answer, Match
from bot.pages.choices import answer_page, gone_page
from bot.pages.entry import entry_page
from bot.pages.state import MENU_TEMPLATE, PAGE_TEMPLATE


class PageButton(Acts, ui.DynamicItem[ui.Button[Any]], template=PAGE_TEMPLATE):
    """A button that turns to a page of an entry."""

    def __init__(self, item: ui.Button[Any], key: str, number: int) -> None:
        super().__init__(item)
        self.key = key
        self.number = number

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Button[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Read the entry and page number back from the `custom_id`."""
        return cls(item, match["key"], int(match["number"]))

    async def act(self, interaction: Interaction) -> None:
        """Show that page."""
        await open_entry(interaction, self.key, self.number)


class EntryMenu(Acts, ui.DynamicItem[ui.Select[Any]], template=MENU_TEMPLATE):
    """A menu whose options are entries."""

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Select[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """The menu needs nothing from its `custom_id`: what was chosen says it all."""
        return cls(item)

    async def act(self, interaction: Interaction) -> None:
        """Show the chosen entry."""
        await open_entry(interaction, self.item.values[0])


async def open_entry(interaction: Interaction, key: str, number: int = 0) -> None:
    """Turn the page to an entry for the person who asked for it; show it privately to anybody else.

    A page is never turned to an entry that a rebuild has taken away: that is said privately.
    """
    async with interaction.client.live.dictionary() as dictionary:
        answer = await dictionary.open(key)
    page = _page(answer, number)
    if asked_for(interaction) and answer.match is not Match.NONE:
        await interaction.response.edit_message(view=page)
    else:
        await interaction.response.send_message(view=page, ephemeral=True)


def _page(answer: Answer, number: int) -> ui.LayoutView:
    if answer.match is Match.NONE:
        return gone_page(answer)
    return answer_page(answer) if answer.entry is None else entry_page(answer, number)


def asked_for(interaction: Interaction) -> bool:
    """Whether the page under the component is an answer to this person (or is seen by this person alone)."""
    message = interaction.message
    if message is None or message.flags.ephemeral:
        return True
    metadata = message.interaction_metadata
    return metadata is not None and metadata.user.id == interaction.user.id
