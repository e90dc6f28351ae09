"""The language that a page is written in, and the translations of our sentences.

Every sentence stands in the code in English, inside `_` or `ngettext`, as translators' tools expect
(https://docs.python.org/3/library/gettext.html). A task answers one person, so the language is kept for the task.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

from bot.languages import ENGLISH, GROUPING, language_of

DOMAIN = "medlex"
LOCALES = Path(__file__).parents[2] / "locales"

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The language (ISO 639-1) of the page that is being made."""
    return _language.get()


def set_page_language(locale: str) -> None:
    """Write the rest of this task in the language of a locale ("es-ES", "es-419"); in English when it is none of ours."""
    _language.set(language_of(locale) or ENGLISH)


@contextmanager
def in_language(locale: str) -> Iterator[None]:
    """Write in the language of a locale for the length of a `with` block."""
    before = _language.get()
    set_page_language(locale)
    try:
        yield
    finally:
        _language.set(before)


class Quantity(int):
    """A whole number of things. In a field such as `{count:,}` its digits are grouped as the language of the page does it."""

    def __format__(self, format_spec: str) -> str:
        """The number with its digits grouped if the format is a comma."""
        sign, min_digits = GROUPING[language()]
        if format_spec != ",":
            return super().__format__(format_spec)
        return f"{int(self):,}".replace(",", sign) if len(str(abs(self))) >= min_digits else str(int(self))


def _(sentence: str) -> str:
    """A sentence in the language of the page."""
    return _translations(language()).gettext(sentence)


def ngettext(one: str, several: str, count: int) -> str:
    """The sentence for just one thing, or the one for several, in the language of the page."""
    return _translations(language()).ngettext(one, several, count)


def pgettext(context: str, sentence: str) -> str:
    """A sentence as it is in one context, in the language of the page."""
    return _translations(language()).pgettext(context, sentence)


@cache
def _translations(language: str) -> NullTranslations:
    return translation(DOMAIN, LOCALES, [language], fallback=True)
