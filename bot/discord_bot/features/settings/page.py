"""The panel of `/settings`: all settings with their values, and a menu that leads to the page of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.discord_bot.features.settings.values import ServerState, failed, holds, words
from bot.discord_bot.limits import MAX_PAGE_TEXT
from bot.discord_bot.ui.components import menu, option
from bot.discord_bot.ui.custom_ids.settings import ChooseSetting
from bot.discord_bot.ui.markdown import shortened
from bot.discord_bot.ui.page import GAP, Option, Page, Text, small_print
from bot.discord_bot.ui.translation import _
from bot.storage.guild_settings import GuildSetting

# The option of the menu that leads to the page of the term of the day; no setting has this name.
DAILY = "term-of-the-day"
# Characters of a line that says what was changed, and of the line of the term of the day.
MAX_LINE = 600


def settings_page(
    settings: Sequence[GuildSetting[Any]], state: ServerState, daily: str, changed: Sequence[GuildSetting[Any]] = ()
) -> Page:
    """The panel. `daily` says when the term of the day is posted; `changed` are the settings that were just changed."""
    title = "\n".join([_("## Settings of this server"), *(changed_line(each, state) for each in changed)])
    lines = [*_lines(settings, state), f"{_('Term of the day')}: {daily}"]
    body = (
        Text(_fitting(lines)),
        menu(ChooseSetting(), _("Change a setting…"), list(_options(settings))),
        GAP,
        Text(small_print(_("Only you see this message. Changes hold at once, for everyone in this server."))),
    )
    return Page(title, body, footer=(), takes_share_button=False)


def changed_line(setting: GuildSetting[Any], state: ServerState) -> str:
    """The line that confirms a change."""
    value = shortened(words(setting, state.values[setting], state.sources), MAX_LINE)
    return _("✅ Saved. {title}: {value}").format(title=_(setting.title), value=value)


def value_line(value: str, *, is_changed: bool) -> str:
    """The line of a setting's own page: what holds, and that it was changed just now."""
    sentence = _("✅ Saved. Now: {value}") if is_changed else _("Now: {value}")
    return sentence.format(value=value)


def _lines(settings: Sequence[GuildSetting[Any]], state: ServerState) -> Iterator[str]:
    for setting in settings:
        mark = failed() if setting.name in state.failures else ""
        yield f"{_(setting.title)}: {holds(setting, state)} {mark}".rstrip()


def _fitting(lines: Sequence[str]) -> str:
    """The lines as a list, each cut if they are too many for a message together."""
    room = (MAX_PAGE_TEXT - 2 * MAX_LINE) // len(lines) - len("- \n")
    return "\n".join(f"- {shortened(line, room)}" for line in lines)


def _options(settings: Sequence[GuildSetting[Any]]) -> Iterator[Option]:
    for setting in settings:
        yield option(setting.name, _(setting.title), _(setting.explanation))
    yield option(DAILY, _("Term of the day"), _("Post a term with its meaning every day."))
