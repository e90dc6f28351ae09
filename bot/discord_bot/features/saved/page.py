"""The pages of a member's own list of entries, and of an entry that was opened from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from discord.utils import format_dt

from bot.discord_bot.pages.actions import find_button
from bot.discord_bot.pages.records import undefined_summary
from bot.discord_bot.ui.components import button, menu, option, paragraphs
from bot.discord_bot.ui.custom_ids.entry import OpenPrivately
from bot.discord_bot.ui.custom_ids.saved import (
    AskToDeleteSaved,
    ChooseSaved,
    ExportCards,
    ExportText,
    OpenSaved,
    RemoveSaved,
    ShowSaved,
)
from bot.discord_bot.ui.custom_ids.study import StudyNext
from bot.discord_bot.ui.definition_selection import all_definitions
from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.page import BUDGET, LINE, Button, Menu, Option, Page, Part, Row, Style, Text
from bot.discord_bot.ui.paging import page_count, pages
from bot.discord_bot.ui.translation import _, ngettext
from bot.lexicon.model import Entry
from bot.storage.records import SavedEntry, StudyCard

ITEMS_PER_PAGE = 15
# Definitions on a page of an opened entry: with the gaps between them far fewer components than a message may have.
MAX_BLOCKS = 5
# Characters for the other text on the page of an opened entry, which needs fewer.
RESERVED_TEXT = 700
MAX_TITLE = 200
# Characters of a headword on the list: a page of these fits in a message.
MAX_HEADWORD = 80


@dataclass(frozen=True, slots=True)
class SavedItem:
    """An entry as a member saved it, and as it is in the dictionary now; None if a rebuild has taken it away. `studied`
    is what the member has studied of it, None if nothing or if it is not needed.
    """

    saved: SavedEntry
    entry: Entry | None
    studied: StudyCard | None = None


@dataclass(frozen=True, slots=True)
class SavedList:
    """A page of a member's list: its number (from zero), its items, the number of entries on the whole list, and that
    of the entries of other servers' glossaries, which are not shown.
    """

    at: int
    items: Sequence[SavedItem]
    count: int
    elsewhere: int = 0


def saved_text(headword: str, *, is_new: bool) -> str:
    """The answer to a member who saves an entry. `is_new` is False if it was on the list already."""
    sentence = (
        _("**{headword}** is now on your list. Only you can see the list: use /saved.")
        if is_new
        else _("**{headword}** was already on your list. Only you can see the list: use /saved.")
    )
    return sentence.format(headword=_cut(headword))


def list_page(shown: SavedList) -> Page:
    """The page for a part of the list: its items, menus that open or remove one, and buttons that export or
    delete all.
    """
    if not shown.count:
        return _empty_page(shown.elsewhere)
    last = page_count(shown.count, ITEMS_PER_PAGE) - 1
    steps = Row(
        (
            button(_("Previous"), ShowSaved(max(shown.at - 1, 0), button=0), is_usable=shown.at > 0),
            button(_("Next"), ShowSaved(min(shown.at + 1, last), button=1), is_usable=shown.at < last),
        )
    )
    exports = Row(
        (
            button(_("Study"), StudyNext(), style=Style.PRIMARY),
            button(_("Export as text"), ExportText()),
            button(_("Export for Anki"), ExportCards()),
            _delete_all_button(),
        )
    )
    body: tuple[Part, ...] = (
        Text("\n".join(f"- {_item_line(item)}" for item in shown.items)),
        _items_menu(ChooseSaved(removes=False, list_page=shown.at), _("Open an entry"), shown),
        _items_menu(ChooseSaved(removes=True, list_page=shown.at), _("Remove an entry from the list"), shown),
        *([steps] if last else []),
        exports,
        LINE,
    )
    return Page(_list_title(shown, last + 1), body, takes_share_button=False)


def _list_title(shown: SavedList, page_total: int) -> str:
    title = ngettext("## Your list: {count} entry", "## Your list: {count} entries", shown.count)
    position = _("Page {number} of {pages}").format(number=shown.at + 1, pages=page_total) if page_total > 1 else ""
    lines = (title.format(count=shown.count), position, left_out_line(shown.elsewhere))
    return "\n".join(filter(None, lines))


def left_out_line(elsewhere: int) -> str:
    """The line that says how many entries of a list belong to other servers' glossaries; empty if none does."""
    if not elsewhere:
        return ""
    return ngettext(
        "{count} more entry is from another server's glossary, and is shown only there.",
        "{count} more entries are from other servers' glossaries, and are shown only there.",
        elsewhere,
    ).format(count=elsewhere)


