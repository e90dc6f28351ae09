"""The page of one setting: what it does, what holds, and the control that changes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

# The reasons why a post failed are said there.
from bot.discord_bot.features.inbox.page import failure_line
from bot.discord_bot.features.settings.page import value_line
from bot.discord_bot.features.settings.values import ServerState, holds, source_name, things, words
from bot.discord_bot.limits import MAX_SELECT_OPTIONS
from bot.discord_bot.ui.components import button, menu, option, pager
from bot.discord_bot.ui.custom_ids.settings import (
    ChooseSources,
    ChooseValue,
    RemoveGone,
    ResetSetting,
    SetValue,
    ShowSetting,
    ShowSettings,
    WriteValue,
)
from bot.discord_bot.ui.markdown import listed
from bot.discord_bot.ui.page import (
    GAP,
    Button,
    Listed,
    Menu,
    Option,
    Page,
    Part,
    Row,
    ServerMenu,
    Style,
    Text,
    small_print,
)
from bot.discord_bot.ui.paging import page_count
from bot.discord_bot.ui.translation import _
from bot.storage.guild_settings import GuildSetting
from bot.storage.setting_types import Control
from bot.terms.source import InstalledSource

FIELD = "value"
# Characters of a value that is written in a form, and of the names of what is gone.
MAX_WRITTEN = 100
MAX_GONE_TEXT = 400


def setting_page(setting: GuildSetting[Any], state: ServerState, number: int = 0, *, is_changed: bool = False) -> Page:
    """The page of a setting. A setting with more choices than a menu has room for has several, `number` from zero."""
    title = f"## {_(setting.title)}\n{_(setting.explanation)}"
    body = (
        GAP,
        Text("\n".join(_values(setting, state, is_changed=is_changed))),
        *_gone(setting, state),
        *_control(setting, state, number),
        GAP,
        Row(tuple(_ways_out(setting, state))),
    )
    return Page(title, body, footer=(), takes_share_button=False)


def _values(setting: GuildSetting[Any], state: ServerState, *, is_changed: bool) -> Iterator[str]:
    """What holds, the default if that is something else, and that the last post there failed."""
    yield value_line(holds(setting, state), is_changed=is_changed)
    if state.values.has(setting):
        yield small_print(_("Default: {value}").format(value=words(setting, setting.default, state.sources)))
    if failure := state.failures.get(setting.name):
        yield failure_line(failure)


def _gone(setting: GuildSetting[Any], state: ServerState) -> Iterator[Part]:
    """What belongs to the value and no longer exists, with a button that takes it out."""
    if gone := state.gone(setting):
        is_source = setting.value_type.control is Control.SOURCES
        names = listed((source_name(each, {}) if is_source else f"`{each}`" for each in gone), MAX_GONE_TEXT)
        yield Text(_("⚠️ No longer there: {names}").format(names=names))
        yield Row((button(_("Remove what is no longer there"), RemoveGone(setting.name)),))


def _ways_out(setting: GuildSetting[Any], state: ServerState) -> Iterator[Button]:
    yield button(_("Use the default"), ResetSetting(setting.name), is_usable=state.values.has(setting))
    yield button(_("All settings"), ShowSettings())


def _control(setting: GuildSetting[Any], state: ServerState, number: int) -> Iterator[Part]:
    match setting.value_type.control:
        case Control.SWITCH:
            yield Row(tuple(_switch(setting, state)))
        case Control.CHOICES:
            yield menu(ChooseValue(setting.name), _("Choose…"), list(_choices(setting, state)))
        case Control.CHANNELS | Control.ROLES:
            yield _server_menu(setting, state)
        case Control.SOURCES:
            yield from _sources(setting, state, number)
        case Control.TEXT:
            yield Row((button(_("Write…"), WriteValue(setting.name), style=Style.PRIMARY),))


def _switch(setting: GuildSetting[Any], state: ServerState) -> Iterator[Button]:
    for value, label in ((True, _("Yes")), (False, _("No"))):
        is_on = state.values[setting] is value
        style = Style.PRIMARY if is_on else Style.SECONDARY
        yield button(label, SetValue(setting.name, setting.value_type.write(value)), style=style)


def _choices(setting: GuildSetting[Any], state: ServerState) -> Iterator[Option]:
    now = state.values[setting]
    for text in setting.value_type.choices:
        value = setting.value_type.read(text)
        yield _option(text, words(setting, value, state.sources), is_chosen=value == now)


def _option(value: str, label: str, description: str | None = None, *, is_chosen: bool) -> Option:
    made = option(value, label[:1].upper() + label[1:], description)
    return Option(made.value, made.label, made.description, default=is_chosen)


def _server_menu(setting: GuildSetting[Any], state: ServerState) -> ServerMenu:
    gone, is_several = state.gone(setting), setting.value_type.is_several
    chosen = [each for each in things(state.values[setting]) if each not in gone]
    if setting.value_type.control is Control.ROLES:
        kind, placeholder = Listed.ROLES, _("Choose roles…")
    elif is_several:
        kind, placeholder = Listed.CHANNELS, _("Choose channels…")
    else:
        kind, placeholder = Listed.POSTABLE, _("Choose a channel…")
    most = MAX_SELECT_OPTIONS if is_several else 1
    return ServerMenu(ChooseValue(setting.name).encode(), placeholder, kind, tuple(chosen[:most]), most)


def _sources(setting: GuildSetting[Any], state: ServerState, number: int) -> Iterator[Part]:
    """A menu of the sources of a page, and buttons to the other pages."""
    choosable = sorted((each for each in state.sources.values() if each.concepts), key=lambda each: each.title.lower())
    count = page_count(len(choosable), MAX_SELECT_OPTIONS)
    number = min(number, count - 1)
    shown = choosable[number * MAX_SELECT_OPTIONS : (number + 1) * MAX_SELECT_OPTIONS]
    if not shown:
        yield Text(_("No source is installed."))
        return
    yield _source_menu(setting, state, shown, number)
    if count > 1:
        yield pager(number, count, lambda other: ShowSetting(other, setting.name))


def _source_menu(setting: GuildSetting[Any], state: ServerState, shown: Sequence[InstalledSource], number: int) -> Menu:
    chosen = state.values[setting]
    options = [
        _option(each.id, each.title, f"{each.publisher}, {each.year}", is_chosen=each.id in chosen) for each in shown
    ]
    action = ChooseSources(number, setting.name)
    return Menu(action.encode(), _("Choose sources…"), tuple(options), least=0, most=len(options))


def setting_form(setting: GuildSetting[Any], state: ServerState) -> ui.Modal:
    """The form for a value that is written. It is stopped at once, as pages are: discord.py would keep it."""
    value = state.values[setting]
    text = setting.value_type.write(value) if value is not None else None
    form = ui.Modal(title=_(setting.title), custom_id=WriteValue(setting.name).encode())
    field: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=FIELD, style=discord.TextStyle.short, required=False, max_length=MAX_WRITTEN, default=text
    )
    form.add_item(ui.Label(text=_(setting.title), description=_("Leave it empty for the default."), component=field))
    form.stop()
    return form
