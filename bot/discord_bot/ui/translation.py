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

DOMAIN = "medlex"
LOCALES = Path(__file__).parents[2] / "locales"
ENGLISH = "en"
# ISO 639-1 codes of the languages that every sentence is in.
LANGUAGES = (ENGLISH, "es")

# The name of each in itself, and in brackets in English.
LANGUAGE_NAMES = {"en": "English", "es": "Español (Spanish)"}

# In each language the sign between groups of three digits, and the least number of digits that are grouped.
# Spanish: a thin space from five digits on (https://www.rae.es/dpd/números, ISO 80000-1). Of a full stop and a comma one is the
# decimal sign in Madrid and the other in Mexico City, so "12.345" would be read as twelve and a bit by half of the readers.
GROUPING = {"en": (",", 4), "es": ("\N{NARROW NO-BREAK SPACE}", 5)}

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The language (ISO 639-1) of the page that is being made."""
    return _language.get()


def speak(locale: str) -> None:
    """Write the rest of this task in the language of a locale ("es-ES", "es-419"); in English when it is none of ours."""
    _language.set(language_of(locale) or ENGLISH)


def language_of(locale: str) -> str | None:
    """The one of our languages that a locale is in; None when it is in none of them."""
    short = locale.partition("-")[0].lower()
    return short if short in LANGUAGES else None


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Write in the language of a locale for the length of a `with` block."""
    before = _language.get()
    speak(locale)
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
