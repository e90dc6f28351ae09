"""The menu of the terms in a message. It stays on the pages that are opened from it, and remembers the terms for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import discord

from bot.lexicon.names import normal_forms
from bot.pages import wording_terms
from bot.pages.parts import Row, menu, option
from bot.pages.place import Term, TermList
from bot.pages.state import BETWEEN_KEYS, TERMS_MENU

ARROW = "→ "


def terms_menu(terms: TermList) -> Row:
    """The menu that opens any of the terms."""
    options = [option(value, term.name, _leads_to(term)) for value, term in _with_values(terms.terms)]
    return menu(f"{TERMS_MENU}{terms.more or ''}", wording_terms.open_a_term(), options)


def _with_values(terms: Iterable[Term]) -> Iterator[tuple[str, Term]]:
    """Each term with its option's value: the key, and for an entry that two names lead to a number too, as no two options may
    have the same value.
    """
    seen: Counter[str] = Counter()
    for term in terms:
        seen[term.key] += 1
        yield (f"{term.key}{BETWEEN_KEYS}{seen[term.key]}" if seen[term.key] > 1 else term.key), term


def key_of(value: str) -> str:
    """The key in the value of an option of such a menu."""
    return value.partition(BETWEEN_KEYS)[0]


def _leads_to(term: Term) -> str | None:
    return f"{ARROW}{term.headword}" if leads_elsewhere(term.name, term.headword) else None


def leads_elsewhere(name: str, headword: str) -> bool:
    """Whether a name is more than another way to write the headword that it leads to."""
    return not set(normal_forms(name)) & set(normal_forms(headword))


def terms_of(options: Iterable[discord.SelectOption], more: int) -> TermList:
    """The terms that such a menu remembers."""
    return TermList(tuple(Term(each.label, key_of(each.value), _headword(each)) for each in options), more)


def _headword(option: discord.SelectOption) -> str:
    return option.description.removeprefix(ARROW) if option.description else option.label
