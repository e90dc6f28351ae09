"""A tab of an entry's page as a record, what it is built from, and what it is built into."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.discord_bot.limits import MAX_BUTTONS_PER_ROW
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.custom_ids.sharing import SharePage
from bot.discord_bot.ui.page import BUDGET, Part, Size
from bot.discord_bot.ui.page_context import PageContext
from bot.lexicon.dictionary import Lookup
from bot.lexicon.model import Entry

# Characters of the text that the frame of a tab has at most: headword, emergency line, footer, who has shown the page.
FRAME_TEXT = 1_100
# Rows of buttons: the tabs, the pager, the ways back. The others are the container, title, gap, line and footer.
FRAME_ROWS = 1 + MAX_BUTTONS_PER_ROW + 4 + MAX_BUTTONS_PER_ROW
TERMS_MENU = 2
# The room for the parts of a tab, wherever its page is.
ROOM = BUDGET - Size(FRAME_TEXT, FRAME_ROWS + TERMS_MENU + 5)


@dataclass(frozen=True, slots=True)
class TabRequest:
    """A request for page `number` (from zero) of a tab of an entry.

    `dictionary` answers further questions, such as for related entries. `name` is the name that led to the entry, empty
    if it is the headword.
    """

    entry: Entry
    dictionary: Lookup
    context: PageContext
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class TabContent:
    """The content of page `number` (from zero) of the `pages` pages of a tab. It must fit into `ROOM`.

    `share` is the action of the button that shows a private page to everyone: the same page, or another one.
    """

    parts: tuple[Part, ...]
    number: int = 0
    pages: int = 1
    share: CustomId = field(default_factory=SharePage)


def always(_entry: Entry) -> bool:
    """Return True: every entry has this tab."""
    return True


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: its name in `custom_id`s (one to nine small letters), its label (marked with `N_`), and its content.

    Entries for which `has_content` returns False do not have the tab. It is asked for every page, so it must be quick.
    """

    name: str
    label: str
    build: Callable[[TabRequest], Awaitable[TabContent]]
    has_content: Callable[[Entry], bool] = always
