"""The `custom_id`s of the buttons that show a private page to everyone, and that delete a public one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from bot.discord_bot.ui.custom_ids.record import CustomId


@dataclass(frozen=True, slots=True)
class ShareEntry(CustomId):
    """A button: show page `number` (from zero) of an entry to everyone."""

    number: int
    key: str

    TEMPLATE = r"share:(?P<number>[0-9]{1,3}):(?P<key>.+)"

    def encode(self) -> str:
        """Such as "share:0:interleukin"."""
        return f"share:{self.number}:{self.key}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read page and key."""
        return cls(int(match["number"]), match["key"])

    @property
    def keeps_source(self) -> bool:
        """It is the same page."""
        return True


@dataclass(frozen=True, slots=True)
class SharePage(CustomId):
    """A button: show the very page that it stands on to everyone, as the message has it."""

    TEMPLATE = r"share"

    def encode(self) -> str:
        """Always "share"."""
        return "share"

    @property
    def keeps_source(self) -> bool:
        """It is the same page."""
        return True


@dataclass(frozen=True, slots=True)
class SharePronunciation(CustomId):
    """A button: tell everyone how an entry's headword is pronounced."""

    key: str

    TEMPLATE = r"share-sound:(?P<key>.+)"

    def encode(self) -> str:
        """Such as "share-sound:interleukin"."""
        return f"share-sound:{self.key}"

    @property
    def keeps_source(self) -> bool:
        """It is the same entry."""
        return True


@dataclass(frozen=True, slots=True)
class DeletePage(CustomId):
    """A button: delete the message that it stands on; `shown` tells that a person showed it to everyone, and did not ask for it."""

    shown: bool

    TEMPLATE = r"delete:(?P<what>asked|shown)"

    def encode(self) -> str:
        """Return "delete:shown" or "delete:asked"."""
        return "delete:shown" if self.shown else "delete:asked"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read which of both it is."""
        return cls(match["what"] == "shown")


# Of these a page has one at its foot.
FOOT = (DeletePage, SharePage, ShareEntry)
