"""Lists that entries are opened from in place, and that the pages of these lead back to: what a search found, a page of the
directory, a comparison; and what their own buttons and menus remember.

An origin is the `custom_id` of a button that shows the list again, so it holds all that is needed for that. A `custom_id` has
100 characters (https://discord.com/developers/docs/components/reference#anatomy-of-a-component).
"""

from __future__ import annotations

# "to" tells the button on an entry's page from those on the list's own pages.
SEARCH_TEMPLATE = r"(?:to:)?search:(?P<number>[0-9]{1,2}):(?P<words>.+)"
BROWSE_TEMPLATE = r"(?:to:)?browse:(?P<initial>[a-z0]):(?P<number>[0-9]{1,5})"
COMPARE_TEMPLATE = r"(?:to:)?compare:(?P<first>[^|]+)\|(?P<second>[^|]+)"
CHANCE_TEMPLATE = r"(?:to:)?random:(?P<field>[a-z])"
TO_TEMPLATE = r"to:(?P<origin>.+)"
# A menu whose option values are keys of entries to open with a way back to the list that it stands on.
FROM_TEMPLATE = r"from:(?P<origin>.+)"
INITIALS_TEMPLATE = r"initials"
# A menu whose option values are numbers of pages of an initial.
JUMP_TEMPLATE = r"jump:(?P<initial>[a-z0]):[0-9]"
# A menu whose option values are keys to compare with the other side: a name, or a key with its mark.
CHOOSE_TEMPLATE = r"choose:(?P<side>first|second):(?P<other>.+)"
SOURCES_TEMPLATE = r"sources:(?P<number>[0-9]{1,3})"
HELP_TEMPLATE = r"help:(?P<number>[0-9]{1,2})"

TO = "to:"
LONGEST_ID = 100
# What is left for words when "from:search:99:" stands before them is 85; a round number is easier to tell people.
LONGEST_SEARCH = 80
# What is left for a term when "choose:second:" stands before it is 86; the longest key has 84 with its mark.
LONGEST_COMPARED = 84


def search_origin(words: str, number: int) -> str:
    """A page of what a search for some words found; pages count from zero."""
    return f"search:{number}:{words}"


def browse_origin(initial: str, number: int) -> str:
    """A page of the directory; pages count from zero."""
    return f"browse:{initial}:{number}"


def compare_origin(first: str, second: str) -> str | None:
    """The comparison of two entries, by their keys; None when these are too long for a `custom_id`."""
    origin = f"compare:{first}|{second}"
    return origin if len(from_id(origin)) <= LONGEST_ID and origin.count("|") == 1 else None


def chance_origin(field: str) -> str:
    """Another entry by chance, from a field."""
    return f"random:{field}"


def to_id(origin: str) -> str:
    """The `custom_id` of a button on an entry's page that leads back to where it was opened."""
    return f"{TO}{origin}"


def from_id(origin: str) -> str:
    """The `custom_id` of a menu of entries on a list."""
    return f"from:{origin}"


def jump_id(initial: str, level: int) -> str:
    """The `custom_id` of a menu of pages of an initial; a page has one for each level."""
    return f"jump:{initial}:{level}"


def choose_id(side: str, other: str) -> str:
    """The `custom_id` of a menu of entries for one side of a comparison."""
    return f"choose:{side}:{other}"
