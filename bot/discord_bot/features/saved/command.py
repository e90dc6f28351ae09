"""`/saved`: a member's own list of entries, and the buttons and menus that change it. All of it is private."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_bot.features.saved import export, wording
from bot.discord_bot.features.saved.page import (
    ITEMS_A_PAGE,
    SavedItem,
    SavedList,
    confirm_page,
    deleted_page,
    list_page,
    opened_page,
    page_count,
)
from bot.discord_bot.pages.choices import opened_entry_page
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, everywhere
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.ui.custom_ids import SAVE_TEMPLATE, SAVED_MENU_TEMPLATE, SAVED_TEMPLATE
from bot.discord_bot.ui.page_context import PageContext
from bot.errors import UsageError
from bot.storage.records import SavedEntry


@app_commands.command(description="See, export or delete the entries that you have saved")
@everywhere
async def saved(interaction: Interaction) -> None:
    """Answer with the first page of the list."""
    await _show(interaction, list_page(await _page_of_list(interaction, 0)))


class SaveButton(StatelessComponent, ui.DynamicItem[ui.Button[Any]], template=SAVE_TEMPLATE):
    """A button that saves an entry to the list of whoever presses it."""

    async def act(self, interaction: Interaction) -> None:
        """Save it, and say so privately; an entry that a rebuild has taken away is said to be gone."""
        async with interaction.client.live.dictionary() as dictionary:
            answer = await dictionary.open(self.match["key"])
        if answer.entry is None:
            await interaction.response.send_message(
                view=opened_entry_page(answer, PageContext(private=True)), ephemeral=True
            )
            return
        key, headword = answer.entry.key, answer.entry.headword
        entry = SavedEntry(interaction.user.id, key, headword, interaction.created_at)
        is_new = await within_deadline(interaction.client.server_data.saved.save(entry))
        said = wording.saved(headword) if is_new else wording.saved_before(headword)
        await interaction.response.send_message(said, ephemeral=True)


class SavedButton(StatelessComponent, ui.DynamicItem[ui.Button[Any]], template=SAVED_TEMPLATE):
    """A button on a member's list, or on an entry that was opened from it."""

    async def act(self, interaction: Interaction) -> None:
        """Do what the button says."""
        actions = {
            "list": self._list,
            "entry": self._open,
            "remove": self._remove,
            "text": _send_text,
            "cards": _send_cards,
            "delete": _ask,
            "clear": _clear,
        }
        await actions[self.match["what"]](interaction)

    async def _list(self, interaction: Interaction) -> None:
        await _show(interaction, list_page(await _page_of_list(interaction, int(self.match["at"]))))

    async def _open(self, interaction: Interaction) -> None:
        await _open(interaction, self.match["key"], int(self.match["at"]), int(self.match["number"]))

    async def _remove(self, interaction: Interaction) -> None:
        await _remove(interaction, self.match["key"], int(self.match["at"]))


class SavedMenu(StatelessComponent, ui.DynamicItem[ui.Select[Any]], template=SAVED_MENU_TEMPLATE):
    """A menu of the entries on a page of the list."""

    async def act(self, interaction: Interaction) -> None:
        """Open or remove the chosen entry."""
        if self.match["what"] == "entry":
            await _open(interaction, self.item.values[0], int(self.match["at"]))
        else:
            await _remove(interaction, self.item.values[0], int(self.match["at"]))


async def _show(interaction: Interaction, page: ui.LayoutView) -> None:
    """Turn the private page under a component; answer privately otherwise: nobody else may see a list."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.response.edit_message(view=page)
    else:
        await interaction.response.send_message(view=page, ephemeral=True)


async def _page_of_list(interaction: Interaction, at: int) -> SavedList:
    return await within_deadline(_read_page(interaction, at))


async def _read_page(interaction: Interaction, at: int) -> SavedList:
    """A page of the member's list (from zero); the last one when there are fewer."""
    mine = interaction.client.server_data.saved
    count = await mine.count(interaction.user.id)
    at = min(at, page_count(count) - 1)
    saved = await mine.page(interaction.user.id, offset=at * ITEMS_A_PAGE, limit=ITEMS_A_PAGE)
    return SavedList(at, await _items(interaction, saved), count)


async def _items(interaction: Interaction, saved: list[SavedEntry]) -> list[SavedItem]:
    async with interaction.client.live.dictionary() as dictionary:
        entries = await dictionary.lexicon.entries([item.entry_key for item in saved])
    return [SavedItem(item, entries.get(item.entry_key)) for item in saved]


async def _open(interaction: Interaction, key: str, at: int, number: int = 0) -> None:
    """Open an entry of the list; the list, as it is now, when the entry is no longer on it."""
    saved = await within_deadline(interaction.client.server_data.saved.find(interaction.user.id, key))
    if saved is None:
        await _show(interaction, list_page(await _page_of_list(interaction, at)))
        return
    (item,) = await _items(interaction, [saved])
    await _show(interaction, opened_page(item, at, number))


async def _remove(interaction: Interaction, key: str, at: int) -> None:
    await _show(interaction, list_page(await within_deadline(_page_without(interaction, key, at))))


async def _page_without(interaction: Interaction, key: str, at: int) -> SavedList:
    await interaction.client.server_data.saved.remove(interaction.user.id, key)
    return await _read_page(interaction, at)


async def _send_text(interaction: Interaction) -> None:
    items = await _all_items(interaction)
    if not items:
        raise UsageError(*wording.nothing_to_export())
    await _send_file(interaction, export.TEXT_FILE, export.as_text(items), wording.text_file(len(items)))


async def _send_cards(interaction: Interaction) -> None:
    items = await _all_items(interaction)
    cards = export.cards(items)
    if not cards:
        raise UsageError(*wording.nothing_to_export())
    said = wording.cards_file(len(cards), len(items) - len(cards))
    await _send_file(interaction, export.CARDS_FILE, export.as_csv(cards), said)


async def _all_items(interaction: Interaction) -> list[SavedItem]:
    return await _items(
        interaction, await within_deadline(interaction.client.server_data.saved.page(interaction.user.id))
    )


async def _send_file(interaction: Interaction, name: str, content: str, said: str) -> None:
    file = discord.File(io.BytesIO(content.encode()), filename=name)
    await interaction.response.send_message(said, file=file, ephemeral=True)


async def _ask(interaction: Interaction) -> None:
    count = await within_deadline(interaction.client.server_data.saved.count(interaction.user.id))
    await _show(interaction, confirm_page(count))


async def _clear(interaction: Interaction) -> None:
    await _show(interaction, deleted_page(await within_deadline(_forget(interaction))))


async def _forget(interaction: Interaction) -> int:
    """Delete the list. Returns how many entries were on it."""
    count = await interaction.client.server_data.saved.count(interaction.user.id)
    await interaction.client.server_data.forget_member(interaction.user.id)
    return count
