"""The directory: every entry that some source defines, from A to Z, in pages of a size that the caller chooses.

The lexicon file numbers the entries in that order, so a page is a range of numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.rows import marks
from bot.lexicon.store.schema import damaged, lexicon_errors
from bot.terms.model import SemanticType
from bot.terms.word_forms import OTHER, initial, sorting_form


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry in the directory; `kind` is its semantic type, None if no source gives one."""

    key: str
    headword: str
    kind: SemanticType | None


@dataclass(frozen=True, slots=True)
class DirectoryPart:
    """The entries of one initial: the number of the first one in the whole directory, and how many there are."""

    initial: str
    first: int
    entries: int


@dataclass(frozen=True, slots=True)
class PageRange:
    """Consecutive pages of an initial, counted from 0, and their first and last headwords."""

    first: int
    last: int
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """Page `number` of the `pages` pages of an initial, counted from 0; `first_entry` is the number of its
    first entry among those of the initial, counted from 1.

    `jumps` lead to the other pages: first ranges of pages that together make up the initial, then the ranges
    that make up the one of them in which this page is, and so on down to single pages.
    """

    part: DirectoryPart
    number: int
    pages: int
    first_entry: int
    entries: tuple[ListedEntry, ...]
    jumps: tuple[tuple[PageRange, ...], ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """The directory of one lexicon, with `page_size` entries on a page and at most `max_ranges` ranges on
    each level of jumps.

    Every method raises DataError when the lexicon is damaged.
    """

    lexicon: Lexicon
    page_size: int
    max_ranges: int

    async def parts(self) -> list[DirectoryPart]:
        """Return the initials that some entry has: A to Z, then all others as one."""
        rows = await self.lexicon.rows(
            "SELECT initial, first, entries FROM directory_part ORDER BY initial = ?, initial", OTHER
        )
        with lexicon_errors(self.lexicon.path):
            return [msgspec.convert(dict(row), DirectoryPart) for row in rows]

    async def page(self, initial: str, number: int = 0) -> DirectoryPage | None:
        """Return page `number` (from 0) of an initial, or the last one if there are fewer; None if no entry has the
        initial.
        """
        part = next((part for part in await self.parts() if part.initial == initial), None)
        if part is None:
            return None
        pages = -(-part.entries // self.page_size)
        number = min(number, pages - 1)
        levels = list(self._levels(pages, number))
        places = range(*self._bounds(part, range(number, number + 1)))
        ends = {place for level in levels for some in level for place in self._ends(part, some)}
        listed = await _listed(self.lexicon, {*places, *ends})
        return DirectoryPage(
            part,
            number,
            pages,
            number * self.page_size + 1,
            tuple(listed[place] for place in places),
            tuple(tuple(self._page_range(part, some, listed) for some in level) for level in levels),
        )

    async def page_at(self, text: str) -> DirectoryPage | None:
        """Return the page with the place of a headword that begins with this text; None if no entry has its initial."""
        form = sorting_form(text)
        part = next((part for part in await self.parts() if part.initial == initial(form)), None)
        if part is None:
            return None
        low, high = part.first, part.first + part.entries - 1
        while low < high:
            middle = (low + high) // 2
            if sorting_form((await _listed(self.lexicon, {middle}))[middle].headword) < form:
                low = middle + 1
            else:
                high = middle
        return await self.page(part.initial, (low - part.first) // self.page_size)

    def _levels(self, count: int, number: int) -> Iterator[list[range]]:
        """Yield all pages in ranges, then the pages of the range that contains page `number`, and so on down to single
        pages.
        """
        pages = range(count)
        while len(pages) > 1:
            size = -(-len(pages) // self.max_ranges)
            level = [pages[at : at + size] for at in range(0, len(pages), size)]
            yield level
            pages = next(some for some in level if number in some)

    def _bounds(self, part: DirectoryPart, pages: range) -> tuple[int, int]:
        """Return the position in the directory of the first entry on some pages, and the one after their last entry."""
        end = min(pages.stop * self.page_size, part.entries)
        return part.first + pages.start * self.page_size, part.first + end

    def _ends(self, part: DirectoryPart, pages: range) -> tuple[int, int]:
        """Return the positions in the directory of the first and the last entry on some pages."""
        start, end = self._bounds(part, pages)
        return start, end - 1

    def _page_range(self, part: DirectoryPart, pages: range, listed: dict[int, ListedEntry]) -> PageRange:
        begins, ends = (listed[place].headword for place in self._ends(part, pages))
        return PageRange(pages.start, pages.stop - 1, begins, ends)


async def _listed(lexicon: Lexicon, places: set[int]) -> dict[int, ListedEntry]:
    """Return the entries at some positions of the directory."""
    rows = await lexicon.rows(
        "SELECT place, key, headword, kind FROM directory JOIN entry ON entry.id = directory.entry "
        f"WHERE place IN ({marks(places)})",
        *places,
    )
    if len(rows) < len(places):
        raise damaged(lexicon.path, "the directory has a gap")
    with lexicon_errors(lexicon.path):
        return {row["place"]: msgspec.convert(dict(row), ListedEntry) for row in rows}
