"""The settings of a guild. Each is one record, from which `/settings`, its answer, its documentation and its
tests are made.

This module does not load SQLAlchemy; the values are stored by `guild_settings_table`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from bot.errors import N_, UsageError
from bot.languages import LANGUAGE_NAMES
from bot.storage.checks import checked_language

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class SettingType(Generic[Value]):
    """The values that a setting can have.

    `option` is the type of the command's option. `read` returns the value of a stored text, and raises
    UsageError for a text that has none; `write` returns the text of a value. `choices` are the texts that can
    be chosen, with their names, which are not translated; without any, every value of the option's type can
    be given.
    """

    option: type[bool | int | str]
    read: Callable[[str], Value]
    write: Callable[[Value], str] = str
    choices: Mapping[str, str] = field(default_factory=dict)


def _read_boolean(text: str) -> bool:
    if text.strip().lower() not in {"true", "false"}:
        raise UsageError(N_("“{text}” is neither true nor false."), N_("Choose true or false."), text=text)
    return text.strip().lower() == "true"


BOOLEAN: SettingType[bool] = SettingType(bool, _read_boolean, write=lambda value: str(value).lower())
YES_OR_NO = {True: N_("yes"), False: N_("no")}
# None is not stored: it is what holds where no language is set.
OPTIONAL_LANGUAGE: SettingType[str | None] = SettingType(str, checked_language, choices=LANGUAGE_NAMES)


@dataclass(frozen=True, slots=True)
class GuildSetting(Generic[Value]):
    """One setting of a guild.

    `name` is its name in the database and that of its option, `default` what holds where nothing is set.
    Admins read `option` beside the option while they type, `title` and `explanation` in the answer, and
    `documentation` (Markdown) in docs/server-settings.md. `words` are sentences for values; the others are
    shown by their name in `value_type.choices`, else by their text.
    """

    name: str
    value_type: SettingType[Value]
    default: Value
    option: str
    title: str
    explanation: str
    documentation: str
    words: Mapping[Value, str] = field(default_factory=dict)


LANGUAGE: GuildSetting[str | None] = GuildSetting(
    name="language",
    value_type=OPTIONAL_LANGUAGE,
    default=None,
    option="Reply language for people whose Discord language I don't speak",
    title=N_("Default language"),
    explanation=N_("The reply language for people whose Discord language Medlex does not speak."),
    documentation=(
        "The language in which people are answered whose Discord is in a language that Medlex does not speak. It is "
        "also that of the [term of the day](daily.md) unless another is chosen there. “None” means English."
    ),
    words={None: N_("none; English is used")},
)
PRIVATE: GuildSetting[bool] = GuildSetting(
    name="private",
    value_type=BOOLEAN,
    default=False,
    option="Show replies only to the person who asks, unless they choose otherwise",
    title=N_("Private by default"),
    explanation=N_("Only the person who asks sees the reply, unless they choose otherwise."),
    documentation=(
        "Whether only the one who asks sees a reply. It holds for all commands with the option `private`, for "
        "everybody who does not choose that option themselves."
    ),
    words=YES_OR_NO,
)
GUILD_SETTINGS: tuple[GuildSetting[Any], ...] = (LANGUAGE, PRIVATE)


@dataclass(frozen=True, slots=True)
class GuildValues:
    """The values that are set in one guild: texts by the names of settings, as they are stored."""

    texts: Mapping[str, str]

    def __getitem__(self, setting: GuildSetting[Value]) -> Value:
        """Return the value that holds: the default where nothing is set, or where what is set is no longer possible."""
        try:
            return setting.value_type.read(self.texts[setting.name])
        except (KeyError, UsageError):
            return setting.default


def documentation_table(settings: Sequence[GuildSetting[Any]] = GUILD_SETTINGS) -> str:
    """Return the table of settings in docs/server-settings.md."""
    rows = [("option", "setting", "default", "what it does"), ("---",) * 4, *map(_documentation_row, settings)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _documentation_row(setting: GuildSetting[Any]) -> tuple[str, str, str, str]:
    default = setting.words.get(setting.default, str(setting.default))
    return f"`{setting.name}`", setting.title, default, setting.documentation
