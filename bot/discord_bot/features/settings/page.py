"""The answer of `/settings`, and its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.discord_bot.ui.translation import _
from bot.storage.guild_settings import GuildSetting, GuildValues


def settings_text(values: GuildValues, settings: Sequence[GuildSetting[Any]]) -> str:
    """Return the text that says how a server is set, and what each setting is for."""
    return "\n".join(_lines(values, settings))


def _lines(values: GuildValues, settings: Sequence[GuildSetting[Any]]) -> Iterable[str]:
    yield _("**Settings of this server**")
    for setting in settings:
        yield f"- {_(setting.title)}: **{_words(setting, values)}**\n-# {_(setting.explanation)}"
    yield ""
    yield _("To change one, use /settings with that option.")


def _words(setting: GuildSetting[Any], values: GuildValues) -> str:
    value = values[setting]
    if value in setting.words:
        return _(setting.words[value])
    text = setting.value_type.write(value)
    return setting.value_type.choices.get(text, text)
