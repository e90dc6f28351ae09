"""Makes parts that many pages have: paragraphs, rows of buttons, menus of entries, the pager, links to other sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from bot.discord_bot.limits import (
    MAX_BUTTONS_PER_ROW,
    MAX_SELECT_OPTION_TEXT,
    MAX_SELECT_OPTIONS,
)
from bot.discord_bot.ui.custom_ids.entry import OpenFromMenu
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.links import Link
from bot.discord_bot.ui.markdown import link, shortened
from bot.discord_bot.ui.page import GAP, Button, Menu, Option, Part, Row, Style, Text, small_print
from bot.discord_bot.ui.translation import _
from bot.terms.invisible import without_invisible

# No entry has more parents than three menus hold; each menu takes two of the components of a message.
MAX_MENUS = 3
# Characters of the links to other sites, addresses included.
MAX_LINK_TEXT = 900
BLANK_LINE = "\n\n"


def paragraphs(blocks: Sequence[str], max_components: int) -> Iterator[Part]:
    """Texts with gaps between them if these are at most `max_components` parts; else one text with blank lines."""
    if 2 * len(blocks) - 1 > max_components:
        blocks = [BLANK_LINE.join(blocks)]
    for at, block in enumerate(blocks):
        if at:
            yield GAP
        yield Text(block)


def rows(buttons: Sequence[Button]) -> Iterator[Row]:
    """Buttons in as few rows as possible, of about equal length: most screens break a full row in two."""
    count = -(-len(buttons) // MAX_BUTTONS_PER_ROW)
    size = -(-len(buttons) // max(count, 1))
    for row in range(count):
        yield Row(tuple(buttons[row * size : (row + 1) * size]))


def link_line(links: Sequence[Link]) -> Iterator[Part]:
    """One small line of links to other sites, as many as `MAX_LINK_TEXT` has room for; nothing if there are none.

    As buttons they would take more of a telephone's screen than what the page has to say.
    """
    written = [link(each.title, each.url) for each in links]
    lengths = accumulate(len(each) for each in written)
    if fitting := [each for each, length in zip(written, lengths, strict=True) if length <= MAX_LINK_TEXT]:
        introduction = _("Try this search on:")
        yield Text(small_print(f"{introduction} {', '.join(fitting)}"))


def button(
    label: str,
    action: CustomId,
    *,
    emoji: str | None = None,
    style: Style = Style.SECONDARY,
    is_usable: bool = True,
) -> Button:
    """A button for an action. If it is not usable, it is shown but cannot be pressed."""
    return Button(label, action.encode(), style=style, emoji=emoji, disabled=not is_usable)


def option(value: str, label: str, description: str | None = None) -> Option:
    """An option of a menu, with its texts, without what nobody sees, cut to the length that Discord accepts."""
    below = shortened(without_invisible(description), MAX_SELECT_OPTION_TEXT) if description else None
    return Option(value, shortened(without_invisible(label), MAX_SELECT_OPTION_TEXT), below)


def menu(action: CustomId, placeholder: str, options: Sequence[Option]) -> Menu:
    """A menu for an action, with as many of the options as Discord accepts."""
    return Menu(action.encode(), placeholder, tuple(options[:MAX_SELECT_OPTIONS]))


def entry_menu(name: str, placeholder: str, options: Sequence[Option]) -> Menu:
    """A menu whose option values are keys of entries to open."""
    return menu(OpenFromMenu(name), placeholder, options)


def entry_menus(name: str, placeholder: str, options: Sequence[Option]) -> Iterator[Menu]:
    """As many menus of entries as the options need, at most MAX_MENUS."""
    for number in range(min(MAX_MENUS, -(-len(options) // MAX_SELECT_OPTIONS))):
        start = number * MAX_SELECT_OPTIONS
        yield menu(OpenFromMenu(name, number), placeholder, options[start : start + MAX_SELECT_OPTIONS])


def pager(number: int, count: int, turn_to: Callable[[int], CustomId], *others: Button) -> Row:
    """A row of buttons: to the page before, the number of this page, to the page after, and other buttons.

    The page is `number` (from zero) of `count`. `turn_to` gives the action that shows the page of a number.
    """
    position = _("Page {number} of {count}").format(number=number + 1, count=count)
    previous = turn_to(number - 1) if number > 0 else None
    following = turn_to(number + 1) if number + 1 < count else None
    return Row(
        (
            _page_button(_("Previous"), previous, "end:previous"),
            Button(position, f"where:{number}", disabled=True),
            _page_button(_("Next"), following, "end:next"),
            *others,
        )
    )


def _page_button(label: str, action: CustomId | None, id_at_end: str) -> Button:
    """A button to another page; disabled if there is none."""
    custom_id = action.encode() if action else id_at_end
    return Button(label, custom_id, style=Style.PRIMARY, disabled=action is None)
