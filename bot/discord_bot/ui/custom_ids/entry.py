"""The `custom_id`s of the actions on an entry and on its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.discord_bot.limits import MAX_CUSTOM_ID
from bot.discord_bot.ui.custom_ids.record import CustomId, name_and_key, with_name

# Between the keys of a trail: a key has hyphens where its headword has spaces.
BETWEEN_KEYS = " "
# The menus that offer meanings of what somebody typed.
MENUS_OF_MEANINGS = frozenset({"meaning", "suggestion"})


@dataclass(frozen=True, slots=True)
class ShowTab(CustomId):
    """A button: show a tab of an entry (bot.discord_bot.pages.tabs). `name` is the name that led to the entry
    if it is not the headword; it is left out if there is no room for it. `number` is the page (from zero);
    None is the first page too, so that the button of a tab and those to its pages differ.
    """

    tab: str
    key: str
    name: str = ""
    number: int | None = None

    TEMPLATE = r"tab:(?P<tab>[a-z]{1,9})(?P<number>[0-9]{0,3}):(?:k:(?P<key>.+)|n:(?P<length>[0-9]{1,3}):(?P<named>.+))"

    def encode(self) -> str:
        """Such as "tab:related:k:interleukin", "tab:texts2:n:7:dyspneashortness-of-breath"."""
        beginning = f"tab:{self.tab}{'' if self.number is None else self.number}"
        return (self.name and with_name(f"{beginning}:n", self.name, self.key)) or f"{beginning}:k:{self.key}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read tab, key, name and page."""
        name, key = name_and_key(match)
        return cls(match["tab"], key, name, int(match["number"]) if match["number"] else None)

    @property
    def keeps_source(self) -> bool:
        """Return True: the entry stays the same."""
        return True


@dataclass(frozen=True, slots=True)
class TurnPage(CustomId):
    """A button: show page `number` (from zero) of the definitions of the entry that the button is on. Messages have it
    that were sent before there were tabs.
    """

    number: int
    key: str

    TEMPLATE = r"page:(?P<number>[0-9]{1,3}):(?P<key>.+)"

    def encode(self) -> str:
        """Such as "page:2:interleukin"."""
        return f"page:{self.number}:{self.key}"

    @property
    def keeps_source(self) -> bool:
        """Return True: the entry stays the same."""
        return True


@dataclass(frozen=True, slots=True)
class OpenEntry(CustomId):
    """A button: open another entry."""

    key: str

    TEMPLATE = r"show:[0-9]{1,3}:(?P<key>.+)"

    def encode(self) -> str:
        """Such as "show:0:cytokine"; the number is always zero."""
        return f"show:0:{self.key}"


@dataclass(frozen=True, slots=True)
class OpenFromMenu(CustomId):
    """A menu whose option values are keys: open the chosen entry. A page may have several with one name,
    numbered from zero.
    """

    menu: str
    number: int = 0

    TEMPLATE = r"open:(?!terms)(?P<menu>[a-z]+)(?P<number>[0-9]{0,4})"

    def encode(self) -> str:
        """Such as "open:related", "open:parents1"."""
        return f"open:{self.menu}{self.number or ''}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read name and number."""
        return cls(match["menu"], int(match["number"] or 0))

    @property
    def keeps_source(self) -> bool:
        """Return True for the menus that offer meanings of what was typed."""
        return self.menu in MENUS_OF_MEANINGS


@dataclass(frozen=True, slots=True)
class OpenPart(CustomId):
    """A button: open the page of a word part."""

    part: str

    TEMPLATE = r"part:(?P<part>.+)"

    def encode(self) -> str:
        """Such as "part:-ectomy"."""
        return f"part:{self.part}"


@dataclass(frozen=True, slots=True)
class ChoosePart(CustomId):
    """A menu whose option values are names of word parts: open the page of the chosen one."""

    TEMPLATE = r"parts"

    def encode(self) -> str:
        """Always "parts"."""
        return "parts"


@dataclass(frozen=True, slots=True)
class OpenTerm(CustomId):
    """The menu of the terms in a message: open the chosen one. It stays on the pages that are opened from it;
    `more` is how many terms had no room in it.
    """

    more: int = 0

    TEMPLATE = r"open:terms(?P<more>[0-9]{0,4})"

    def encode(self) -> str:
        """Such as "open:terms", "open:terms12"."""
        return f"open:terms{self.more or ''}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the number."""
        return cls(int(match["more"] or 0))


