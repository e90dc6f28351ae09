"""Settings that are wrong, in words: which one, what is expected of it, and where it was set."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.errors import SettingsError

# What a value must be, by setting, where the check of it does not say so itself.
EXPECTED = {
    "DISCORD_TOKEN": "the bot's token",
    "DISCORD_TOKEN_FILE": "the path of a file",
    "DISCORD_APPLICATION_ID": "the application's ID, a number of 17 to 20 digits",
    "DISCORD_PUBLIC_KEY": "the application's public key, 64 of the characters 0-9 and a-f",
    "MEDLEX_HOME": "the path of a folder",
    "MEDLEX_DATABASE": "an address that begins with postgresql://",
    "MEDLEX_DATABASE_FILE": "the path of a file",
    "MEDLEX_BACKUPS": "a number from 0 to 1000",
    "MEDLEX_LOG": "console or json",
    "MEDLEX_LOG_LEVEL": "debug, info, warning or error",
    "MEDLEX_REFRESH": "off, daily, weekly or monthly",
    "MEDLEX_PRIVATE_REDIRECTS": "off or on",
    "MEDLEX_LOW_MEMORY": "off or on",
    "MEDLEX_PRIVACY_URL": "an address that begins with https:// and has at most 512 characters",
    "MEDLEX_TERMS_URL": "an address that begins with https:// and has at most 512 characters",
    "MEDLEX_EMERGENCY_NUMBER": "a telephone number, such as 112 or 911",
    "MEDLEX_PICTURES": "off or on",
    "MEDLEX_FEEDBACK_CHANNEL": ("the ID of a channel: switch on Discord's developer mode, and copy the channel's ID"),
    "MEDLEX_SHARD_COUNT": "a number from 1 to 16384",
    "MEDLEX_SHARD_IDS": "numbers and ranges such as 0-4,7, or a share such as ordinal/4",
    "MEDLEX_HTTP": "a host and a port, such as 127.0.0.1:8080",
    "MEDLEX_MONITORING": "a host and a port, such as 127.0.0.1:8765, or off",
}
# Their values are in no message.
SECRETS = {"DISCORD_TOKEN", "MEDLEX_DATABASE"}
MAX_SHOWN = 40


@contextmanager
def settings_errors(env_file: str) -> Iterator[None]:
    """Raise SettingsError, which names each wrong setting, or the `.env` file if that cannot be read."""
    try:
        yield
    except ValidationError as error:
        raise _wrong_values(error, env_file) from error
    except (UnicodeDecodeError, OSError) as error:
        raise _unreadable_file(error, env_file) from error


def _wrong_values(error: ValidationError, env_file: str) -> SettingsError:
    found = {_name(each): each for each in error.errors()}
    problems = [f"The setting {name} is wrong: {_problem(name, each)}." for name, each in found.items()]
    places = dict.fromkeys(_place(name, env_file) for name in found)
    correct = "Correct it" if len(found) == 1 else "Correct them"
    return SettingsError(
        " ".join(problems), f"{correct} in {' and '.join(places)}; docs/settings.md lists all settings."
    )


def _name(found: Mapping[str, Any]) -> str:
    return str(found["loc"][0]).upper() if found["loc"] else "of a secret's file"


def _problem(name: str, found: Mapping[str, Any]) -> str:
    """What is expected, and what is there, cut to some characters."""
    if found["type"] == "value_error":
        return str(found["ctx"]["error"])
    value = str(found["input"])
    shown = value if len(value) <= MAX_SHOWN else f"{value[:MAX_SHOWN]}…"
    return f"it must be {EXPECTED[name]}" + ("" if name in SECRETS else f", and is {shown!r}")


def _place(name: str, env_file: str) -> str:
    """Where a setting was set: the environment goes before the file."""
    if name in {each.upper() for each in os.environ}:
        return "the environment"
    return f"the file {Path(env_file).absolute()}"


def _unreadable_file(error: UnicodeDecodeError | OSError, env_file: str) -> SettingsError:
    problem = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
    return SettingsError(
        f"The file {Path(env_file).absolute()} cannot be read: {problem}.",
        "Save it as UTF-8 text that you may read, as .env.example is.",
    )
