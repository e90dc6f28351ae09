"""The pages of the directory: the letters, and the entries of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot.discord_bot.features.browse import wording
from bot.discord_bot.ui.components import (
    LONGEST_OPTION,
    Page,
    Row,
    disclaimer,
    line,
    option,
    page,
    pager,
    rows,
    select_menu,
    text,
)
from bot.discord_bot.ui.custom_ids.lists import JumpInInitial, OpenFromList, ShowInitial, ShowInitials
from bot.discord_bot.ui.kinds import kind_name
from bot.discord_bot.ui.markdown import plain_name, shortened
from bot.lexicon.collections.directory import DirectoryPage, DirectoryPart, ListedEntry, PageRange

# 25 lines of these fit in a message.
LONGEST_HEADWORD = 100
# Two of them, and the dash between them, are a menu's option.
LONGEST_GUIDE_WORD = 48


def initials_page(parts: Sequence[DirectoryPart], missing: str | None = None) -> Page:
    """The page of the letters that some entry begins with; `missing` is one that was asked for and that none begins with."""
    return page(_initials(parts, missing))


def directory_page(shown: DirectoryPage) -> Page:
    """A page of the entries that begin with a letter."""
    return page(_entries(shown))


def _initials(parts: Sequence[DirectoryPart], missing: str | None) -> Iterator[ui.Item[Page]]:
    yield text(wording.initials(sum(part.entries for part in parts)))
    if missing:
        yield text(wording.no_such_initial(missing))
    yield from rows([_initial_button(part.initial) for part in parts])
    yield line()
    yield disclaimer()


def _initial_button(initial: str) -> ui.Button[Page]:
    return ui.Button(label=wording.initial(initial), custom_id=ShowInitial(initial, 0).encode())


def _entries(shown: DirectoryPage) -> Iterator[ui.Item[Page]]:
    initial = shown.part.initial
    yield text(wording.page_of_initial(shown))
    yield text("\n".join(map(_entry_line, shown.entries)))
    yield select_menu(
        OpenFromList(ShowInitial(initial, shown.number)),
        wording.open_entry(),
        [option(entry.key, entry.headword, entry.kind and kind_name(entry.kind)) for entry in shown.entries],
    )
    yield from (_jump(shown, level, ranges) for level, ranges in enumerate(shown.jumps))
    letters = ui.Button[Page](label=wording.letters(), custom_id=ShowInitials().encode())
    yield pager(shown.number, shown.pages, lambda number: ShowInitial(initial, number), letters)
    yield line()
    yield disclaimer()


def _entry_line(entry: ListedEntry) -> str:
    return f"- {plain_name(entry.headword, LONGEST_HEADWORD)}"


def _jump(shown: DirectoryPage, level: int, ranges: Sequence[PageRange]) -> Row:
    options = [_range_option(each, here=each.first <= shown.number <= each.last) for each in ranges]
    return select_menu(JumpInInitial(shown.part.initial, level), wording.jump(), options)


def _range_option(pages: PageRange, *, here: bool) -> discord.SelectOption:
    guide_words = (shortened(word, LONGEST_GUIDE_WORD) for word in (pages.begins, pages.ends))
    label = shortened(wording.page_range(*guide_words), LONGEST_OPTION)
    return discord.SelectOption(label=label, value=str(pages.first), default=here)
