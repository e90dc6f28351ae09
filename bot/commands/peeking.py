"""A button that shows an entry privately beside the message that it stands on."""

from __future__ import annotations

import re
from typing import Any, Self

from discord import ui

from bot.commands.acting import Acts
from bot.commands.serving import Interaction
from bot.lexicon.model import Match
from bot.pages.choices import answer_page, gone_page
from bot.pages.place import Place
from bot.pages.state import PEEK_TEMPLATE


class PeekButton(Acts, ui.DynamicItem[ui.Button[Any]], template=PEEK_TEMPLATE):
    """A button that shows the whole page of an entry in a private message of its own."""

    def __init__(self, item: ui.Button[Any], key: str) -> None:
        super().__init__(item)
        self.key = key

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Button[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Read the entry back from the `custom_id`."""
        return cls(item, match["key"])

    async def act(self, interaction: Interaction) -> None:
        """Show the entry, or that a rebuild has taken it away."""
        async with interaction.client.live.dictionary() as dictionary:
            answer = await dictionary.open(self.key)
        page = gone_page(answer) if answer.match is Match.NONE else answer_page(answer, Place(private=True))
        await interaction.response.send_message(view=page, ephemeral=True)
