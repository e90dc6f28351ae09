"""The directory: every entry that some source defines, from A to Z, however many there are of a letter.

The lexicon numbers them through in that order, so a page of them is a range of numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import msgspec

from bot.lexicon.store.reader import Lexicon, damaged, marks, naming_lexicon
from bot.terms.model import SemanticType
from bot.terms.sorting import OTHER, initial, sorting_form

# As many as a menu on Discord offers, so that each can be opened from its page.
ENTRIES_A_PAGE = 25
MOST_PARTS = 25


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry as the directory lists it; `kind` is what sort of thing it is, where a source says."""

    key: str
    headword: str
    kind: SemanticType | None


@dataclass(frozen=True, slots=True)
class DirectoryPart:
    """An initial, where in the whole directory its entries stand, and how many these are."""

    initial: str
    first: int
    entries: int

    @property
    def pages(self) -> int:
        """How many pages its entries fill."""
        return -(-self.entries // ENTRIES_A_PAGE)


@dataclass(frozen=True, slots=True)
class PageRange:
    """Some pages of an initial that follow one another, counted from 0, and the headwords that they begin and end with."""

    first: int
    last: int
    begins: str
    ends: str


@dataclass(frozen=True)
class DirectoryPage:
    """One page of an initial: page `number`, counted from 0.

    `jumps` are the ways to the other pages: first some ranges of pages that together make up the initial, then the ranges
    that make up the one of them in which this page is, and so on down to single pages.
    """

    part: DirectoryPart
    number: int
    entries: tuple[ListedEntry, ...]
    jumps: tuple[tuple[PageRange, ...], ...]

    @cached_property
    def first_entry(self) -> int:
        """The number of the page's first entry among those of the initial, counted from 1."""
        return self.number * ENTRIES_A_PAGE + 1


async def parts(lexicon: Lexicon) -> list[DirectoryPart]:
    """The initials that some entry has, A to Z and then all else. Raises DataError when the lexicon is damaged."""
    rows = await lexicon.rows("SELECT initial, first, entries FROM directory_part ORDER BY initial = ?, initial", OTHER)
    with naming_lexicon(lexicon.path):
        return [msgspec.convert(dict(row), DirectoryPart) for row in rows]


async def directory_page(lexicon: Lexicon, initial: str, number: int = 0) -> DirectoryPage | None:
    """Page `number` (from 0) of the entries with an initial, the last one when there are fewer; None when there is no entry.

    Raises DataError when the lexicon is damaged.
    """
    part = next((part for part in await parts(lexicon) if part.initial == initial), None)
    if part is None:
        return None
    number = min(number, part.pages - 1)
    start = part.first + number * ENTRIES_A_PAGE
    places = range(start, min(start + ENTRIES_A_PAGE, part.first + part.entries))
    levels = list(_levels(part.pages, number))
    marks = {place for pages in chain.from_iterable(levels) for place in _ends(part, pages)}
    listed = await _listed(lexicon, {*places, *marks})
    jumps = (tuple(_page_range(part, pages, listed) for pages in level) for level in levels)
    return DirectoryPage(part, number, tuple(listed[place] for place in places), tuple(jumps))


async def page_at(lexicon: Lexicon, text: str) -> DirectoryPage | None:
    """The page on which a headword that begins with this text stands, or would stand; None when no entry has its initial.

    Raises DataError when the lexicon is damaged.
    """
    form = sorting_form(text)
    part = next((part for part in await parts(lexicon) if part.initial == initial(form)), None)
    if part is None:
        return None
    low, high = part.first, part.first + part.entries - 1
    while low < high:
        middle = (low + high) // 2
        if sorting_form((await _listed(lexicon, {middle}))[middle].headword) < form:
            low = middle + 1
        else:
            high = middle
    return await directory_page(lexicon, part.initial, (low - part.first) // ENTRIES_A_PAGE)


def _levels(count: int, number: int) -> Iterator[list[range]]:
    """The pages in at most 25 ranges, then the pages of the range that page `number` is in, and so on."""
    pages = range(count)
    while len(pages) > 1:
        size = -(-len(pages) // MOST_PARTS)
        level = [pages[at : at + size] for at in range(0, len(pages), size)]
        yield level
        pages = next(some for some in level if number in some)


def _ends(part: DirectoryPart, pages: range) -> tuple[int, int]:
    """The places in the directory of the first and the last entry on some pages."""
    last = min(pages.stop * ENTRIES_A_PAGE, part.entries) - 1
    return part.first + pages.start * ENTRIES_A_PAGE, part.first + last


def _page_range(part: DirectoryPart, pages: range, listed: dict[int, ListedEntry]) -> PageRange:
    begins, ends = (listed[place].headword for place in _ends(part, pages))
    return PageRange(pages.start, pages.stop - 1, begins, ends)


async def _listed(lexicon: Lexicon, places: set[int]) -> dict[int, ListedEntry]:
    """The entries at some places of the directory."""
    rows = await lexicon.rows(
        "SELECT place, key, headword, kind FROM directory JOIN entry ON entry.id = directory.entry "
        f"WHERE place IN ({marks(places)})",
        *places,
    )
    if len(rows) < len(places):
        raise damaged(lexicon.path, "the directory has a gap")
    with naming_lexicon(lexicon.path):
        return {row["place"]: msgspec.convert(dict(row), ListedEntry) for row in rows}
