"""The pieces that pages are made of, as discord.py components."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import discord
from discord import ui

from bot.discord_bot.ui import wording
from bot.discord_bot.ui.custom_ids.entry import OpenEntry, OpenFromMenu
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.links import Link
from bot.discord_bot.ui.markdown import shortened
from bot.discord_bot.ui.view_options import to_container_id, view_options
from bot.lexicon.model import EntryReference

# https://discord.com/developers/docs/components/reference: buttons in a row, characters of a label, options of a menu.
BUTTONS_A_ROW = 5
LONGEST_LABEL = 80
LONGEST_OPTION = 100
MOST_OPTIONS = 25
# More than 75 parents no entry has; each menu takes two of the 40 components of a message.
MOST_MENUS = 3
# Of a whole message, what stands in rows and containers included.
MOST_COMPONENTS = 40
BLANK_LINE = "\n\n"
ACCENT = discord.Colour(0x2F7E8F)

Page = ui.LayoutView
Row = ui.ActionRow[Page]


def page(parts: Iterable[ui.Item[Page]]) -> Page:
    """Parts in one container, as a page.

    It carries what was chosen for it, for the pages that are opened from it. It is stopped at once: its buttons answer through what their `custom_id` says, so discord.py need not keep it.
    """
    view = Page(timeout=None)
    view.add_item(ui.Container(*parts, accent_colour=ACCENT, id=to_container_id(view_options())))
    view.stop()
    return view


def text(content: str) -> ui.TextDisplay[Page]:
    """A paragraph."""
    return ui.TextDisplay(content)


def line() -> ui.Separator[Page]:
    """A thin line between parts."""
    return ui.Separator()


def gap() -> ui.Separator[Page]:
    """A little room between parts."""
    return ui.Separator(visible=False)


def spaced(blocks: Sequence[str], most: int) -> Iterator[ui.Item[Page]]:
    """Texts with gaps between them, if that makes at most so many components; else one text with blank lines."""
    if 2 * len(blocks) - 1 > most:
        blocks = [BLANK_LINE.join(blocks)]
    for at, block in enumerate(blocks):
        if at:
            yield gap()
        yield text(block)


def disclaimer(above: str = "") -> ui.TextDisplay[Page]:
    """The disclaimer, which stands at the foot of every page, and a line above it."""
    return text("\n".join(filter(None, (above, f"-# {wording.disclaimer()}"))))


def rows(buttons: Sequence[ui.Button[Page]]) -> Iterator[Row]:
    """Buttons in as few rows as hold them, the rows as even as can be: a full row breaks in two on most screens."""
    count = -(-len(buttons) // BUTTONS_A_ROW)
    size = -(-len(buttons) // max(count, 1))
    for row in range(count):
        yield Row(*buttons[row * size : (row + 1) * size])


def components_of_rows(buttons: int) -> int:
    """How many components `rows` makes of so many buttons."""
    return buttons + -(-buttons // BUTTONS_A_ROW)


def link_rows(links: Sequence[Link]) -> Iterator[ui.Item[Page]]:
    """The "Try this search on" buttons below their title."""
    if links:
        yield text(f"-# {wording.try_on()}")
        yield from rows([ui.Button(label=link.title, url=link.url) for link in links])


def entry_button(entry: EntryReference) -> ui.Button[Page]:
    """A button that opens an entry."""
    label = shortened(entry.headword, LONGEST_LABEL)
    return ui.Button(label=label, custom_id=OpenEntry(entry.key).encode(), style=discord.ButtonStyle.secondary)


def option(key: str, label: str, description: str | None = None) -> discord.SelectOption:
    """One entry to choose in a menu."""
    return discord.SelectOption(
        label=shortened(label, LONGEST_OPTION),
        value=key,
        description=shortened(description, LONGEST_OPTION) if description else None,
    )


def menus(name: str, placeholder: str, options: Sequence[discord.SelectOption]) -> Iterator[Row]:
    """As many menus as the entries to open take."""
    for number in range(min(MOST_MENUS, -(-len(options) // MOST_OPTIONS))):
        start = number * MOST_OPTIONS
        yield select_menu(OpenFromMenu(name, number), placeholder, options[start : start + MOST_OPTIONS])


def select_menu(action: CustomId, placeholder: str, options: Sequence[discord.SelectOption]) -> Row:
    """A menu that does this with the chosen value."""
    return Row(ui.Select(custom_id=action.encode(), placeholder=placeholder, options=list(options[:MOST_OPTIONS])))


def pager(number: int, count: int, turn_to: Callable[[int], CustomId], *others: ui.Button[Page]) -> Row:
    """Buttons to the page before and after, which do what `turn_to` says of its number, with where the reader is
    between them, and other buttons behind.
    """
    return Row(
        turning_button(wording.previous(), "previous", turn_to(number - 1) if number > 0 else None),
        ui.Button(label=wording.page_of(number + 1, count), custom_id=f"where:{number}", disabled=True),
        turning_button(wording.following(), "next", turn_to(number + 1) if number + 1 < count else None),
        *others,
    )


def turning_button(label: str, name: str, action: CustomId | None) -> ui.Button[Page]:
    """A button to another page; it cannot be pressed without an action, where there is no such page."""
    return ui.Button(
        label=label,
        custom_id=action.encode() if action else f"end:{name}",
        disabled=action is None,
        style=discord.ButtonStyle.primary,
    )


def menu(name: str, placeholder: str, options: Sequence[discord.SelectOption]) -> Row:
    """A menu of entries to open."""
    return select_menu(OpenFromMenu(name), placeholder, options)
