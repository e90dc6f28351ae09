"""What buttons and menus remember: everything, in their `custom_id` or option values, so that they outlive restarts and
rebuilds and hold no memory.

A `custom_id` and an option value hold 100 characters each
(https://discord.com/developers/docs/components/reference#anatomy-of-a-component); an entry's key has at most 80.
"""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_ID = 100

# "page:3:interleukin" opens the third page of an entry. "show" tells two buttons for the same page of one entry apart.
PAGE_TEMPLATE = r"(?P<what>page|show):(?P<number>[0-9]{1,3}):(?P<key>.+)"
MENU_TEMPLATE = r"open:(?P<menu>[a-z]+)(?P<number>[0-9]{0,4})"
# "back:cytokine interleukin" turns back to cytokine, and from there to interleukin. No headword's words hold a space in a key.
BACK_TEMPLATE = r"back:(?P<trail>.+)"
HEAR_TEMPLATE = r"hear:(?P<key>.+)"
SHARE_TEMPLATE = r"share:(?P<number>[0-9]{1,3}):(?P<key>.+)"
# A page that somebody asked for, or one that somebody has shown to everyone.
DELETE_TEMPLATE = r"delete:(?P<what>asked|shown)"
# Looks the words of an entry that is no longer there up again.
FIND_TEMPLATE = r"find:(?P<words>.+)"
# The menu of the terms in a message stays on the pages that are opened from it, and says which they were; its number is how
# many more there are.
TERMS_MENU = "terms"
TERMS_TEMPLATE = r"terms"
BETWEEN_KEYS = " "

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


def back_id(trail: Sequence[str]) -> str | None:
    """The `custom_id` of a button that turns back to the entries on a trail of keys, the last left one first; older ones that it
    has no room for are left out. None when there is room for none.
    """
    identifier = ""
    for key in trail:
        longer = f"{identifier}{BETWEEN_KEYS}{key}" if identifier else f"back:{key}"
        if len(longer) > LONGEST_ID or BETWEEN_KEYS in key:
            break
        identifier = longer
    return identifier or None


def trail_of(written: str) -> tuple[str, ...]:
    """The trail of keys that the `custom_id` of a Back button holds after its first word."""
    return tuple(written.split(BETWEEN_KEYS))


def hear_id(key: str) -> str:
    """The `custom_id` of the button that says how an entry's headword is pronounced. Each entry's page has one."""
    return f"hear:{key}"


def share_id(key: str, number: int) -> str:
    """The `custom_id` of a button that shows a page of an entry to everyone; pages count from zero."""
    return f"share:{number}:{key}"


def delete_id(*, shown: bool) -> str:
    """The `custom_id` of a button that deletes the message it stands on; `shown` says that somebody showed it to everyone."""
    return "delete:shown" if shown else "delete:asked"


def find_id(words: str) -> str:
    """The `custom_id` of a button that looks words up."""
    return f"find:{words}"[:LONGEST_ID]