def _empty_page(elsewhere: int) -> Page:
    """The page of a list without an entry to show. It has a button to delete all: there may be feedback."""
    title = _(
        "## Your list is empty\nPress **Save** below an entry to put it here. Nobody else on Discord can see your list."
    )
    if elsewhere:
        title = _("## No entry of your list can be shown here") + "\n" + left_out_line(elsewhere)
    return Page(title, (Row((_delete_all_button(),)), LINE), takes_share_button=False)


def _item_line(item: SavedItem) -> str:
    """The line of an item, with its date, which Discord shows in the reader's format."""
    day = format_dt(item.saved.saved_at, "d")
    if item.entry is None:
        sentence = _("~~{headword}~~, saved {day}, no longer in the dictionary")
        return sentence.format(headword=_cut(item.saved.headword), day=day)
    return _("**{headword}**, saved {day}").format(headword=_cut(item.entry.headword), day=day)


def _items_menu(action: ChooseSaved, placeholder: str, shown: SavedList) -> Menu:
    return menu(action, placeholder, list(map(_item_option, shown.items)))


def _item_option(item: SavedItem) -> Option:
    if item.entry is None:
        return option(item.saved.entry_key, item.saved.headword, gone_note())
    return option(item.saved.entry_key, item.entry.headword)


def gone_note() -> str:
    """The note on an entry that is no longer in the dictionary."""
    return _("no longer in the dictionary")


def opened_page(item: SavedItem, at: int, number: int) -> Page:
    """Page `number` (from zero) of an entry that was opened from page `at` of the list, with a button back."""
    if item.entry is None:
        return _gone_page(item, at)
    content = pages(all_definitions(item.entry), BUDGET.text - RESERVED_TEXT, MAX_BLOCKS)
    number = min(number, len(content) - 1)
    blocks = [block.text for block in content[number]] or [undefined_summary(item.entry, BUDGET.text - RESERVED_TEXT)]
    key = item.saved.entry_key
    body: tuple[Part, ...] = (
        *paragraphs(blocks, 2 * MAX_BLOCKS),
        *_opened_steps(key, at, number, len(content)),
        LINE,
        Row(
            (
                _back_button(at),
                button(_("Whole page"), OpenPrivately(key)),
                _remove_button(at, key),
            )
        ),
    )
    return Page(f"## {plain_name(item.entry.headword, MAX_TITLE)}", body, takes_share_button=False)


def _opened_steps(key: str, at: int, number: int, count: int) -> Iterator[Row]:
    """Buttons to the pages before and after if an opened entry has several."""
    if count > 1:
        yield Row(
            (
                button(_("Previous"), OpenSaved(at, max(number - 1, 0), key), is_usable=number > 0),
                button(_("Next"), OpenSaved(at, number + 1, key), is_usable=number + 1 < count),
            )
        )


def _gone_page(item: SavedItem, at: int) -> Page:
    headword = item.saved.headword
    title = _(
        "## {headword}\nThe dictionary has changed since you saved this entry, and it is no longer "
        "there. You can search for the term, or remove it from your list."
    ).format(headword=_cut(headword))
    buttons = Row((_back_button(at), find_button(headword), _remove_button(at, item.saved.entry_key)))
    return Page(title, (buttons, LINE), takes_share_button=False)


def _back_button(at: int) -> Button:
    return button(_("Back to my list"), ShowSaved(at))


def _remove_button(at: int, key: str) -> Button:
    return button(_("Remove"), RemoveSaved(at, key))


def _delete_all_button() -> Button:
    return button(_("Delete all…"), AskToDeleteSaved(), style=Style.DANGER)


def _cut(headword: str) -> str:
    return plain_name(headword, MAX_HEADWORD)
