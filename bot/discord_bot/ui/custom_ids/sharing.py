"""The `custom_id`s of the buttons that show a private page to everyone, and that delete a public one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from bot.discord_bot.ui.custom_ids.record import CustomId, name_and_key, with_name


@dataclass(frozen=True, slots=True)
class ShareEntry(CustomId):
    """A button: show page `number` (from zero) of an entry to everyone."""

    number: int
    key: str

    TEMPLATE = r"share:(?P<number>[0-9]{1,3}):(?P<key>.+)"

    def encode(self) -> str:
        """Such as "share:0:interleukin"."""
        return f"share:{self.number}:{self.key}"

    @property
    def keeps_source(self) -> bool:
        """Return True: the page stays the same."""
        return True


@dataclass(frozen=True, slots=True)
class SharePage(CustomId):
    """A button: show the page that it is on to everyone, as it was sent."""

    TEMPLATE = r"share"

    def encode(self) -> str:
        """Always "share"."""
        return "share"

    @property
    def keeps_source(self) -> bool:
        """Return True: the page stays the same."""
        return True


@dataclass(frozen=True, slots=True)
class SharePronunciation(CustomId):
    """A button: tell everyone how a name of an entry is pronounced; the headword if `name` is empty, or too long for a
    `custom_id`.
    """

    key: str
    name: str = ""

    TEMPLATE = r"share-sound:(?P<key>.+)|share-said:(?P<length>[0-9]{1,3}):(?P<named>.+)"

    def encode(self) -> str:
        """Such as "share-sound:interleukin", "share-said:7:dyspneashortness-of-breath"."""
        return (self.name and with_name("share-said", self.name, self.key)) or f"share-sound:{self.key}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read key and name."""
        name, key = name_and_key(match)
        return cls(key, name)

    @property
    def keeps_source(self) -> bool:
        """Return True: the entry stays the same."""
        return True


@dataclass(frozen=True, slots=True)
class DeletePage(CustomId):
    """A button: delete the message that it is on. `shown` is True if somebody has shown the page to everyone,
    False if the page answers a command or press.
    """

    shown: bool

    TEMPLATE = r"delete:(?P<what>asked|shown)"

    def encode(self) -> str:
        """Return "delete:shown" or "delete:asked"."""
        return "delete:shown" if self.shown else "delete:asked"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read which of both it is."""
        return cls(match["what"] == "shown")


# A page has at most one of these buttons.
SHARE_OR_DELETE = (DeletePage, SharePage, ShareEntry)
