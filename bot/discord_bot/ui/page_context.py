"""Where a page stands: what of it depends neither on the entry that it shows nor on how that was found."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_bot.ui.custom_ids.lists import Origin
from bot.lexicon.text_scan.abbreviations import Basis


@dataclass(frozen=True, slots=True)
class Term:
    """A term in a message: its name, and the key and headword of an entry that owns that. Of an ambiguous name there are
    several, one after the other. What stands in the first of them holds for all: `basis` says why they are there, `because` which
    words of the message bear out the first, and `has_more` that there are more senses than these.
    """

    name: str
    key: str
    headword: str
    basis: Basis = Basis.NAMED
    because: tuple[str, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class TermList:
    """The terms of a message that fit on its page, and how many more there are."""

    terms: tuple[Term, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class PageContext:
    """Whether one person alone sees the page; the keys of the entries from which one came here, the last one first; who has
    shown it to everyone (a Discord user id; None when it answers a question); the terms of the message from which it was opened;
    and the list from which it was (bot.discord_bot.ui.custom_ids.lists).
    """

    private: bool = False
    trail: tuple[str, ...] = ()
    shown_by: int | None = None
    terms: TermList | None = None
    origin: Origin | None = None
