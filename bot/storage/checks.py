"""Checks of what members and admins type."""

from __future__ import annotations

import unicodedata
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import N_, UsageError
from bot.languages import LANGUAGE_CODE
from bot.settings import PHONE_NUMBER

# Files beside the zones of the database: the system's own zone, none, and zones that count leap seconds.
NOT_ZONES = ("Factory", "localtime", "posixrules", "posix/", "right/")
# Control characters move a terminal's cursor, PostgreSQL stores no NUL, and lone surrogates have no bytes in UTF-8.
UNPRINTABLE_CATEGORIES = {"Cc", "Cs"}
ALLOWED_CONTROLS = "\n\t"


def checked_time_zone(name: str) -> ZoneInfo:
    """Return the time zone with this name (https://www.iana.org/time-zones). Raises UsageError when there is none."""
    try:
        if not name.startswith(NOT_ZONES):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of zones, such as Europe
        pass
    raise UsageError(
        N_("There is no time zone “{name}”."),
        N_("Choose one by continent and city, such as Europe/Madrid or America/New_York."),
        name=name,
    )


def checked_language(code: str) -> str:
    """Return a language code of ISO 639-1 in lower case. Raises UsageError for a text that cannot be one."""
    language = code.strip().lower()
    if not LANGUAGE_CODE.fullmatch(language):
        raise UsageError(
            N_("There is no language “{code}”."), N_("Write two letters (ISO 639-1), such as en or es."), code=code
        )
    return language


def checked_phone_number(text: str) -> str:
    """Return a telephone number, trimmed. Raises UsageError for what nobody can dial."""
    number = text.strip()
    if not PHONE_NUMBER.fullmatch(number):
        raise UsageError(
            N_("“{text}” is not a telephone number."), N_("Write one such as 112, 911 or 0800 123 456."), text=text
        )
    return number


def printable(text: str) -> str:
    """Return a text without control characters other than line breaks and tabs, without lone surrogates, and
    trimmed.
    """
    return "".join(
        letter
        for letter in text
        if letter in ALLOWED_CONTROLS or unicodedata.category(letter) not in UNPRINTABLE_CATEGORIES
    ).strip()


# Characters that hide or turn text around: format characters such as direction marks, zero-width spaces and
# soft hyphens (Unicode Standard Annex 44, general category Cf), and private ones; beside them a joiner and
# fillers of other categories.
INVISIBLE_CATEGORIES = UNPRINTABLE_CATEGORIES | {"Cf", "Co"}
INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
# Signs of Arabic and Syriac that have the category of format characters, but are seen
# (Unicode Standard Annex 44, Prepended_Concatenation_Mark).
VISIBLE_FORMATS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
JOINERS = "\u200c\u200d"
LINE_ENDS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


def visible(text: str) -> str:
    """Return a text without characters that nobody sees, other than line breaks, spaces and tabs, and trimmed.

    Two joiners stay between characters that are not ASCII: Persian and Indian scripts spell with them
    (U+200C, U+200D), and emoji are joined by one. Among ASCII letters they are of no use but to hide.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").translate(LINE_ENDS)
    kept = "".join(letter for letter in text if letter in JOINERS or not _is_invisible(letter))
    return "".join(letter for at, letter in enumerate(kept) if letter not in JOINERS or _joins(kept, at)).strip()


def _is_invisible(letter: str) -> bool:
    if letter in ALLOWED_CONTROLS or letter in VISIBLE_FORMATS:
        return False
    return letter in INVISIBLE or unicodedata.category(letter) in INVISIBLE_CATEGORIES


def _joins(text: str, at: int) -> bool:
    """Return True if the joiner at a place of a text stands between two other characters that are not ASCII."""
    return all(side > "\x7f" and side not in JOINERS for side in (text[at - 1 : at], text[at + 1 : at + 2]))
