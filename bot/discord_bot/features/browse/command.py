"""`/browse`: all entries from A to Z."""

from __future__ import annotations

import re
from typing import Any

from discord import app_commands, ui

from bot.discord_bot.features.browse.page import entries_page, initials_page, letter_label
from bot.discord_bot.limits import MAX_COMPLETIONS, MAX_OPTION_LENGTH, MAX_SELECT_OPTIONS
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, everywhere
from bot.discord_bot.runtime.errors import outdated, report
from bot.discord_bot.runtime.replies import send_page, update_page
from bot.discord_bot.ui.custom_ids.lists import JumpInInitial, ShowInitial, ShowInitials
from bot.discord_bot.ui.page import Page
from bot.lexicon.collections.directory import Directory
from bot.lexicon.dictionary import Dictionary
from bot.terms.word_forms import initial, sorting_form

# The number of a page, as the options of a menu have it.
PAGE_NUMBER = re.compile(r"[0-9]{1,5}")


@app_commands.command(description="Browse all entries from A to Z")
@app_commands.describe(
    letter="A letter or the start of a term; leave empty to see all letters",
    private="Show the answer only to me",
)
@everywhere
async def browse(
    interaction: Interaction,
    letter: app_commands.Range[str, 1, MAX_OPTION_LENGTH] | None = None,
    private: bool = False,
) -> None:
    """Answer with the page of the entries that begin with the letter or text; without one, with all letters."""
    page = await _page_at(interaction, letter) if letter else await _initials_page(interaction)
    await send_page(interaction, page, private=private)


@browse.autocomplete("letter")
async def offer(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the letters that entries begin with."""
    try:
        async with interaction.client.live.dictionary() as dictionary:
            parts = await _directory(dictionary).parts()
    except Exception as error:
        await report(interaction, error)
        return []
    begun = sorting_form(typed)[:1]
    meant = [part for part in parts if not begun or part.initial == initial(begun)]
    return [app_commands.Choice(name=letter_label(part), value=part.initial) for part in meant[:MAX_COMPLETIONS]]


class InitialButton(StatelessComponent[ShowInitial], ui.DynamicItem[ui.Button[Any]], action=ShowInitial):
    """A button that shows a page of the entries that begin with a letter."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page."""
        await update_page(interaction, await _page(interaction, self.action.initial, self.action.number))


class JumpMenu(StatelessComponent[JumpInInitial], ui.DynamicItem[ui.Select[Any]], action=JumpInInitial):
    """A menu of pages of the entries that begin with a letter."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the chosen page."""
        (value,) = self.item.values
        if not PAGE_NUMBER.fullmatch(value):
            raise outdated()
        await update_page(interaction, await _page(interaction, self.action.initial, int(value)))


class InitialsButton(StatelessComponent[ShowInitials], ui.DynamicItem[ui.Button[Any]], action=ShowInitials):
    """A button that shows the letters."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the letters."""
        await update_page(interaction, await _initials_page(interaction))


async def _page(interaction: Interaction, initial: str, number: int) -> Page:
    async with interaction.client.live.dictionary() as dictionary:
        found = await _directory(dictionary).page(initial, number)
    return entries_page(found) if found else await _initials_page(interaction, initial)


async def _page_at(interaction: Interaction, text: str) -> Page:
    async with interaction.client.live.dictionary() as dictionary:
        found = await _directory(dictionary).page_at(text)
    return entries_page(found) if found else await _initials_page(interaction, initial(sorting_form(text)))


async def _initials_page(interaction: Interaction, missing: str | None = None) -> Page:
    async with interaction.client.live.dictionary() as dictionary:
        return initials_page(await _directory(dictionary).parts(), missing)


def _directory(dictionary: Dictionary) -> Directory:
    """The directory, with as many entries on a page and ranges in a jump as a menu holds."""
    return Directory(dictionary.lexicon, MAX_SELECT_OPTIONS, MAX_SELECT_OPTIONS)
