"""`/sources`: the installed sources, and the default ones that are missing."""

from __future__ import annotations

from typing import Any

from discord import app_commands, ui

from bot.discord_bot.features.sources.page import sources_page
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere
from bot.discord_bot.runtime.replies import send_page, update_page
from bot.discord_bot.ui.custom_ids.lists import ShowSources
from bot.discord_bot.ui.page import Page


@app_commands.command(description="See each source: publisher, edition, license, and how much is in it")
@app_commands.describe(private="Show the answer only to me")
@everywhere
async def sources(interaction: Interaction, private: bool = False) -> None:
    """Answer with the first page of the sources."""
    await send_page(interaction, await _page(interaction, 0), private=private)


class SourcesButton(StatelessComponent[ShowSources], ui.DynamicItem[ui.Button[Any]], action=ShowSources):
    """A button that shows another page of the sources."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page."""
        await update_page(interaction, await _page(interaction, self.action.number))


async def _page(interaction: Interaction, number: int) -> Page:
    async with dictionary_for(interaction) as dictionary:
        return sources_page(await dictionary.sources(), number)
