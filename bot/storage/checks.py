"""Checks of what members and admins type."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import N_, UsageError
from bot.languages import LANGUAGE_CODE
from bot.settings import PHONE_NUMBER
from bot.terms.invisible import without_invisible

# Files beside the zones of the database: the system's own zone, none, and zones that count leap seconds.
NOT_ZONES = ("Factory", "localtime", "posixrules", "posix/", "right/")


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


def refuse_longer(text: str, most: int, problem: str, **fields: str) -> None:
    """Raise UsageError for a text with more than so many characters. `problem` says so with `length`, `most` and whatever
    other fields are given.
    """
    if len(text) > most:
        raise UsageError(problem, N_("Shorten it."), **fields, length=len(text), most=most)


def printable(text: str) -> str:
    """Return a text without characters that nobody sees, such as control characters other than line breaks and tabs,
    and lone surrogates, and trimmed.
    """
    return without_invisible(text).strip()
