"""The context of a page: who sees it, and where it was opened from. It does not depend on the entry that the
page shows.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_bot.ui.custom_ids.lists import Origin
from bot.lexicon.text_scan.abbreviations import Basis


@dataclass(frozen=True, slots=True)
class Term:
    """A term in a message: its name, and the key and headword of an entry with that name.

    An ambiguous name has several terms, one after the other. The other fields of the first of them hold for
    all: `basis` is the reason why the term is listed, `because` are the words of the message that support the
    first sense, and `has_more` is True if there are more senses than these.
    """

    name: str
    key: str
    headword: str
    basis: Basis = Basis.NAMED
    because: tuple[str, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class TermList:
    """The terms of a message that fit on its page, and the number of those that do not."""

    terms: tuple[Term, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class PageContext:
    """The context of a page.

    `private` is True if only one person sees it. `trail` has the keys of the entries that its reader came
    from, the last one first. `shown_by` is the Discord user id of whoever has shown it to everyone; None if
    it answers a command or press. `terms` has the terms of the message that it was opened from, `origin` the
    list (bot.discord_bot.ui.custom_ids.lists).
    """

    private: bool = False
    trail: tuple[str, ...] = ()
    shown_by: int | None = None
    terms: TermList | None = None
    origin: Origin | None = None
