"""The values that settings of a guild can have: how each is read, stored and chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

from bot.errors import N_, UsageError
from bot.languages import LANGUAGE_NAMES
from bot.storage.checks import checked_language, checked_phone_number

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)

SEPARATOR = ","
# Of a setting that is a set of things.
MAX_VALUES = 1_000
# Texts whose sets are memoized: a page reads the same one many times.
MAX_MEMOIZED = 256
# A snowflake (https://discord.com/developers/docs/reference#snowflakes), and the id of a source (bot.sources.custom).
SNOWFLAKE = re.compile(r"[0-9]{1,19}")
SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class Control(StrEnum):
    """How an admin chooses a value: two buttons, a menu of texts, of channels, roles or sources, or a field of text."""

    SWITCH = "switch"
    CHOICES = "choices"
    CHANNELS = "channels"
    ROLES = "roles"
    SOURCES = "sources"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SettingType(Generic[Value]):
    """The values that a setting can have.

    `read` returns the value of a stored text, and raises UsageError for a text that has none; `write` returns the text
    of a value. `choices` are the texts that can be chosen, with their names, which are not translated. `is_several`
    says that a value is a set of things, whose ids are separated by commas.
    """

    control: Control
    read: Callable[[str], Value]
    write: Callable[[Value], str] = str
    choices: Mapping[str, str] = field(default_factory=dict)
    is_several: bool = False

    @property
    def option(self) -> type[bool | str]:
        """The type of an option of a command for such a value."""
        return bool if self.control is Control.SWITCH else str


def one_of(choices: type[Choice]) -> SettingType[Choice]:
    """Return the type of a setting whose value is one of the members. Their names come from the setting's `words`."""

    def read(text: str) -> Choice:
        try:
            return choices(text.strip().lower())
        except ValueError:
            raise UsageError(
                N_("“{text}” is not one of the choices."),
                N_("Choose: {choices}."),
                text=text,
                choices=", ".join(choices),
            ) from None

    return SettingType(Control.CHOICES, read, write=str, choices={choice.value: choice.value for choice in choices})


def _read_boolean(text: str) -> bool:
    if text.strip().lower() not in {"true", "false"}:
        raise UsageError(N_("“{text}” is neither true nor false."), N_("Choose true or false."), text=text)
    return text.strip().lower() == "true"


def _read_snowflake(text: str) -> int:
    if not SNOWFLAKE.fullmatch(text.strip()) or int(text) >= 1 << 63:
        raise UsageError(N_("“{text}” is not an id of Discord."), N_("Choose from the menu."), text=text)
    return int(text)


def _read_source(text: str) -> str:
    if not SOURCE_ID.fullmatch(text.strip()):
        raise UsageError(N_("There is no source called “{text}”."), N_("Choose from the menu."), text=text)
    return text.strip()


def _set_of(read: Callable[[str], Value]) -> Callable[[str], frozenset[Value]]:
    """Return a function that reads several things, each with `read`."""

    @lru_cache(MAX_MEMOIZED)
    def read_all(text: str) -> frozenset[Value]:
        parts = [part for part in text.split(SEPARATOR) if part.strip()]
        if len(parts) > MAX_VALUES:
            raise UsageError(N_("These are too many."), N_("Choose at most {count}."), count=MAX_VALUES)
        return frozenset(map(read, parts))

    return read_all


def _write_set(values: frozenset[Value]) -> str:
    return SEPARATOR.join(map(str, sorted(values)))  # type: ignore[type-var]  # texts or numbers


BOOLEAN: SettingType[bool] = SettingType(Control.SWITCH, _read_boolean, write=lambda value: str(value).lower())
# These hold where nothing is set.
NOT_STORED: tuple[object, ...] = (None, frozenset())
OPTIONAL_LANGUAGE: SettingType[str | None] = SettingType(Control.CHOICES, checked_language, choices=LANGUAGE_NAMES)
OPTIONAL_CHANNEL: SettingType[int | None] = SettingType(Control.CHANNELS, _read_snowflake)
OPTIONAL_PHONE_NUMBER: SettingType[str | None] = SettingType(Control.TEXT, checked_phone_number)
CHANNELS: SettingType[frozenset[int]] = SettingType(
    Control.CHANNELS, _set_of(_read_snowflake), _write_set, is_several=True
)
ROLES: SettingType[frozenset[int]] = SettingType(Control.ROLES, _set_of(_read_snowflake), _write_set, is_several=True)
SOURCES: SettingType[frozenset[str]] = SettingType(Control.SOURCES, _set_of(_read_source), _write_set, is_several=True)
