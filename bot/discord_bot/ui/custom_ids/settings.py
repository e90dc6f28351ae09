"""The `custom_id`s of the panel of `/settings`: "settings", and those that begin with "settings:".

A setting is given by its name in the database. The server is never in a `custom_id`: it is the one in which a component
is used.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_bot.ui.custom_ids.record import CustomId

NAME = r"(?P<name>[a-z_]{1,32})"


@dataclass(frozen=True, slots=True)
class OpenSettings(CustomId):
    """A button on another page: show all settings of the server, in a private message of their own."""

    TEMPLATE = r"settings:open"

    def encode(self) -> str:
        """Always "settings:open"."""
        return "settings:open"


@dataclass(frozen=True, slots=True)
class ShowSettings(CustomId):
    """A button of the panel: show all settings of the server in its place."""

    TEMPLATE = r"settings"

    def encode(self) -> str:
        """Always "settings"."""
        return "settings"


@dataclass(frozen=True, slots=True)
class ChooseSetting(CustomId):
    """A menu whose option values are names of settings: show the page of the chosen one."""

    TEMPLATE = r"settings:choose"

    def encode(self) -> str:
        """Always "settings:choose"."""
        return "settings:choose"


@dataclass(frozen=True, slots=True)
class ShowSetting(CustomId):
    """A button: show page `number` (from zero) of a setting."""

    number: int
    name: str

    TEMPLATE = rf"settings:show:(?P<number>[0-9]{{1,3}}):{NAME}"

    def encode(self) -> str:
        """Such as "settings:show:1:hidden_sources"."""
        return f"settings:show:{self.number}:{self.name}"


@dataclass(frozen=True, slots=True)
class SetValue(CustomId):
    """A button: give a setting a value, by its text."""

    name: str
    text: str

    TEMPLATE = rf"settings:set:{NAME}:(?P<text>.+)"

    def encode(self) -> str:
        """Such as "settings:set:private:true"."""
        return f"settings:set:{self.name}:{self.text}"


@dataclass(frozen=True, slots=True)
class ChooseValue(CustomId):
    """A menu of texts, channels or roles: give a setting what is chosen."""

    name: str

    TEMPLATE = rf"settings:value:{NAME}"

    def encode(self) -> str:
        """Such as "settings:value:language"."""
        return f"settings:value:{self.name}"


@dataclass(frozen=True, slots=True)
class ChooseSources(CustomId):
    """A menu on page `number` (from zero) of a setting: of the sources in the menu, the chosen ones belong to the
    value. Those on other pages stay.
    """

    number: int
    name: str

    TEMPLATE = rf"settings:sources:(?P<number>[0-9]{{1,3}}):{NAME}"

    def encode(self) -> str:
        """Such as "settings:sources:0:hidden_sources"."""
        return f"settings:sources:{self.number}:{self.name}"


@dataclass(frozen=True, slots=True)
class WriteValue(CustomId):
    """A button that shows a form for the value of a setting, and that form."""

    name: str

    TEMPLATE = rf"settings:write:{NAME}"

    def encode(self) -> str:
        """Such as "settings:write:emergency_number"."""
        return f"settings:write:{self.name}"


@dataclass(frozen=True, slots=True)
class ResetSetting(CustomId):
    """A button: let the default of a setting hold again."""

    name: str

    TEMPLATE = rf"settings:reset:{NAME}"

    def encode(self) -> str:
        """Such as "settings:reset:private"."""
        return f"settings:reset:{self.name}"


@dataclass(frozen=True, slots=True)
class RemoveGone(CustomId):
    """A button: take the channels, roles or sources that are gone out of the value of a setting."""

    name: str

    TEMPLATE = rf"settings:gone:{NAME}"

    def encode(self) -> str:
        """Such as "settings:gone:approvers"."""
        return f"settings:gone:{self.name}"


@dataclass(frozen=True, slots=True)
class ShowDaily(CustomId):
    """A button: show the page of the term of the day."""

    TEMPLATE = r"settings:daily"

    def encode(self) -> str:
        """Always "settings:daily"."""
        return "settings:daily"


@dataclass(frozen=True, slots=True)
class ChooseDailyChannel(CustomId):
    """A menu of channels: post the term of the day in the chosen one."""

    TEMPLATE = r"settings:daily-channel"

    def encode(self) -> str:
        """Always "settings:daily-channel"."""
        return "settings:daily-channel"


@dataclass(frozen=True, slots=True)
class ChooseDailyHour(CustomId):
    """A menu whose option values are hours: post the term of the day at the chosen one."""

    TEMPLATE = r"settings:daily-hour"

    def encode(self) -> str:
        """Always "settings:daily-hour"."""
        return "settings:daily-hour"


@dataclass(frozen=True, slots=True)
class StopDaily(CustomId):
    """A button: post no term of the day any more."""

    TEMPLATE = r"settings:daily-off"

    def encode(self) -> str:
        """Always "settings:daily-off"."""
        return "settings:daily-off"
