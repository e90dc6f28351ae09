"""The settings of a guild. Each is one record, from which `/settings`, its panel, its documentation and its tests are
made.

This module does not load SQLAlchemy; the values are stored by `guild_settings_table`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic

from bot.errors import N_, UsageError
from bot.storage.setting_types import (
    BOOLEAN,
    CHANNELS,
    OPTIONAL_CHANNEL,
    OPTIONAL_LANGUAGE,
    OPTIONAL_PHONE_NUMBER,
    ROLES,
    SOURCES,
    SettingType,
    Value,
    one_of,
)


@dataclass(frozen=True, slots=True)
class GuildSetting(Generic[Value]):
    """One setting of a guild.

    `name` is its name in the database, `default` what holds where nothing is set. Admins read `title` and `explanation`
    in the panel of `/settings`, and `documentation` (Markdown) in docs/server-settings.md. `words` are sentences for
    values; the others are shown by their name in `value_type.choices`, else by their text. A setting with the text
    `option` is also an option of the command, and that text stands beside it while admins type.
    """

    name: str
    value_type: SettingType[Value]
    default: Value
    title: str
    explanation: str
    documentation: str
    words: Mapping[Value, str] = field(default_factory=dict)
    option: str | None = None


class FirstDefinitions(StrEnum):
    """The readers whose definitions of an entry come first."""

    PLAIN = "plain"
    PROFESSIONAL = "professional"


class GlossaryMode(StrEnum):
    """If a server has terms of its own: none, those that its admins write, or also those that members propose."""

    OFF = "off"
    ON = "on"
    PROPOSALS = "proposals"


YES_OR_NO = {True: N_("yes"), False: N_("no")}
NONE: dict[frozenset[Any], str] = {frozenset(): N_("none")}

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
    title=N_("Private replies by default"),
    explanation=N_("Only the person who asks sees the reply, unless they choose otherwise."),
    documentation=(
        "Whether only the one who asks sees a reply. It holds for all commands with the option `private`, for "
        "everybody who does not choose that option themselves."
    ),
    words=YES_OR_NO,
)
PRIVATE_EXCEPT: GuildSetting[frozenset[int]] = GuildSetting(
    name="private_except",
    value_type=CHANNELS,
    default=frozenset(),
    title=N_("Exceptions for channels"),
    explanation=N_(
        "If replies are private by default, everybody sees them in these channels and their threads. If they are not, "
        "replies are private there."
    ),
    documentation=(
        "Channels in which the opposite of `private` holds, with their threads: such as one room in which everybody "
        "sees the replies, or one in which nobody else does."
    ),
    words=NONE,
)
FIRST_DEFINITIONS: GuildSetting[FirstDefinitions] = GuildSetting(
    name="first_definitions",
    value_type=one_of(FirstDefinitions),
    default=FirstDefinitions.PLAIN,
    title=N_("First definitions"),
    explanation=N_("Which definitions come first where a term has several. The others stay one press away."),
    documentation=(
        "Which definitions of a term come first: those in plain words, or those written for health professionals. "
        "It also decides which one is shown where there is room for only one. The other definitions stay on the tab "
        "*Definitions*."
    ),
    words={
        FirstDefinitions.PLAIN: N_("in plain words"),
        FirstDefinitions.PROFESSIONAL: N_("for health professionals"),
    },
)
HIDDEN_SOURCES: GuildSetting[frozenset[str]] = GuildSetting(
    name="hidden_sources",
    value_type=SOURCES,
    default=frozenset(),
    title=N_("Hidden sources"),
    explanation=N_(
        "The definitions of these sources are not shown in this server. Their names still find entries, and warnings "
        "stay."
    ),
    documentation=(
        "Sources whose definitions and records are not shown in this server. Their names still find entries, and how "
        "they say a word is still shown. Warnings about emergencies and about medicines with similar names stay. A "
        "term that only hidden sources define says so."
    ),
    words=NONE,
)
PICTURES: GuildSetting[bool] = GuildSetting(
    name="pictures",
    value_type=BOOLEAN,
    default=True,
    title=N_("Pictures"),
    explanation=N_(
        "Pictures of publishers are shown on pages if the people who run this bot allow that. Otherwise pages have "
        "links to them."
    ),
    documentation=(
        "Whether pictures of publishers are shown on pages. It takes effect only if the host allows pictures with "
        "`MEDLEX_PICTURES`; otherwise, and with “no”, pages have links to them."
    ),
    words=YES_OR_NO,
)
EMERGENCY_NUMBER: GuildSetting[str | None] = GuildSetting(
    name="emergency_number",
    value_type=OPTIONAL_PHONE_NUMBER,
    default=None,
    title=N_("Emergency number"),
    explanation=N_(
        "The number that pages about emergencies tell people to call, such as 112 or 911. Without one, they use the "
        "number of the people who run this bot, if there is one."
    ),
    documentation=(
        "The number that pages about emergencies tell people to call, such as 112 or 911. Without one, that of the "
        "host is used (`MEDLEX_EMERGENCY_NUMBER`), else the words “your local emergency number”."
    ),
    words={None: N_("the bot's own")},
)
GLOSSARY: GuildSetting[GlossaryMode] = GuildSetting(
    name="glossary",
    value_type=one_of(GlossaryMode),
    default=GlossaryMode.ON,
    title=N_("This server's glossary"),
    explanation=N_("Terms of this server's own, found before all others here. Admins add them with /glossary add."),
    documentation=(
        "Whether the terms of this server's own glossary are found here, and whether members may "
        "propose some. “Off” hides them without deleting any."
    ),
    words={
        GlossaryMode.OFF: N_("off"),
        GlossaryMode.ON: N_("on"),
        GlossaryMode.PROPOSALS: N_("on, and members may suggest terms"),
    },
)
PROPOSERS: GuildSetting[frozenset[int]] = GuildSetting(
    name="proposers",
    value_type=ROLES,
    default=frozenset(),
    title=N_("Who may suggest terms"),
    explanation=N_("The roles that may suggest terms, if the glossary is open to suggestions. None means everyone."),
    documentation="Roles whose members may propose terms for the glossary, if `glossary` is open to proposals.",
    words={frozenset(): N_("everyone")},
)
APPROVERS: GuildSetting[frozenset[int]] = GuildSetting(
    name="approvers",
    value_type=ROLES,
    default=frozenset(),
    title=N_("Who may approve terms"),
    explanation=N_("The roles that may approve suggestions, besides people who manage the server."),
    documentation="Roles whose members may approve and refuse proposals, besides people who manage the server.",
    words={frozenset(): N_("server managers")},
)
INBOX: GuildSetting[int | None] = GuildSetting(
    name="inbox",
    value_type=OPTIONAL_CHANNEL,
    default=None,
    title=N_("Channel for suggestions and reports"),
    explanation=N_(
        "Suggested terms and reports of mistakes from this server are also posted in this channel, without names."
    ),
    documentation="A channel in which suggested terms and reports of mistakes from this server are posted too.",
    words={None: N_("none")},
)
GUILD_SETTINGS: tuple[GuildSetting[Any], ...] = (
    LANGUAGE,
    PRIVATE,
    PRIVATE_EXCEPT,
    FIRST_DEFINITIONS,
    HIDDEN_SOURCES,
    PICTURES,
    EMERGENCY_NUMBER,
    GLOSSARY,
    PROPOSERS,
    APPROVERS,
    INBOX,
)


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

    def has(self, setting: GuildSetting[Any]) -> bool:
        """Return True if a value is set and possible; False if the default holds."""
        try:
            setting.value_type.read(self.texts[setting.name])
        except (KeyError, UsageError):
            return False
        return True


def documentation_table(settings: Sequence[GuildSetting[Any]] = GUILD_SETTINGS) -> str:
    """Return the table of settings in docs/server-settings.md."""
    rows = [("name", "setting", "default", "what it does"), ("---",) * 4, *map(_documentation_row, settings)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _documentation_row(setting: GuildSetting[Any]) -> tuple[str, str, str, str]:
    default = setting.words.get(setting.default, str(setting.default))
    return f"`{setting.name}`", setting.title, default, setting.documentation
