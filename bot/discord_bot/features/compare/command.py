"""`/compare first second`: two entries on one page."""

from __future__ import annotations

from typing import Any

from discord import app_commands, ui

from bot.discord_bot.features.compare.page import Side, choosing_page, comparison_page
from bot.discord_bot.features.define.command import offer
from bot.discord_bot.pages.typed_terms import look_up_typed
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere
from bot.discord_bot.runtime.replies import send_page, update_page
from bot.discord_bot.ui.custom_ids.lists import MAX_COMPARED_TERM, ChooseCompared, ShowComparison
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.translation import language
from bot.lexicon.collections.comparison import compare as compare_entries
from bot.lexicon.lookup.match_ladder import KEY_MARK, visible

Term = app_commands.Range[str, 1, MAX_COMPARED_TERM]


@app_commands.command(description="Compare two medical terms side by side")
@app_commands.describe(first="A term", second="Another term", private="Show the answer only to me")
@app_commands.autocomplete(first=offer, second=offer)
@everywhere
async def compare(interaction: Interaction, first: Term, second: Term, private: bool = False) -> None:
    """Answer with both entries, or with menus of their meanings if a term leads to several entries or none."""
    await send_page(interaction, await _page(interaction, first, second), private=private)


class ComparisonButton(StatelessComponent[ShowComparison], ui.DynamicItem[ui.Button[Any]], action=ShowComparison):
    """A button that shows a comparison again."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that comparison."""
        first, second = (f"{KEY_MARK}{key}" for key in (self.action.first, self.action.second))
        await update_page(interaction, await _page(interaction, first, second))


class ChooseMenu(StatelessComponent[ChooseCompared], ui.DynamicItem[ui.Select[Any]], action=ChooseCompared):
    """A menu of the meanings of one of two terms."""

    async def respond(self, interaction: Interaction) -> None:
        """Compare the chosen entry with the other term."""
        chosen = f"{KEY_MARK}{self.item.values[0]}"
        other = self.action.other
        terms = (chosen, other) if self.action.side == "first" else (other, chosen)
        await update_page(interaction, await _page(interaction, *terms))


async def _page(interaction: Interaction, first: str, second: str) -> Page:
    async with dictionary_for(interaction) as dictionary, interaction.client.live.dictionary() as served:
        one, other = [await look_up_typed(dictionary, term, language()) for term in (first, second)]
        if one.entry is None or other.entry is None:
            return choosing_page(Side(visible(first), one), Side(visible(second), other))
        return comparison_page(one, other, await compare_entries(served.lexicon, one.entry, other.entry))
