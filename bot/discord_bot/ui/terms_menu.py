"""The menu of the terms in a message. It stays on the pages that are opened from it, and holds the terms for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import discord

from bot.discord_bot.ui.components import menu, option
from bot.discord_bot.ui.custom_ids.entry import BETWEEN_KEYS, OpenTerm
from bot.discord_bot.ui.page import Menu, Option
from bot.discord_bot.ui.page_context import Term, TermList
from bot.discord_bot.ui.translation import _
from bot.lexicon.text_scan.abbreviations import Basis
from bot.terms.normal_forms import normal_forms

ARROW = "→ "
# Between a headword and the words of the message that support it, and between these words.
BECAUSE = " ← "
BETWEEN_WORDS = " + "
# After the key in the value of an option: the basis of the term, and HAS_MORE if there are more senses than these.
MARKS = {Basis.NAMED: "", Basis.LIKELY: "l", Basis.OPEN: "o"}
HAS_MORE = "m"


def terms_menu(terms: TermList) -> Menu:
    """The menu that opens any of the terms."""
    return menu(OpenTerm(terms.more), _("Open a term of the message"), term_options(terms.terms))


def term_options(terms: Iterable[Term]) -> list[Option]:
    """The options of a menu that hold these terms; `terms_of` reads them."""
    return [option(value, term.name, _leads_to(term)) for value, term in _with_values(terms)]


def _with_values(terms: Iterable[Term]) -> Iterator[tuple[str, Term]]:
    """Each term with the value of its option: the key, then a number if it is not the first with that key (no
    two options may have the same value), then the marks of the term.
    """
    seen: Counter[str] = Counter()
    for term in terms:
        seen[term.key] += 1
        mark = MARKS[term.basis] + (HAS_MORE if term.has_more else "")
        number = str(seen[term.key]) if seen[term.key] > 1 else ""
        yield (f"{term.key}{BETWEEN_KEYS}{number}{mark}" if number or mark else term.key), term


def key_of(value: str) -> str:
    """The key in the value of an option."""
    return value.partition(BETWEEN_KEYS)[0]


def _leads_to(term: Term) -> str | None:
    """The headword that a term leads to, and the words that support that; None if the term is the headword."""
    if term.because:
        return f"{ARROW}{term.headword}{BECAUSE}{BETWEEN_WORDS.join(term.because)}"
    return f"{ARROW}{term.headword}" if leads_elsewhere(term.name, term.headword) else None


def leads_elsewhere(name: str, headword: str) -> bool:
    """Return True if a name is not just another way to write the headword."""
    return not set(normal_forms(name)) & set(normal_forms(headword))


def terms_of(options: Iterable[discord.SelectOption | Option], more: int) -> TermList:
    """The terms in the options of the menu on a page; `more` is the number of terms that had no room in it."""
    return TermList(tuple(map(_term, options)), more)


def _term(option: discord.SelectOption | Option) -> Term:
    headword, _arrow, because = (option.description or option.label).removeprefix(ARROW).partition(BECAUSE)
    marks = option.value.partition(BETWEEN_KEYS)[2]
    basis = next((basis for basis, mark in MARKS.items() if mark and mark in marks), Basis.NAMED)
    words = tuple(filter(None, because.split(BETWEEN_WORDS)))
    return Term(option.label, key_of(option.value), headword, basis, words, HAS_MORE in marks)
