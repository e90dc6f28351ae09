"""A member's own list of entries, an entry opened from it, and the way to delete it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord
from discord import ui
from discord.utils import format_dt

from bot.discord_bot.features.saved import wording
from bot.discord_bot.pages.records import named
from bot.discord_bot.pages.wording import find_again
from bot.discord_bot.ui.components import Page, Row, disclaimer, line, option, page, select_menu, spaced, text
from bot.discord_bot.ui.custom_ids.entry import LookUpAgain, OpenPrivately, SaveEntry
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.custom_ids.saved import (
    AskToDeleteSaved,
    ChooseSaved,
    DeleteSaved,
    ExportCards,
    ExportText,
    OpenSaved,
    RemoveSaved,
    ShowSaved,
)
from bot.discord_bot.ui.definition_selection import all_definitions
from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.paging import MOST_TEXT, pages
from bot.discord_bot.ui.wording import following, previous
from bot.lexicon.model import Entry
from bot.storage.records import SavedEntry

ITEMS_A_PAGE = 15
# Of 40 components the rest of an opened entry's page takes 14 at most, a definition one, and the gap between two one.
MOST_BLOCKS = 5
# What the rest of an opened entry's page takes at most.
REST = 700
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class SavedItem:
    """What a member saved, and the entry as the dictionary has it now; None when a rebuild has taken it away."""

    saved: SavedEntry
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class SavedList:
    """One page of a member's list: its number (from zero), what is on it, and how many entries the whole list has."""

    at: int
    items: Sequence[SavedItem]
    count: int


def page_count(count: int) -> int:
    """How many pages a list with so many entries has; an empty one has one."""
    return max(1, -(-count // ITEMS_A_PAGE))


def save_button(key: str) -> ui.Button[Page]:
    """The button that saves an entry to the list of whoever presses it."""
    return ui.Button(label=wording.save(), custom_id=SaveEntry(key).encode(), style=discord.ButtonStyle.secondary)


def list_page(shown: SavedList) -> Page:
    """A page of the list: what is on it, menus to open and to remove an entry, and buttons to export or delete all."""
    return page(_list(shown) if shown.count else _empty())


def _list(shown: SavedList) -> Iterator[ui.Item[Page]]:
    last = page_count(shown.count) - 1
    yield text(wording.my_list(shown.count, shown.at + 1, last + 1))
    yield text("\n".join(f"- {_line(item)}" for item in shown.items))
    yield _menu(ChooseSaved(removes=False, list_page=shown.at), wording.open_menu(), shown)
    yield _menu(ChooseSaved(removes=True, list_page=shown.at), wording.remove_menu(), shown)
    if last:
        yield Row(
            _button(previous(), ShowSaved(max(shown.at - 1, 0), button=0), usable=shown.at > 0),
            _button(following(), ShowSaved(min(shown.at + 1, last), button=1), usable=shown.at < last),
        )
    yield Row(
        _button(wording.export_text(), ExportText()),
        _button(wording.export_cards(), ExportCards()),
        _delete_all(),
    )
    yield line()
    yield disclaimer()


def _empty() -> Iterator[ui.Item[Page]]:
    """Also without a list there may be feedback to delete."""
    yield text(wording.empty())
    yield Row(_delete_all())
    yield line()
    yield disclaimer()


def _line(item: SavedItem) -> str:
    day = format_dt(item.saved.saved_at, "d")
    if item.entry is None:
        return wording.vanished_item(item.saved.headword, day)
    return wording.item(item.entry.headword, day)


def _menu(action: ChooseSaved, placeholder: str, shown: SavedList) -> Row:
    return select_menu(action, placeholder, list(map(_option, shown.items)))


def _option(item: SavedItem) -> discord.SelectOption:
    if item.entry is None:
        return option(item.saved.entry_key, item.saved.headword, wording.vanished_option())
    return option(item.saved.entry_key, item.entry.headword)


def opened_page(item: SavedItem, at: int, number: int) -> Page:
    """Page `number` (from zero) of an entry that was opened from page `at` of the list, with a way back to it."""
    return page(_vanished(item, at) if item.entry is None else _opened(item.entry, item.saved.entry_key, at, number))


def _opened(entry: Entry, key: str, at: int, number: int) -> Iterator[ui.Item[Page]]:
    content = pages(all_definitions(entry), MOST_TEXT - REST, MOST_BLOCKS)
    number = min(number, len(content) - 1)
    yield text(f"## {plain_name(entry.headword, LONGEST_TITLE)}")
    if content[number]:
        yield from spaced([block.text for block in content[number]], 2 * MOST_BLOCKS)
    else:
        yield text(named(entry, MOST_TEXT - REST))
    if len(content) > 1:
        yield Row(
            _button(previous(), OpenSaved(at, max(number - 1, 0), key), usable=number > 0),
            _button(following(), OpenSaved(at, number + 1, key), usable=number + 1 < len(content)),
        )
    yield line()
    yield Row(
        _back(at),
        _button(wording.whole_page(), OpenPrivately(key)),
        _button(wording.remove(), RemoveSaved(at, key)),
    )
    yield disclaimer()


def _vanished(item: SavedItem, at: int) -> Iterator[ui.Item[Page]]:
    yield text(wording.vanished(item.saved.headword))
    yield Row(
        _back(at),
        _button(find_again(), LookUpAgain(item.saved.headword)),
        _button(wording.remove(), RemoveSaved(at, item.saved.entry_key)),
    )
    yield line()
    yield disclaimer()


def confirm_page(count: int) -> Page:
    """The question whether everything that is kept of a member shall be deleted."""
    return page(_confirm(count))


def _confirm(count: int) -> Iterator[ui.Item[Page]]:
    yield text(wording.confirm(count))
    yield Row(
        ui.Button(label=wording.confirm_button(), custom_id=DeleteSaved().encode(), style=discord.ButtonStyle.danger),
        _back(0),
    )


def deleted_page(count: int) -> Page:
    """What a member sees whose list, with so many entries, and feedback were deleted."""
    return page([text(wording.deleted(count))])


def _back(at: int) -> ui.Button[Page]:
    return _button(wording.back(), ShowSaved(at))


def _delete_all() -> ui.Button[Page]:
    return ui.Button(
        label=wording.delete_all(), custom_id=AskToDeleteSaved().encode(), style=discord.ButtonStyle.danger
    )


def _button(label: str, action: CustomId, *, usable: bool = True) -> ui.Button[Page]:
    return ui.Button(label=label, custom_id=action.encode(), disabled=not usable, style=discord.ButtonStyle.secondary)
