"""Values of settings in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.discord_bot.runtime.context import PostFailure
from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.translation import _, ngettext
from bot.storage.guild_settings import GuildSetting, GuildValues
from bot.storage.setting_types import Control
from bot.terms.source import InstalledSource

# Things of a set that are named; the others are counted.
MAX_NAMED = 5
MAX_TITLE = 60


@dataclass(frozen=True, slots=True)
class ServerState:
    """The settings of a server, and what there is for them: the installed sources by id, and the ids of the channels
    and roles of the server, None if they are not known. `failures` says why the last post in a channel failed, by the
    name of its setting.
    """

    values: GuildValues
    sources: Mapping[str, InstalledSource]
    existing: frozenset[int] | None = None
    failures: Mapping[str, PostFailure] = field(default_factory=dict)

    def gone(self, setting: GuildSetting[Any]) -> list[Any]:
        """Return the channels, roles or sources of a value that there are no longer."""
        control, chosen = setting.value_type.control, things(self.values[setting])
        if control is Control.SOURCES:
            return [each for each in chosen if each not in self.sources]
        if control in {Control.CHANNELS, Control.ROLES} and self.existing is not None:
            return [each for each in chosen if each not in self.existing]
        return []


def things(value: Any) -> list[Any]:
    """Return the parts of a value: those of a set in order, one other value, or nothing for None."""
    if isinstance(value, frozenset):
        return sorted(value)
    return [] if value is None else [value]


def words(setting: GuildSetting[Any], value: Any, sources: Mapping[str, InstalledSource]) -> str:
    """Return a value in words, in Markdown."""
    if value in setting.words:
        return _(setting.words[value])
    name = _names(sources).get(setting.value_type.control)
    if name is not None:
        return _counted(map(name, things(value)), len(things(value)))
    text = setting.value_type.write(value)
    return plain_name(setting.value_type.choices.get(text, text), MAX_TITLE)


def holds(setting: GuildSetting[Any], state: ServerState) -> str:
    """Return the value that holds in words, and that it is the default if nothing is set."""
    value = words(setting, state.values[setting], state.sources)
    return f"**{value}**" if state.values.has(setting) else _("{value} *(default)*").format(value=value)


def failed() -> str:
    """The mark behind a channel in which the last post failed."""
    return _("⚠️ the last post failed")


def _names(sources: Mapping[str, InstalledSource]) -> dict[Control, Callable[[Any], str]]:
    """Return the functions that name one thing of a set, by how it is chosen."""
    return {
        Control.CHANNELS: lambda each: f"<#{each}>",
        Control.ROLES: lambda each: f"<@&{each}>",
        Control.SOURCES: lambda each: source_name(each, sources),
    }


def source_name(id: str, sources: Mapping[str, InstalledSource]) -> str:
    """Return the title of a source; for one that is not installed its id, with a note."""
    if id in sources:
        return plain_name(sources[id].title, MAX_TITLE)
    return _("{source} (not installed)").format(source=plain_name(id, MAX_TITLE))


def _counted(names: Iterable[str], count: int) -> str:
    """Return up to MAX_NAMED names, and the number of the others."""
    shown = ", ".join(islice(names, MAX_NAMED))
    more = count - MAX_NAMED
    if more <= 0:
        return shown
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(names=shown, count=more)