@dataclass(frozen=True, slots=True)
class BackToTerms(CustomId):
    """A button: go back from an entry to the terms of a message, which are in the menu on its page."""

    TEMPLATE = r"terms"

    def encode(self) -> str:
        """Always "terms"."""
        return "terms"


@dataclass(frozen=True, slots=True)
class GoBack(CustomId):
    """A button: go back to the first entry of a trail of keys, which has the entry that was left last first."""

    trail: tuple[str, ...]

    TEMPLATE = r"back:(?P<trail>.+)"

    def encode(self) -> str:
        """Such as "back:cytokine interleukin", which goes back to cytokine, and from there to interleukin."""
        return f"back:{BETWEEN_KEYS.join(self.trail)}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the keys."""
        return cls(tuple(match["trail"].split(BETWEEN_KEYS)))

    @classmethod
    def along(cls, trail: Sequence[str]) -> Self | None:
        """Return the way back along a trail, without its oldest entries if there is no room for all; None if
        none fits.
        """
        usable = next((at for at, key in enumerate(trail) if BETWEEN_KEYS in key), len(trail))
        ways = (cls(tuple(trail[:count])) for count in range(usable, 0, -1))
        return next((way for way in ways if len(way.encode()) <= MAX_CUSTOM_ID), None)


@dataclass(frozen=True, slots=True)
class OpenInLanguage(CustomId):
    """A button: open an entry's definitions in another language (ISO 639-1)."""

    language: str
    key: str

    TEMPLATE = r"language:(?P<language>[a-z]{2}):(?P<key>.+)"

    def encode(self) -> str:
        """Such as "language:es:interleukin"."""
        return f"language:{self.language}:{self.key}"


@dataclass(frozen=True, slots=True)
class OpenPrivately(CustomId):
    """A button: show an entry in a new private message, and leave the page that the button is on."""

    key: str

    TEMPLATE = r"peek:(?P<key>.+)"

    def encode(self) -> str:
        """Such as "peek:interleukin"."""
        return f"peek:{self.key}"


@dataclass(frozen=True, slots=True)
class LookUpAgain(CustomId):
    """A button: look up the words of an entry that is no longer there."""

    words: str

    TEMPLATE = r"find:(?P<words>.+)"

    def encode(self) -> str:
        """Such as "find:interleukin"; long words are cut."""
        return f"find:{self.words}"[:MAX_CUSTOM_ID]


@dataclass(frozen=True, slots=True)
class Pronounce(CustomId):
    """A button: say how a name of an entry is pronounced; the headword if `name` is empty, or too long for a
    `custom_id`. Every entry's page had one before there were tabs, from which its key can be read.
    """

    key: str
    name: str = ""

    TEMPLATE = r"hear:(?P<key>.+)|say:(?P<length>[0-9]{1,3}):(?P<named>.+)"

    def encode(self) -> str:
        """Such as "hear:interleukin", "say:7:dyspneashortness-of-breath"."""
        return (self.name and with_name("say", self.name, self.key)) or f"hear:{self.key}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read key and name."""
        name, key = name_and_key(match)
        return cls(key, name)


@dataclass(frozen=True, slots=True)
class SaveEntry(CustomId):
    """A button: save an entry to the list of whoever presses it."""

    key: str

    TEMPLATE = r"save:(?P<key>.+)"

    def encode(self) -> str:
        """Such as "save:interleukin"."""
        return f"save:{self.key}"


@dataclass(frozen=True, slots=True)
class GiveFeedback(CustomId):
    """A button: show the form for feedback on an entry; and that form. `team` is True on a form which says that the
    team of the server will read it, too.
    """

    key: str
    team: bool = False

    TEMPLATE = r"feedback(?P<team>-team)?:(?P<key>.+)"

    def encode(self) -> str:
        """Such as "feedback:interleukin", "feedback-team:interleukin"."""
        return f"feedback{'-team' if self.team else ''}:{self.key}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the key, and who reads the form."""
        return cls(match["key"], match["team"] is not None)
