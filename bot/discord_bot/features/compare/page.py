"""The pages of a comparison: two entries one below the other, or what has to be chosen first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import discord
from discord import ui
from msgspec.structs import replace

from bot.discord_bot.features.compare import wording
from bot.discord_bot.pages.actions import LONGEST_SHOWN_BY
from bot.discord_bot.pages.look_alikes import meaning_option, suggestion_option
from bot.discord_bot.pages.pronunciation_credits import sayers
from bot.discord_bot.pages.records import named
from bot.discord_bot.ui import wording as wording_of_entries
from bot.discord_bot.ui.components import Page, disclaimer, line, option, page, select_menu, text
from bot.discord_bot.ui.custom_ids.entry import OpenFromMenu
from bot.discord_bot.ui.custom_ids.lists import ChooseCompared, OpenFromList, ShowComparison
from bot.discord_bot.ui.definition_selection import chosen_definitions
from bot.discord_bot.ui.markdown import listed, plain_name, shortened
from bot.discord_bot.ui.paging import MOST_TEXT, pages, source_line
from bot.lexicon.collections.comparison import Comparison
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import Answer, Definition, Entry, Match

# Left free, so that no count of ours and Discord's can differ to our harm.
SPARE = 100
# So much of a name that a definition and its source find room below even the longest.
LONGEST_IN_HEAD = 60
# A name in a menu's placeholder, which takes 150 characters (https://discord.com/developers/docs/components/reference).
LONGEST_IN_PLACEHOLDER = 80


@dataclass(frozen=True, slots=True)
class Side:
    """One of two terms: what was typed (or a key with its mark), and what it came to."""

    typed: str
    answer: Answer

    @property
    def meant(self) -> str:
        """What leads here again: the key of the entry, with its mark, where there is one."""
        return f"{KEY_MARK}{self.answer.entry.key}" if self.answer.entry else self.typed


def comparison_page(first: Answer, second: Answer, comparison: Comparison) -> Page:
    """The page of two entries; the answers say how each was found."""
    if comparison.first.key == comparison.second.key:
        return page(_same(first, second, comparison.first))
    return page(_side_by_side(first, second, comparison))


def choosing_page(first: Side, second: Side) -> Page:
    """The page for two terms of which one at least does not lead to one entry."""
    return page(_choosing(first, second))


def _same(first: Answer, second: Answer, entry: Entry) -> Iterator[ui.Item[Page]]:
    one, other = (answer.matched_name.name if answer.matched_name else answer.query for answer in (first, second))
    yield text(wording.same_entry(one, other, entry.headword))
    yield _open_menu(entry)
    yield line()
    yield disclaimer()


def _side_by_side(first: Answer, second: Answer, comparison: Comparison) -> Iterator[ui.Item[Page]]:
    one, other = comparison.first, comparison.second
    warning = wording.different(one, other)
    title = "\n".join(filter(None, (wording.title(one.headword, other.headword), warning)))
    heads, shared = (_head(one, first), _head(other, second)), wording.shared(comparison)
    taken = sum(map(len, (title, *heads, shared, wording_of_entries.disclaimer())))
    room = MOST_TEXT - SPARE - LONGEST_SHOWN_BY - taken
    yield text(title)
    for head, definition in zip(heads, _definitions(one, other, room), strict=True):
        yield line()
        yield text(f"{head}\n\n{definition}")
    yield line()
    yield text(shared)
    yield _open_menu(one, other)
    yield disclaimer()


def _head(entry: Entry, answer: Answer) -> str:
    """What stands above an entry's definition."""
    spoken = (
        wording_of_entries.hyphenation(_cut(entry.hyphenation), entry) if entry.hyphenation else "",
        f"\\[{_cut(entry.respelling)}\\]" if entry.respelling else "",
    )
    sources = sayers(entry, recorded=False)
    lines = (
        f"### {_cut(entry.headword)}",
        wording_of_entries.about_query(answer),
        wording.kind(entry.semantic_types),
        wording.spoken(" · ".join(filter(None, spoken))),
        f"-# {listed(sources, LONGEST_IN_HEAD)}" if sources else "",
        wording.kind_of(entry),
    )
    return "\n".join(filter(None, lines))


def _cut(name: str) -> str:
    return plain_name(name, LONGEST_IN_HEAD)


def _definitions(first: Entry, second: Entry, room: int) -> tuple[str, str]:
    """The plainest definition of each with its source: whole if there is room for both, which is shared out fairly."""
    wanted = [len(_definition(entry, MOST_TEXT)) for entry in (first, second)]
    half = room // 2
    rooms = [max(half, room - other) if own > half else half for own, other in (wanted, reversed(wanted))]
    return _definition(first, rooms[0]), _definition(second, rooms[1])


def _definition(entry: Entry, room: int) -> str:
    if not entry.definitions:
        return named(entry, room)
    definition = chosen_definitions(entry)[0]
    if len(source_line(definition)) > room // 2:  # an address may have hundreds of characters
        definition = replace(definition, url=None)
    note = wording.goes_on(entry.headword)
    whole = _parts(definition, room)
    return whole[0] if len(whole) == 1 else f"{_parts(definition, room - len(note) - 1)[0]}\n{note}"


def _parts(definition: Definition, room: int) -> list[str]:
    """A definition with its source in parts of at most `room` characters."""
    return [block.text for blocks in pages((definition,), room, 1) for block in blocks] or [
        wording_of_entries.no_definition()
    ]


def _open_menu(*entries: Entry) -> ui.ActionRow[Page]:
    """A menu of the entries; it leads back here if that fits in its `custom_id`."""
    origin = ShowComparison.fitting(entries[0].key, entries[-1].key)
    opened = OpenFromList(origin) if origin else OpenFromMenu("compared")
    return select_menu(opened, wording.open_one(), [option(entry.key, entry.headword) for entry in entries])


def _choosing(first: Side, second: Side) -> Iterator[ui.Item[Page]]:
    yield text(wording.must_choose(first.answer.query, second.answer.query))
    for name, side, other in (("first", first, second), ("second", second, first)):
        yield from _choice(name, side, other)
    yield line()
    yield disclaimer()


def _choice(name: str, side: Side, other: Side) -> Iterator[ui.Item[Page]]:
    """What has to be said about one side before both can be compared; nothing when it leads to one entry."""
    answer = side.answer
    if answer.entry is not None:
        return
    said = [wording.undecided(answer), wording_of_entries.about_medicines(answer.suggestions)]
    yield text("\n".join(filter(None, said)))
    if options := list(_options(answer)):
        placeholder = wording.choose_for(shortened(answer.query, LONGEST_IN_PLACEHOLDER))
        yield select_menu(ChooseCompared(name, other.meant), placeholder, options)


def _options(answer: Answer) -> Iterator[discord.SelectOption]:
    if answer.match is Match.AMBIGUOUS:
        yield from map(meaning_option, answer.choices)
    yield from map(suggestion_option, answer.suggestions)
