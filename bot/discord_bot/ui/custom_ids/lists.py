"""The `custom_id`s of lists and their pages: search results, the directory, comparisons, random entries, sources, help.

The first four are origins: their entries are opened in place of the list, and the pages of the entries lead back to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self, cast

from bot.discord_bot.limits import MAX_CUSTOM_ID
from bot.discord_bot.ui.custom_ids.record import CustomId

# With "from:search:99:" before them there is room for 85 characters; a round number is easier to tell people.
MAX_SEARCH_WORDS = 80
# With "choose:second:" before it there is room for 86 characters; the longest key has 84 with its mark.
MAX_COMPARED_TERM = 84
# The first version of /random wrote fields as words.
FIELD_LETTERS = {"any": "a", "diseases": "d", "medicines": "m", "anatomy": "b", "procedures": "t"} | {
    "functions": "f",
    "living": "l",
    "devices": "o",
}


@dataclass(frozen=True, slots=True)
class ShowResults(CustomId):
    """A button: show page `number` (from zero) of the results of a search for words."""

    number: int
    words: str

    TEMPLATE = r"(?:to:)?search:(?P<number>[0-9]{1,2}):(?P<words>.+)"

    def encode(self) -> str:
        """Such as "search:0:lack of oxygen"."""
        return f"search:{self.number}:{self.words}"


@dataclass(frozen=True, slots=True)
class ShowInitial(CustomId):
    """A button: show page `number` (from zero) of the entries that begin with a letter; "0" stands for
    anything but a letter.
    """

    initial: str
    number: int

    TEMPLATE = r"(?:to:)?browse:(?P<initial>[a-z0]):(?P<number>[0-9]{1,5})"

    def encode(self) -> str:
        """Such as "browse:i:12"."""
        return f"browse:{self.initial}:{self.number}"


@dataclass(frozen=True, slots=True)
class ShowComparison(CustomId):
    """A button: show the comparison of two entries, by their keys."""

    first: str
    second: str

    TEMPLATE = r"(?:to:)?compare:(?P<first>[^|]+)\|(?P<second>[^|]+)"

    def encode(self) -> str:
        """Such as "compare:interleukin|cytokine"."""
        return f"compare:{self.first}|{self.second}"

    @classmethod
    def fitting(cls, first: str, second: str) -> Self | None:
        """Return the comparison of two keys; None when they have no room in the `custom_id` of a menu that
        leads back to it.
        """
        shown = cls(first, second)
        has_room = len(OpenFromList(shown).encode()) <= MAX_CUSTOM_ID
        return shown if has_room and "|" not in first + second else None


@dataclass(frozen=True, slots=True)
class ShowRandom(CustomId):
    """A button: show another random entry of a field (bot.lexicon.collections.fields)."""

    field: str

    TEMPLATE = r"(?:to:)?random:(?P<field>[a-z]|" + "|".join(FIELD_LETTERS) + ")"

    def encode(self) -> str:
        """Such as "random:d"."""
        return f"random:{self.field}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the letter of the field."""
        return cls(FIELD_LETTERS.get(match["field"], match["field"]))


Origin = ShowResults | ShowInitial | ShowComparison | ShowRandom
ORIGINS: tuple[type[Origin], ...] = (ShowResults, ShowInitial, ShowComparison, ShowRandom)
ORIGIN = "|".join(re.sub(r"\?P<[a-z]+>", "?:", each.TEMPLATE.removeprefix("(?:to:)?")) for each in ORIGINS)


def origin_in(text: str) -> Origin:
    """Return the origin that matches `ORIGIN`."""
    decoded = (each.decode(text) for each in ORIGINS)
    return cast(Origin, next(filter(None, decoded)))


@dataclass(frozen=True, slots=True)
class BackToList(CustomId):
    """A button on an entry's page: show the list again that the entry was opened from."""

    origin: Origin

    TEMPLATE = rf"to:(?P<origin>{ORIGIN})"

    def encode(self) -> str:
        """Such as "to:search:0:lack of oxygen"; the component that answers is that of the origin."""
        return f"to:{self.origin.encode()}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the origin."""
        return cls(origin_in(match["origin"]))


@dataclass(frozen=True, slots=True)
class OpenFromList(CustomId):
    """A menu on a list whose option values are keys: open the chosen entry, with a way back to the list."""

    origin: Origin

    TEMPLATE = rf"from:(?P<origin>{ORIGIN})"

    def encode(self) -> str:
        """Such as "from:browse:i:12"."""
        return f"from:{self.origin.encode()}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the origin."""
        return cls(origin_in(match["origin"]))


@dataclass(frozen=True, slots=True)
class ShowInitials(CustomId):
    """A button: show the letters that entries begin with."""

    TEMPLATE = r"initials"

    def encode(self) -> str:
        """Always "initials"."""
        return "initials"


@dataclass(frozen=True, slots=True)
class JumpInInitial(CustomId):
    """A menu whose option values are numbers of pages of a letter: show the chosen page. A page has a menu
    for each level.
    """

    initial: str
    level: int

    TEMPLATE = r"jump:(?P<initial>[a-z0]):(?P<level>[0-9])"

    def encode(self) -> str:
        """Such as "jump:i:0"."""
        return f"jump:{self.initial}:{self.level}"


@dataclass(frozen=True, slots=True)
class ChooseCompared(CustomId):
    """A menu whose option values are keys: compare the chosen entry with the other side, a name, or a key
    with its mark. `side` is that of the chosen entry: "first" or "second".
    """

    side: str
    other: str

    TEMPLATE = r"choose:(?P<side>first|second):(?P<other>.+)"

    def encode(self) -> str:
        """Such as "choose:first:key:cytokine"."""
        return f"choose:{self.side}:{self.other}"


@dataclass(frozen=True, slots=True)
class ShowSources(CustomId):
    """A button: show page `number` (from zero) of the sources."""

    number: int

    TEMPLATE = r"sources:(?P<number>[0-9]{1,3})"

    def encode(self) -> str:
        """Such as "sources:1"."""
        return f"sources:{self.number}"


@dataclass(frozen=True, slots=True)
class ShowJournals(CustomId):
    """A button: show page `number` (from zero) of the journals on a topic: the key of an entry with its mark, or
    words.
    """

    number: int
    topic: str

    TEMPLATE = r"journals:(?P<number>[0-9]{1,2}):(?P<topic>.+)"

    def encode(self) -> str:
        """Such as "journals:1:key:interleukin", "journals:1:lack of oxygen"."""
        return f"journals:{self.number}:{self.topic}"


@dataclass(frozen=True, slots=True)
class ShowHelp(CustomId):
    """A button: show page `number` (from zero) of the commands."""

    number: int

    TEMPLATE = r"help:(?P<number>[0-9]{1,2})"

    def encode(self) -> str:
        """Such as "help:1"."""
        return f"help:{self.number}"
