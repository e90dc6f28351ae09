"""Checks of what admins set."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import N_, UsageError
from bot.sources.custom import LANGUAGE

# What systems keep beside the zones of the database: their own zone, none, and zones that count leap seconds.
NOT_ZONES = ("Factory", "localtime", "posixrules", "posix/", "right/")


def checked_time_zone(name: str) -> ZoneInfo:
    """The time zone with this name (https://www.iana.org/time-zones). Raises UsageError when there is none."""
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
    """A language code of ISO 639-1, in lower case. Raises UsageError for what cannot be one."""
    language = code.strip().lower()
    if not LANGUAGE.fullmatch(language):
        raise UsageError(
            N_("There is no language “{code}”."), N_("Write two letters (ISO 639-1), such as en or es."), code=code
        )
    return language
