"""What buttons and menus remember: everything, in their `custom_id` or option values, so that they outlive restarts and
rebuilds and hold no memory.

A `custom_id` and an option value hold 100 characters each
(https://discord.com/developers/docs/components/reference#anatomy-of-a-component); an entry's key has at most 80.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_ID = 100

# "page:3:interleukin" opens the third page of an entry. "show" tells two buttons for the same page of one entry apart.
PAGE_TEMPLATE = r"(?P<what>page|show):(?P<number>[0-9]{1,3}):(?P<key>.+)"
MENU_TEMPLATE = r"open:(?P<menu>[a-z]+)(?P<number>[0-9]{0,4})"
# "back:cytokine interleukin" turns back to cytokine, and from there to interleukin. No headword's words hold a space in a key.
BACK_TEMPLATE = r"back:(?P<trail>.+)"
# "language:es:interleukin" opens an entry in Spanish.
LANGUAGE_TEMPLATE = r"language:(?P<language>[a-z]{2}):(?P<key>.+)"
HEAR_TEMPLATE = r"hear:(?P<key>.+)"
SHARE_TEMPLATE = r"share:(?P<number>[0-9]{1,3}):(?P<key>.+)"
# Shows the very page that it stands on to everyone, as the message has it.
SHARE_PAGE_TEMPLATE = r"share"
SHARE_SOUND_TEMPLATE = r"share-sound:(?P<key>.+)"
# A page that somebody asked for, or one that somebody has shown to everyone.
DELETE_TEMPLATE = r"delete:(?P<what>asked|shown)"
# Looks the words of an entry that is no longer there up again.
FIND_TEMPLATE = r"find:(?P<words>.+)"
# The menu of the terms in a message stays on the pages that are opened from it, and says which they were; its number is how
# many more there are.
TERMS_MENU = "terms"
TERMS_TEMPLATE = r"terms"
BETWEEN_KEYS = " "
FEEDBACK_TEMPLATE = r"feedback:(?P<key>.+)"
PEEK_TEMPLATE = r"peek:(?P<key>.+)"
# "quiz:d0105017k3q21:angina" is the third option (2) of the second of five rounds about diseases, with nothing scored so far;
# the second option (1) is right, and that is angina. 80 characters remain for its key.
GAME = r"(?P<field>[a-z])(?P<number>[0-9]{2})(?P<rounds>[0-9]{2})(?P<score>[0-9]{2})(?P<seed>[0-9a-z]{4})"
GUESS_TEMPLATE = rf"quiz:{GAME}(?P<option>[0-9])(?P<right>[0-9]):(?P<key>.+)"
ROUND_TEMPLATE = rf"round:{GAME}"
SAVE_TEMPLATE = r"save:(?P<key>.+)"
# "saved:entry:3:0:interleukin" opens the first page of an entry from the fourth page of a member's list.
SAVED_TEMPLATE = r"saved:(?P<what>[a-z]{4,6}):(?P<at>[0-9]{1,2}):(?P<number>[0-9]{1,3}):(?P<key>.*)"
SAVED_MENU_TEMPLATE = r"mine:(?P<what>entry|remove):(?P<at>[0-9]{1,2})"

# What is pressed to see more of what was asked for, and not something else.
STILL_ASKED_FOR = ("page:", "share", "open:meaning", "open:suggestion")


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


def language_id(language: str, key: str) -> str:
    """The `custom_id` of a button that opens an entry in another language (ISO 639-1)."""
    return f"language:{language}:{key}"


def hear_id(key: str) -> str:
    """The `custom_id` of the button that says how an entry's headword is pronounced. Each entry's page has one."""
    return f"hear:{key}"


def share_id(key: str, number: int) -> str:
    """The `custom_id` of a button that shows a page of an entry to everyone; pages count from zero."""
    return f"share:{number}:{key}"


def share_sound_id(key: str) -> str:
    """The `custom_id` of a button that tells everyone how an entry's headword is pronounced."""
    return f"share-sound:{key}"


def delete_id(*, shown: bool) -> str:
    """The `custom_id` of a button that deletes the message it stands on; `shown` says that somebody showed it to everyone."""
    return "delete:shown" if shown else "delete:asked"


def find_id(words: str) -> str:
    """The `custom_id` of a button that looks words up."""
    return f"find:{words}"[:LONGEST_ID]


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


def open_privately_id(key: str) -> str:
    """The `custom_id` of a button that shows an entry privately, beside the page it stands on."""
    return f"peek:{key}"


@dataclass(frozen=True, slots=True)
class GameState:
    """Where a quiz is: its field (one letter), this round (from zero) of how many, the score so far, the seed of four letters
    or digits.
    """

    field: str
    number: int
    rounds: int
    score: int
    seed: str

    def __str__(self) -> str:
        return f"{self.field}{self.number:02}{self.rounds:02}{self.score:02}{self.seed}"


def game_state(match: re.Match[str]) -> GameState:
    """Where a quiz is, by the `custom_id` of one of its buttons."""
    return GameState(match["field"], int(match["number"]), int(match["rounds"]), int(match["score"]), match["seed"])


def guess_id(state: GameState, option: int, right: int, key: str) -> str:
    """The `custom_id` of an option of a quiz's question; the key is that of the right answer."""
    return f"quiz:{state}{option}{right}:{key}"


def round_id(state: GameState) -> str:
    """The `custom_id` of a button that shows the question of a round of a quiz."""
    return f"round:{state}"
