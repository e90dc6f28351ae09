"""`/saved`: a member's own list of entries, and the buttons and menus that change it. All of it is private."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_bot.features.saved import export
from bot.discord_bot.features.saved.page import (
    ITEMS_PER_PAGE,
    SavedItem,
    SavedList,
    list_page,
    opened_page,
    saved_text,
)
from bot.discord_bot.pages.choices import opened_entry_page
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere, place_of
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.heavy_work import Heavy
from bot.discord_bot.runtime.replies import send_page, show_privately
from bot.discord_bot.ui.custom_ids.entry import SaveEntry
from bot.discord_bot.ui.custom_ids.saved import (
    ChooseSaved,
    ExportCards,
    ExportText,
    OpenSaved,
    RemoveSaved,
    ShowSaved,
)
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.paging import page_count
from bot.errors import N_, UsageError
from bot.storage.records import SavedEntry


@app_commands.command(description="See, export or delete your saved entries")
@everywhere
async def saved(interaction: Interaction) -> None:
    """Answer with the first page of the list."""
    await show_privately(interaction, list_page(await _page_of_list(interaction, 0)))


class SaveButton(StatelessComponent[SaveEntry], ui.DynamicItem[ui.Button[Any]], action=SaveEntry):
    """A button that saves an entry to the list of whoever presses it."""

    async def respond(self, interaction: Interaction) -> None:
        """Save it, and say so privately. If a rebuild has taken the entry away, say that."""
        async with dictionary_for(interaction) as dictionary:
            answer = await dictionary.open(self.action.key)
        if answer.entry is None:
            await send_page(interaction, opened_entry_page(answer, PageContext(private=True)), private=True)
            return
        key, headword = answer.entry.key, answer.entry.headword
        entry = SavedEntry(interaction.user.id, key, headword, interaction.created_at)
        is_new = await within_deadline(interaction.client.server_data.saved.save(entry))
        await interaction.response.send_message(saved_text(headword, is_new=is_new), ephemeral=True)


class ListButton(StatelessComponent[ShowSaved], ui.DynamicItem[ui.Button[Any]], action=ShowSaved):
    """A button that shows a page of the list."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page."""
        await show_privately(interaction, list_page(await _page_of_list(interaction, self.action.list_page)))


class SavedEntryButton(StatelessComponent[OpenSaved], ui.DynamicItem[ui.Button[Any]], action=OpenSaved):
    """A button that shows another page of an entry that was opened from the list."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page."""
        await _open(interaction, self.action.key, self.action.list_page, self.action.number)


class RemoveButton(StatelessComponent[RemoveSaved], ui.DynamicItem[ui.Button[Any]], action=RemoveSaved):
    """A button that removes an entry from the list."""

    async def respond(self, interaction: Interaction) -> None:
        """Remove it, and show the list."""
        await _remove(interaction, self.action.key, self.action.list_page)


class ExportTextButton(StatelessComponent[ExportText], ui.DynamicItem[ui.Button[Any]], action=ExportText):
    """A button that sends the list as a text file."""

    async def respond(self, interaction: Interaction) -> None:
        """Send the file. Raises UsageError if the list is empty."""
        async with interaction.client.heavy_work.turn(Heavy.EXPORT):
            items = await _all_items(interaction)
            text = export.as_text(items)
        if not items:
            raise _nothing_to_export()
        await _send_file(interaction, export.TEXT_FILE, text, export.text_file_note(len(items)))


class ExportCardsButton(StatelessComponent[ExportCards], ui.DynamicItem[ui.Button[Any]], action=ExportCards):
    """A button that sends the list as cards for Anki."""

    async def respond(self, interaction: Interaction) -> None:
        """Send the file. Raises UsageError if no entry of the list has a definition."""
        async with interaction.client.heavy_work.turn(Heavy.EXPORT):
            items = await _all_items(interaction)
            cards = export.cards(items)
        if not cards:
            raise _nothing_to_export()
        note = export.cards_file_note(len(cards), len(items) - len(cards))
        await _send_file(interaction, export.CARDS_FILE, export.as_csv(cards), note)


class SavedMenu(StatelessComponent[ChooseSaved], ui.DynamicItem[ui.Select[Any]], action=ChooseSaved):
    """A menu of the entries on a page of the list."""

    async def respond(self, interaction: Interaction) -> None:
        """Open or remove the chosen entry."""
        (key,) = self.item.values
        if self.action.removes:
            await _remove(interaction, key, self.action.list_page)
        else:
            await _open(interaction, key, self.action.list_page)


async def _page_of_list(interaction: Interaction, at: int) -> SavedList:
    return await within_deadline(_read_page(interaction, at))


async def _read_page(interaction: Interaction, at: int) -> SavedList:
    """Page `at` (from zero) of the member's list; the last page if there are fewer."""
    mine, user, place = interaction.client.server_data.saved, interaction.user.id, place_of(interaction)
    count = await mine.count(user, place=place)
    at = min(at, page_count(count, ITEMS_PER_PAGE) - 1)
    saved = await mine.page(user, offset=at * ITEMS_PER_PAGE, limit=ITEMS_PER_PAGE, place=place)
    return SavedList(at, await _items(interaction, saved), count, await mine.count(user) - count)


async def _items(interaction: Interaction, saved: list[SavedEntry]) -> list[SavedItem]:
    async with dictionary_for(interaction) as dictionary:
        entries = await dictionary.entries([item.entry_key for item in saved])
    return [SavedItem(item, entries.get(item.entry_key)) for item in saved]


async def _open(interaction: Interaction, key: str, at: int, number: int = 0) -> None:
    """Open an entry of the list; if it is no longer on the list, or is not shown here, show the list as it is now."""
    saved = await within_deadline(interaction.client.server_data.saved.find(interaction.user.id, key))
    if saved is None or not place_of(interaction).shows(key):
        await show_privately(interaction, list_page(await _page_of_list(interaction, at)))
        return
    (item,) = await _items(interaction, [saved])
    await show_privately(interaction, opened_page(item, at, number))


async def _remove(interaction: Interaction, key: str, at: int) -> None:
    await show_privately(interaction, list_page(await within_deadline(_page_without(interaction, key, at))))


async def _page_without(interaction: Interaction, key: str, at: int) -> SavedList:
    await interaction.client.server_data.saved.remove(interaction.user.id, key)
    return await _read_page(interaction, at)


async def _all_items(interaction: Interaction) -> list[SavedItem]:
    """All of the list that is shown here, with what was studied of it."""
    data, user = interaction.client.server_data, interaction.user.id
    items = await _items(interaction, await within_deadline(data.saved.page(user, place=place_of(interaction))))
    studied = {card.entry_key: card for card in await within_deadline(data.study.all(user))}
    return [replace(item, studied=studied.get(item.saved.entry_key)) for item in items]


def _nothing_to_export() -> UsageError:
    return UsageError(N_("Your list has nothing to put in this file."), N_("Save an entry with a definition first."))


async def _send_file(interaction: Interaction, name: str, content: str, text: str) -> None:
    file = discord.File(io.BytesIO(content.encode()), filename=name)
    await interaction.response.send_message(text, file=file, ephemeral=True)
