"""All tabs of an entry's page. One that is not listed here is not there."""

from __future__ import annotations

from bot.discord_bot.pages.tabs import definitions, directory, journals, more, related, results
from bot.discord_bot.pages.tabs.tab import Tab

# The tabs with a button on every page of an entry, in order; a row has room for five.
ROW: tuple[Tab, ...] = (
    definitions.TAB,
    related.TAB,
    directory.TAB,
    journals.TAB,
    more.TAB,
)
# The tabs that a button on the last of them opens.
BEHIND_MORE: tuple[Tab, ...] = (results.TAB,)


def tab_named(name: str) -> Tab | None:
    """Return the tab with this name; None if there is none, as under the message of a newer version."""
    return next((tab for tab in (*ROW, *BEHIND_MORE) if tab.name == name), None)
