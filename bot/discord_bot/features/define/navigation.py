"""Buttons and menus on pages: each opens a page of an entry, from nothing but its own `custom_id` and the page it is on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from discord import ui

from bot.discord_bot.pages.choices import answer_page, gone_page
from bot.discord_bot.pages.entry import entry_page
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.message_state import next_page_context
from bot.discord_bot.runtime.replies import update_page
from bot.discord_bot.ui.custom_ids import (
    BACK_TEMPLATE,
    FIND_TEMPLATE,
    LANGUAGE_TEMPLATE,
    MENU_TEMPLATE,
    PAGE_TEMPLATE,
    TERMS_MENU,
    trail_of,
)
from bot.discord_bot.ui.origins import FROM_TEMPLATE
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.terms_menu import key_of
from bot.discord_bot.ui.translation import language, language_of, speak
from bot.discord_bot.ui.view_options import set_view_options, view_options
from bot.lexicon.model import Answer, Match


class PageButton(StatelessComponent, ui.DynamicItem[ui.Button[Any]], template=PAGE_TEMPLATE):
    """A button that turns to a page of an entry."""

    async def act(self, interaction: Interaction) -> None:
        """Show that page."""
        await open_entry(interaction, self.match["key"], int(self.match["number"]))


class LanguageButton(StatelessComponent, ui.DynamicItem[ui.Button[Any]], template=LANGUAGE_TEMPLATE):
    """A button to the definitions of an entry in another language, on a page in that language."""

    async def act(self, interaction: Interaction) -> None:
        """Show that page, and whatever is opened from it, in that language."""
        chosen = self.match["language"]
        speak(chosen)
        set_view_options(replace(view_options(), language=language_of(chosen)))
        await open_entry(interaction, self.match["key"])


class EntryMenu(StatelessComponent, ui.DynamicItem[ui.Select[Any]], template=MENU_TEMPLATE):
    """A menu whose options are entries."""

    async def act(self, interaction: Interaction) -> None:
        """Show the chosen entry. From a message's terms one goes back to these."""
        (value,) = self.item.values
        if self.match["menu"] == TERMS_MENU:
            key = key_of(value)
            await show_entry(interaction, key, replace(next_page_context(interaction, key), trail=()))
        else:
            await open_entry(interaction, value)


class ListMenu(StatelessComponent, ui.DynamicItem[ui.Select[Any]], template=FROM_TEMPLATE):
    """A menu whose options are entries of a list, which their pages lead back to."""

    async def act(self, interaction: Interaction) -> None:
        """Show the chosen entry."""
        (key,) = self.item.values
        await show_entry(interaction, key, replace(next_page_context(interaction, key), origin=self.match["origin"]))


class BackButton(StatelessComponent, ui.DynamicItem[ui.Button[Any]], template=BACK_TEMPLATE):
    """A button that turns back to the entry from which one came here."""

    async def act(self, interaction: Interaction) -> None:
        """Show that entry; from there one gets back to those before it."""
        key, *before = trail_of(self.match["trail"])
        await show_entry(interaction, key, replace(next_page_context(interaction, key), trail=tuple(before)))


class FindButton(StatelessComponent, ui.DynamicItem[ui.Button[Any]], template=FIND_TEMPLATE):
    """A button on the page of a vanished entry, that looks its words up."""

    async def act(self, interaction: Interaction) -> None:
        """Show what the words come to, look-alikes too."""
        async with interaction.client.live.dictionary() as dictionary:
            answer = await dictionary.look_up(self.match["words"], language())
        await update_page(interaction, answer_page(answer, next_page_context(interaction, "")))


async def open_entry(interaction: Interaction, key: str, number: int = 0) -> None:
    """Turn the page to an entry for the person who asked for it; show it privately to anybody else. From there one can go back.

    A page is never turned to an entry that a rebuild has taken away: that is said privately.
    """
    await show_entry(interaction, key, next_page_context(interaction, key), number)


async def show_entry(interaction: Interaction, key: str, context: PageContext, number: int = 0) -> None:
    """As `open_entry`, with the page in a place of the caller's choice."""
    async with interaction.client.live.dictionary() as dictionary:
        answer = await dictionary.open(key)
    if answer.match is Match.NONE:
        await interaction.response.send_message(view=gone_page(answer), ephemeral=True)
    else:
        await update_page(interaction, _page(answer, number, context))


def _page(answer: Answer, number: int, context: PageContext) -> ui.LayoutView:
    return answer_page(answer, context) if answer.entry is None else entry_page(answer, number, context)
