"""The language that a page is written in, and the translations of our sentences.

Every sentence is in the code in English, inside `_` or `ngettext`, as translators' tools expect
(https://docs.python.org/3/library/gettext.html). A task answers one person, so the language is a context
variable of the task.
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
    """Set the language of the pages that the rest of this task makes, by a locale ("es-ES", "es-419");
    English if unknown.
    """
    _language.set(language_of(locale) or ENGLISH)


@contextmanager
def in_language(locale: str) -> Iterator[None]:
    """Set the language of pages, by a locale, within a `with` block."""
    before = _language.get()
    set_page_language(locale)
    try:
        yield
    finally:
        _language.set(before)


class Quantity(int):
    """A number of things. A field such as `{count:,}` groups its digits as is usual in the language of the page."""

    def __format__(self, format_spec: str) -> str:
        """The number as text, with its digits grouped if the format is a comma."""
        sign, min_digits = GROUPING[language()]
        if format_spec != ",":
            return super().__format__(format_spec)
        return f"{int(self):,}".replace(",", sign) if len(str(abs(self))) >= min_digits else str(int(self))


def _(sentence: str) -> str:
    """A sentence in the language of the page."""
    return _translations(_language.get()).gettext(sentence)


def ngettext(one: str, several: str, count: int) -> str:
    """The sentence for one thing or for several, in the language of the page."""
    return _translations(language()).ngettext(one, several, count)


def pgettext(context: str, sentence: str) -> str:
    """A sentence in the language of the page, as it is translated in a context."""
    return _translations(language()).pgettext(context, sentence)


def language_phrase(code: str) -> str:
    """The words "In English" for a language (ISO 639-1), in the language of the page; its code if it is none
    of ours.
    """
    phrases = {"en": _("In English"), "es": _("In Spanish")}
    return phrases.get(code, code.upper())


@cache
def _translations(language: str) -> NullTranslations:
    return translation(DOMAIN, LOCALES, [language], fallback=True)
