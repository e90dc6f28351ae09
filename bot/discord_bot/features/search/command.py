"""`/search words`: entries that fit a description."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from discord import app_commands, ui

from bot.discord_bot.features.search.page import RESULTS_PER_PAGE, search_page
from bot.discord_bot.pages.excerpt import visible_results
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere
from bot.discord_bot.runtime.heavy_work import Heavy
from bot.discord_bot.runtime.replies import send_page, update_page
from bot.discord_bot.ui.custom_ids.lists import MAX_SEARCH_WORDS, ShowResults
from bot.discord_bot.ui.page import Page


@app_commands.command(description="Find a term by describing it when you don't know its name")
@app_commands.describe(
    words="A description, such as the thing in blood that carries oxygen", private="Show the answer only to me"
)
@everywhere
async def search(
    interaction: Interaction,
    words: app_commands.Range[str, 1, MAX_SEARCH_WORDS],
    private: bool = False,
) -> None:
    """Answer with the entries whose definitions fit the description best."""
    await send_page(interaction, await _page(interaction, words, 0), private=private)


class ResultsButton(StatelessComponent[ShowResults], ui.DynamicItem[ui.Button[Any]], action=ShowResults):
    """A button that shows another page of results."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page."""
        await update_page(interaction, await _page(interaction, self.action.words, self.action.number))


async def _page(interaction: Interaction, words: str, number: int) -> Page:
    """Page `number` (from zero) of results; the first page if a rebuild has left fewer."""
    async with interaction.client.heavy_work.turn(Heavy.SEARCH), dictionary_for(interaction) as dictionary:
        found = await dictionary.search(words, number * RESULTS_PER_PAGE, RESULTS_PER_PAGE)
        if found.total and not found.results:
            number = 0
            found = await dictionary.search(words, number, RESULTS_PER_PAGE)
        found = replace(found, results=await visible_results(dictionary, found.results))
    return search_page(found, number)
