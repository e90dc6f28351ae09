"""The `custom_id`s of a member's own list of saved entries. All but the menus begin with "saved:" and have
three fields after the action's name: a page of the list, a number, and a key; what an action does not need
is 0 or empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from bot.discord_bot.ui.custom_ids.record import CustomId


@dataclass(frozen=True, slots=True)
class ShowSaved(CustomId):
    """A button: show a page of the list, counted from zero. `button` distinguishes two buttons that lead to
    the same page.
    """

    list_page: int
    button: int = 0

    TEMPLATE = r"saved:list:(?P<list_page>[0-9]{1,2}):(?P<button>[0-9]{1,3}):"

    def encode(self) -> str:
        """Such as "saved:list:3:0:"."""
        return f"saved:list:{self.list_page}:{self.button}:"


@dataclass(frozen=True, slots=True)
class OpenSaved(CustomId):
    """A button: show page `number` of an entry that was opened from a page of the list; both are counted from zero."""

    list_page: int
    number: int
    key: str

    TEMPLATE = r"saved:entry:(?P<list_page>[0-9]{1,2}):(?P<number>[0-9]{1,3}):(?P<key>.+)"

    def encode(self) -> str:
        """Such as "saved:entry:3:0:interleukin"."""
        return f"saved:entry:{self.list_page}:{self.number}:{self.key}"


@dataclass(frozen=True, slots=True)
class RemoveSaved(CustomId):
    """A button: take an entry off the list, and show the page of the list (from zero) that it was opened from."""

    list_page: int
    key: str

    TEMPLATE = r"saved:remove:(?P<list_page>[0-9]{1,2}):[0-9]{1,3}:(?P<key>.+)"

    def encode(self) -> str:
        """Such as "saved:remove:3:0:interleukin"."""
        return f"saved:remove:{self.list_page}:0:{self.key}"


@dataclass(frozen=True, slots=True)
class ExportText(CustomId):
    """A button: send the list as a text file."""

    TEMPLATE = r"saved:text:0:0:"

    def encode(self) -> str:
        """Always "saved:text:0:0:"."""
        return "saved:text:0:0:"


@dataclass(frozen=True, slots=True)
class ExportCards(CustomId):
    """A button: send the list as a file of cards for Anki."""

    TEMPLATE = r"saved:cards:0:0:"

    def encode(self) -> str:
        """Always "saved:cards:0:0:"."""
        return "saved:cards:0:0:"


@dataclass(frozen=True, slots=True)
class AskToDeleteSaved(CustomId):
    """A button: ask whether everything that is stored of a member is to be deleted. `from_privacy` is True on the page
    of `/privacy`, to which the question then leads back; False on the list.
    """

    from_privacy: bool = False

    TEMPLATE = r"saved:delete:0:0:(?P<page>privacy|)"

    def encode(self) -> str:
        """Return "saved:delete:0:0:privacy" or "saved:delete:0:0:"."""
        return f"saved:delete:0:0:{'privacy' if self.from_privacy else ''}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read which page it is on."""
        return cls(match["page"] == "privacy")


@dataclass(frozen=True, slots=True)
class DeleteSaved(CustomId):
    """A button: delete everything that is stored of a member."""

    TEMPLATE = r"saved:clear:0:0:"

    def encode(self) -> str:
        """Always "saved:clear:0:0:"."""
        return "saved:clear:0:0:"


@dataclass(frozen=True, slots=True)
class ChooseSaved(CustomId):
    """A menu whose option values are keys on a page of the list (from zero): open the chosen entry, or remove it."""

    removes: bool
    list_page: int

    TEMPLATE = r"mine:(?P<what>entry|remove):(?P<list_page>[0-9]{1,2})"

    def encode(self) -> str:
        """Such as "mine:entry:3" or "mine:remove:3"."""
        return f"mine:{'remove' if self.removes else 'entry'}:{self.list_page}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read which of both it is, and the page."""
        return cls(match["what"] == "remove", int(match["list_page"]))
