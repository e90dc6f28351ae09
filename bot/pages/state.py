"""What buttons and menus remember: everything, in their `custom_id` or option values, so that they outlive restarts and
rebuilds and hold no memory.

A `custom_id` and an option value hold 100 characters each
(https://discord.com/developers/docs/components/reference#anatomy-of-a-component); an entry's key has at most 80.
"""

from __future__ import annotations

# "page:3:interleukin" opens the third page of an entry. "show" tells two buttons for the same page of one entry apart.
PAGE_TEMPLATE = r"(?P<what>page|show):(?P<number>[0-9]{1,3}):(?P<key>.+)"
MENU_TEMPLATE = r"open:(?P<menu>[a-z]+[0-9]?)"
FEEDBACK_TEMPLATE = r"feedback:(?P<key>.+)"
PEEK_TEMPLATE = r"peek:(?P<key>.+)"
SAVE_TEMPLATE = r"save:(?P<key>.+)"
# "saved:entry:3:0:interleukin" opens the first page of an entry from the fourth page of a member's list.
SAVED_TEMPLATE = r"saved:(?P<what>[a-z]{4,6}):(?P<at>[0-9]{1,2}):(?P<number>[0-9]{1,3}):(?P<key>.*)"
SAVED_MENU_TEMPLATE = r"mine:(?P<what>entry|remove):(?P<at>[0-9]{1,2})"

# What is pressed to see more of what was asked for, and not something else.
STILL_ASKED_FOR = ("page:", "share:", "open:meaning", "open:suggestion")


def page_id(key: str, number: int) -> str:
    """The `custom_id` of a button that turns to a page of the entry it stands on; pages count from zero."""
    return f"page:{number}:{key}"


def show_id(key: str) -> str:
    """The `custom_id` of a button that opens another entry."""
    return f"show:0:{key}"


def menu_id(menu: str) -> str:
    """The `custom_id` of a menu whose option values are keys of entries to open."""
    return f"open:{menu}"


def save_id(key: str) -> str:
    """The `custom_id` of a button that saves an entry to the list of whoever presses it."""
    return f"save:{key}"


def saved_id(what: str, at: int = 0, number: int = 0, key: str = "") -> str:
    """The `custom_id` of a button on a member's own list, or on an entry opened from page `at` of it."""
    return f"saved:{what}:{at}:{number}:{key}"


def saved_menu_id(what: str, at: int) -> str:
    """The `custom_id` of a menu on page `at` of a member's list: its option values are keys of entries."""
    return f"mine:{what}:{at}"


def feedback_id(key: str) -> str:
    """The `custom_id` of a button that shows the form for feedback on an entry, and of that form."""
    return f"feedback:{key}"


def peek_id(key: str) -> str:
    """The `custom_id` of a button that shows an entry privately, beside the page it stands on."""
    return f"peek:{key}"
