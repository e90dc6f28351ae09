"""The context of a page: what depends neither on the entry that it shows nor on how that entry was found."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_bot.ui.custom_ids.lists import Origin
from bot.lexicon.text_scan.abbreviations import Basis


@dataclass(frozen=True, slots=True)
class Term:
    """A term in a message: its name, and the key and headword of an entry with that name. An ambiguous name has several, one after
    the other, and the fields of the first hold for all: `basis` says why they are there, `because` are the words of the message that
    speak for the first, and `has_more` is True if there are more senses than these.
    """

    name: str
    key: str
    headword: str
    basis: Basis = Basis.NAMED
    because: tuple[str, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class TermList:
    """The terms of a message that have room on its page, and how many more there are."""

    terms: tuple[Term, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class PageContext:
    """The context of a page.

    `private` is True if one person alone sees it. `trail` are the keys of the entries that its reader came from, the last one first.
    `shown_by` is the Discord user id of whoever has shown it to everyone; None if it answers its reader. `terms` are the terms of the
    message that it was opened from, `origin` is the list that it was opened from (bot.discord_bot.ui.custom_ids.lists).
    """

    private: bool = False
    trail: tuple[str, ...] = ()
    shown_by: int | None = None
    terms: TermList | None = None
    origin: Origin | None = None
