"""Buttons and menus that open a page of an entry. They need only their own `custom_id` and the page that they
are on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from discord import ui

from bot.discord_bot.pages.choices import answered, gone_page, opened_entry_page
from bot.discord_bot.pages.own_terms import with_own_term_button
from bot.discord_bot.pages.tabs import definitions
from bot.discord_bot.pages.tabs.frame import tab_page
from bot.discord_bot.pages.tabs.registry import tab_named
from bot.discord_bot.pages.tabs.tab import TabRequest
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for
from bot.discord_bot.runtime.message_state import next_page_context
from bot.discord_bot.runtime.replies import send_page, update_page
from bot.discord_bot.ui.custom_ids.entry import (
    ChoosePart,
    GoBack,
    LookUpAgain,
    OpenEntry,
    OpenFromMenu,
    OpenInLanguage,
    OpenPart,
    OpenPrivately,
    OpenTerm,
    ShowTab,
    TurnPage,
)
from bot.discord_bot.ui.custom_ids.lists import OpenFromList
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.terms_menu import key_of
from bot.discord_bot.ui.translation import language, set_page_language
from bot.discord_bot.ui.view_options import set_view_options, view_options
from bot.languages import language_of
from bot.lexicon.model import Answer, Match
from bot.lexicon.pronunciations import found_by_name


class TabButton(StatelessComponent[ShowTab], ui.DynamicItem[ui.Button[Any]], action=ShowTab):
    """A button that shows a tab of an entry."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page of the tab."""
        await show_tab(interaction, self.action)


class PageButton(StatelessComponent[TurnPage], ui.DynamicItem[ui.Button[Any]], action=TurnPage):
    """A button below a message from before there were tabs, when the definitions of an entry were on its own pages."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the page of the definitions with that number."""
        await show_tab(interaction, ShowTab(definitions.TAB.name, self.action.key, number=self.action.number))


class EntryButton(StatelessComponent[OpenEntry], ui.DynamicItem[ui.Button[Any]], action=OpenEntry):
    """A button that opens another entry."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the first page of that entry."""
        await open_entry(interaction, self.action.key)


class LanguageButton(StatelessComponent[OpenInLanguage], ui.DynamicItem[ui.Button[Any]], action=OpenInLanguage):
    """A button to the definitions of an entry in another language, on a page in that language."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page, and whatever is opened from it, in that language."""
        set_page_language(self.action.language)
        set_view_options(replace(view_options(), language=language_of(self.action.language)))
        await open_entry(interaction, self.action.key)


class EntryMenu(StatelessComponent[OpenFromMenu], ui.DynamicItem[ui.Select[Any]], action=OpenFromMenu):
    """A menu whose options are entries."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the chosen entry."""
        (key,) = self.item.values
        await open_entry(interaction, key)


class PartButton(StatelessComponent[OpenPart], ui.DynamicItem[ui.Button[Any]], action=OpenPart):
    """A button that opens a word part."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the page of that part."""
        await open_part(interaction, self.action.part)


class PartMenu(StatelessComponent[ChoosePart], ui.DynamicItem[ui.Select[Any]], action=ChoosePart):
    """A menu whose options are word parts."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the page of the chosen part."""
        (part,) = self.item.values
        await open_part(interaction, part)


class TermMenu(StatelessComponent[OpenTerm], ui.DynamicItem[ui.Select[Any]], action=OpenTerm):
    """The menu of the terms in a message. From the page of an entry one can go back to the terms."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the chosen entry."""
        (value,) = self.item.values
        key = key_of(value)
        await show_entry(interaction, key, replace(next_page_context(interaction, key), trail=()))


class ListMenu(StatelessComponent[OpenFromList], ui.DynamicItem[ui.Select[Any]], action=OpenFromList):
    """A menu whose options are entries of a list. Their pages have a button back to the list."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the chosen entry."""
        (key,) = self.item.values
        await show_entry(interaction, key, replace(next_page_context(interaction, key), origin=self.action.origin))


class BackButton(StatelessComponent[GoBack], ui.DynamicItem[ui.Button[Any]], action=GoBack):
    """A button that goes back to the entry that was shown before."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that entry, with a button back to the one before it."""
        key, *before = self.action.trail
        await show_entry(interaction, key, replace(next_page_context(interaction, key), trail=tuple(before)))


class FindButton(StatelessComponent[LookUpAgain], ui.DynamicItem[ui.Button[Any]], action=LookUpAgain):
    """A button on the page of an entry that is gone. It looks up the words of that entry."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the answer to these words: an entry, its meanings, or suggestions."""
        async with dictionary_for(interaction) as dictionary:
            answer = await dictionary.look_up(self.action.words, language())
            page = await answered(dictionary, answer, next_page_context(interaction, ""))
        await update_page(interaction, await with_own_term_button(interaction, page, answer))


class OpenPrivatelyButton(StatelessComponent[OpenPrivately], ui.DynamicItem[ui.Button[Any]], action=OpenPrivately):
    """A button that shows the page of an entry in a new private message."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the entry, or that a rebuild has taken it away."""
        async with dictionary_for(interaction) as dictionary:
            answer = await dictionary.open(self.action.key)
        await send_page(interaction, opened_entry_page(answer, PageContext(private=True)), private=True)


async def open_part(interaction: Interaction, part: str) -> None:
    """Show the page of a word part in place of the page under the component, with a button back to its entry."""
    async with dictionary_for(interaction) as dictionary:
        answer = await dictionary.look_up(part, language())
        page = await answered(dictionary, answer, next_page_context(interaction, ""))
    await update_page(interaction, page)


async def show_tab(interaction: Interaction, shown: ShowTab) -> None:
    """Show a tab of an entry in place of the page under the component, or its first screen if there is no such tab.

    As `open_entry` for anybody else, and for an entry that a rebuild has taken away.
    """
    context, tab = next_page_context(interaction, shown.key), tab_named(shown.tab)
    async with dictionary_for(interaction) as dictionary:
        answer = await dictionary.open(shown.key)
        if tab is not None and answer.entry is not None:
            page = await tab_page(tab, TabRequest(answer.entry, dictionary, context, shown.number or 0, shown.name))
        else:
            found = found_by_name(answer.entry, shown.name) if answer.entry and shown.name else answer
            page = await answered(dictionary, found, context)
    await _update(interaction, answer, page)


async def open_entry(interaction: Interaction, key: str) -> None:
    """Show the first screen of an entry in place of the page under the component, with a button back.

    Anybody but the person who asked for that page gets a new private page. If a rebuild has taken the entry
    away, the page stays, and a private one says so.
    """
    await show_entry(interaction, key, next_page_context(interaction, key))


async def show_entry(interaction: Interaction, key: str, context: PageContext) -> None:
    """As `open_entry`, with the page context that the caller gives."""
    async with dictionary_for(interaction) as dictionary:
        answer = await dictionary.open(key)
        page = await answered(dictionary, answer, context)
    await _update(interaction, answer, page)


async def _update(interaction: Interaction, answer: Answer, page: Page) -> None:
    """Show a page in place of the one under the component; if the entry is gone, say so privately and leave it."""
    if answer.match is Match.NONE:
        await send_page(interaction, gone_page(answer), private=True)
    else:
        await update_page(interaction, page)
