"""The rows of buttons at the foot of all pages of an entry: its tabs, and the ways back."""

from __future__ import annotations

from bot.discord_bot.pages.actions import back_buttons
from bot.discord_bot.pages.tabs.registry import BEHIND_MORE, ROW
from bot.discord_bot.pages.tabs.tab import Tab
from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.entry import ShowTab
from bot.discord_bot.ui.custom_ids.lists import BackToList, Origin, ShowComparison, ShowInitial, ShowRandom, ShowResults
from bot.discord_bot.ui.page import Button, Row, Style
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Entry

# The name in `custom_id`s of the first screen of an entry.
OVERVIEW = "overview"


def tab_row(entry: Entry, name: str = "", active: Tab | None = None) -> Row:
    """A button for each tab that the entry has; the one of the `active` tab is colored.

    `name` is the name that led to the entry, empty if it is the headword.
    """
    active = ROW[-1] if active in BEHIND_MORE else active
    return Row(tuple(_tab_button(tab, entry.key, name, active) for tab in ROW if tab.has_content(entry)))


def _tab_button(tab: Tab, key: str, name: str, active: Tab | None) -> Button:
    style = Style.PRIMARY if tab is active else Style.SECONDARY
    return button(_(tab.label), ShowTab(tab.name, key, name), style=style)


def overview_button(key: str, name: str = "") -> Button:
    """The button from a tab to the first screen of the entry."""
    return button(_("Overview"), ShowTab(OVERVIEW, key, name))


def ways_back(context: PageContext) -> list[Button]:
    """The buttons to the entry before this one and to the list that it was opened from; none if there is neither."""
    origin = context.origin
    to_list = [button(_origin_label(origin), BackToList(origin))] if origin else []
    return [*back_buttons(context), *to_list]


def _origin_label(origin: Origin) -> str:
    """The label of the button back to a list."""
    labels: dict[type[Origin], str] = {
        ShowResults: _("Back to the results"),
        ShowInitial: _("Back to the list"),
        ShowComparison: _("Back to the comparison"),
        ShowRandom: _("Another entry"),
    }
    return labels[type(origin)]
