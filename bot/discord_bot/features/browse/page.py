"""The pages of `/browse`: all letters, and the entries that begin with one of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_bot.limits import MAX_SELECT_OPTION_TEXT
from bot.discord_bot.ui.components import button, menu, option, pager, rows
from bot.discord_bot.ui.custom_ids.lists import JumpInInitial, OpenFromList, ShowInitial, ShowInitials
from bot.discord_bot.ui.kinds import kind_name
from bot.discord_bot.ui.markdown import plain_name, shortened
from bot.discord_bot.ui.page import LINE, Menu, Option, Page, Part, Text
from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.lexicon.collections.directory import DirectoryPage, DirectoryPart, ListedEntry, PageRange
from bot.terms.word_forms import OTHER

# Characters of a headword: 25 lines of these fit in a message.
MAX_HEADWORD = 100
# Characters of a headword in an option of a menu, which has two and a dash between them.
MAX_GUIDE_WORD = 48


def initials_page(parts: Sequence[DirectoryPart], missing: str | None = None) -> Page:
    """The page of the letters that entries begin with. `missing` is a letter that was asked for but that none
    begins with.
    """
    title = _("## All entries from A to Z\n{entries:,} entries have a definition. Choose a first letter.").format(
        entries=Quantity(sum(part.entries for part in parts))
    )
    buttons = [button(_initial_name(part.initial), ShowInitial(part.initial, 0)) for part in parts]
    not_found = [Text(_("No entry starts with {letter}.").format(letter=_initial_name(missing)))] if missing else []
    return Page(title, (*not_found, *rows(buttons), LINE))


def entries_page(shown: DirectoryPage) -> Page:
    """A page of the entries that begin with a letter."""
    initial = shown.part.initial
    body: tuple[Part, ...] = (
        Text("\n".join(map(_entry_line, shown.entries))),
        menu(
            OpenFromList(ShowInitial(initial, shown.number)),
            _("Open an entry"),
            [option(entry.key, entry.headword, entry.kind and kind_name(entry.kind)) for entry in shown.entries],
        ),
        *(_jump_menu(shown, level, ranges) for level, ranges in enumerate(shown.jumps)),
        pager(
            shown.number,
            shown.pages,
            lambda number: ShowInitial(initial, number),
            button(_("A to Z"), ShowInitials()),
        ),
        LINE,
    )
    return Page(_entries_title(shown), body)


def letter_label(part: DirectoryPart) -> str:
    """A letter as autocomplete offers it, with the number of its entries."""
    return ngettext("{letter}: {count:,} entry", "{letter}: {count:,} entries", part.entries).format(
        letter=_initial_name(part.initial), count=Quantity(part.entries)
    )


def _entries_title(shown: DirectoryPage) -> str:
    first, last = Quantity(shown.first_entry), Quantity(shown.first_entry + len(shown.entries) - 1)
    return _("## {letter}\nEntries {first:,} to {last:,} of {count:,}").format(
        letter=_initial_name(shown.part.initial), first=first, last=last, count=Quantity(shown.part.entries)
    )


def _initial_name(letter: str) -> str:
    return _("0–9 and others") if letter == OTHER else letter.upper()


def _entry_line(entry: ListedEntry) -> str:
    return f"- {plain_name(entry.headword, MAX_HEADWORD)}"


def _jump_menu(shown: DirectoryPage, level: int, ranges: Sequence[PageRange]) -> Menu:
    """A menu of ranges of pages, in which the range of this page is the chosen one."""
    options = [_range_option(each, is_here=each.first <= shown.number <= each.last) for each in ranges]
    return menu(JumpInInitial(shown.part.initial, level), _("Jump to another part"), options)


def _range_option(pages: PageRange, *, is_here: bool) -> Option:
    """An option for a range of pages, named by the first and last headword of it."""
    begins, ends = (shortened(word, MAX_GUIDE_WORD) for word in (pages.begins, pages.ends))
    label = begins if begins == ends else _("{begins} – {ends}").format(begins=begins, ends=ends)
    return Option(str(pages.first), shortened(label, MAX_SELECT_OPTION_TEXT), default=is_here)
