"""Every sentence about what admins set for their server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.discord_bot.ui.translation import LANGUAGE_NAMES, _
from bot.storage.records import GUILD_SETTINGS, LANGUAGE, PRIVATE, GuildSetting, GuildValues


def settings(values: GuildValues) -> str:
    """What is set in a server, with what each setting is for."""
    return "\n".join(_lines(values))


def _lines(values: GuildValues) -> Iterable[str]:
    yield _("**Settings of this server**")
    for setting in GUILD_SETTINGS:
        yield f"- {_(setting.title)}: **{_shown(setting, values)}**\n-# {_(setting.explanation)}"
    yield ""
    yield _("To change one, use /settings with that option.")


def _shown(setting: GuildSetting[Any], values: GuildValues) -> str:
    if setting is LANGUAGE:
        language = values[LANGUAGE]
        return LANGUAGE_NAMES.get(language, language) if language else _("none; English is used")
    return _("yes") if values[PRIVATE] else _("no")
