"""The buttons, menus and the form of the panel of `/settings`.

Every press is checked anew: the server is the one in which it happens, and the person must manage that server.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from discord import ui

from bot.discord_bot.features.settings.daily_page import daily_words
from bot.discord_bot.features.settings.page import settings_page
from bot.discord_bot.features.settings.setting_page import FIELD, setting_form, setting_page
from bot.discord_bot.features.settings.values import ServerState, things
from bot.discord_bot.runtime.channels import existing_ids, refuse_where_forbidden
from bot.discord_bot.runtime.commands import managed_guild
from bot.discord_bot.runtime.component import Form, StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.errors import outdated
from bot.discord_bot.ui.custom_ids.settings import (
    ChooseSources,
    ChooseValue,
    OpenSettings,
    RemoveGone,
    ResetSetting,
    SetValue,
    ShowSetting,
    ShowSettings,
    WriteValue,
)
from bot.discord_bot.ui.guild_context import NOTHING_SET
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.renderer import render
from bot.errors import N_, UsageError
from bot.storage import guild_settings
from bot.storage.guild_settings import INBOX, GuildSetting, GuildValues
from bot.storage.records import TermOfTheDay
from bot.storage.setting_types import SEPARATOR, Control
from bot.terms.source import SERVER_SOURCE


async def panel(interaction: Interaction, changed: Sequence[GuildSetting[Any]] = ()) -> Page:
    """Return the panel of the server; `changed` are the settings that were just changed."""
    guild_id = managed_guild(interaction)
    state = await _state(interaction, guild_id)
    schedule = await schedule_of(interaction, guild_id)
    failure = interaction.client.post_failures.get(guild_id)
    return settings_page(guild_settings.GUILD_SETTINGS, state, daily_words(schedule, failure), changed)


class OpenSettingsButton(StatelessComponent[OpenSettings], ui.DynamicItem[ui.Button[Any]], action=OpenSettings):
    """A button of another page to all settings."""

    async def respond(self, interaction: Interaction) -> None:
        """Send the panel."""
        await send_panel(interaction)


class SettingsButton(StatelessComponent[ShowSettings], ui.DynamicItem[ui.Button[Any]], action=ShowSettings):
    """A button to all settings."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the panel."""
        await show(interaction, await panel(interaction))


class ShowSettingButton(StatelessComponent[ShowSetting], ui.DynamicItem[ui.Button[Any]], action=ShowSetting):
    """A button to a page of a setting."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page."""
        await show_setting(interaction, named(self.action.name), self.action.number)


class SetValueButton(StatelessComponent[SetValue], ui.DynamicItem[ui.Button[Any]], action=SetValue):
    """A button that gives a setting a value."""

    async def respond(self, interaction: Interaction) -> None:
        """Set it."""
        await _set(interaction, named(self.action.name), self.action.text)


class ValueMenu(StatelessComponent[ChooseValue], ui.DynamicItem[ui.Select[Any]], action=ChooseValue):
    """A menu of texts, channels or roles."""

    async def respond(self, interaction: Interaction) -> None:
        """Set what was chosen; nothing chosen is the default."""
        setting, chosen = named(self.action.name), chosen_in(interaction)
        managed_guild(interaction)
        if setting.value_type.control is Control.CHANNELS and not setting.value_type.is_several:
            for channel in chosen_channels(interaction):
                await refuse_where_forbidden(interaction, channel)
        await _set(interaction, setting, SEPARATOR.join(chosen))


class SourcesMenu(StatelessComponent[ChooseSources], ui.DynamicItem[ui.Select[Any]], action=ChooseSources):
    """A menu of the sources of a page."""

    async def respond(self, interaction: Interaction) -> None:
        """Add those that were chosen to the value, and take the others of this menu out."""
        setting, guild_id = named(self.action.name), managed_guild(interaction)
        values = await _values(interaction, guild_id)
        offered = {option.value for option in self.item.options}
        value = (set(values[setting]) - offered) | set(chosen_in(interaction))
        await _set(interaction, setting, SEPARATOR.join(sorted(value)), self.action.number)


class ResetButton(StatelessComponent[ResetSetting], ui.DynamicItem[ui.Button[Any]], action=ResetSetting):
    """A button that lets the default hold again."""

    async def respond(self, interaction: Interaction) -> None:
        """Delete what is set."""
        await _set(interaction, named(self.action.name), "")


class RemoveGoneButton(StatelessComponent[RemoveGone], ui.DynamicItem[ui.Button[Any]], action=RemoveGone):
    """A button that takes out of a value what no longer exists."""

    async def respond(self, interaction: Interaction) -> None:
        """Take it out."""
        setting, guild_id = named(self.action.name), managed_guild(interaction)
        state = await _state(interaction, guild_id, setting)
        gone = state.gone(setting)
        remaining = [str(each) for each in things(state.values[setting]) if each not in gone]
        await _set(interaction, setting, SEPARATOR.join(remaining))


class WriteValueButton(StatelessComponent[WriteValue], ui.DynamicItem[ui.Button[Any]], action=WriteValue):
    """A button to the form for a value."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the form."""
        setting, guild_id = named(self.action.name), managed_guild(interaction)
        await interaction.response.send_modal(setting_form(setting, await _state(interaction, guild_id)))


async def _write(interaction: Interaction, action: WriteValue, fields: Mapping[str, str]) -> None:
    """Set what was written in the form."""
    await _set(interaction, named(action.name), fields[FIELD].strip())


SETTING_FORM = Form(WriteValue, _write)


async def _set(interaction: Interaction, setting: GuildSetting[Any], text: str, number: int = 0) -> None:
    """Set a value by its text, the default for an empty one, and show page `number` of the setting."""
    guild_id, stored = managed_guild(interaction), interaction.client.server_data.guild_settings
    value = setting.value_type.read(text) if text else None
    await within_deadline(stored.set(guild_id, setting, value))
    await show_setting(interaction, setting, number, is_changed=True)


async def show_setting(
    interaction: Interaction, setting: GuildSetting[Any], number: int = 0, *, is_changed: bool = False
) -> None:
    """Show page `number` (from zero) of a setting in place of the page of the component."""
    state = await _state(interaction, managed_guild(interaction), setting)
    await show(interaction, setting_page(setting, state, number, is_changed=is_changed))


async def send_panel(interaction: Interaction, changed: Sequence[GuildSetting[Any]] = ()) -> None:
    """Answer privately with the panel. Whoever opens it is likely to change something, so the database library, which
    takes long to import, is imported before they do.
    """
    await interaction.response.send_message(view=render(await panel(interaction, changed)), ephemeral=True)
    await asyncio.to_thread(import_module, "bot.storage.server_data")


async def show(interaction: Interaction, page: Page) -> None:
    """Show a page in place of the private one of the component."""
    await interaction.response.edit_message(view=render(page))


def chosen_channels(interaction: Interaction) -> list[int]:
    """Return the ids of the channels that were chosen in a menu. Raises UsageError for one that is not of this server:
    Discord sends each channel of the server with its id.
    """
    data: dict[str, Any] = dict(interaction.data or {})
    known = data.get("resolved", {}).get("channels", {})
    chosen = chosen_in(interaction)
    if not all(each in known for each in chosen):
        raise outdated()
    return [int(each) for each in chosen]


def chosen_in(interaction: Interaction) -> list[str]:
    """Return the values that were chosen in a menu; those of channels and roles are their ids."""
    data: dict[str, Any] = dict(interaction.data or {})
    return [str(each) for each in data.get("values") or ()]


def named(name: str) -> GuildSetting[Any]:
    """Return the setting with this name. Raises UsageError if there is none any more."""
    for setting in guild_settings.GUILD_SETTINGS:
        if setting.name == name:
            return setting
    raise UsageError(N_("This setting no longer exists."), N_("Use /settings to see those that there are."))


async def _state(interaction: Interaction, guild_id: int, setting: GuildSetting[Any] | None = None) -> ServerState:
    """Return the settings of the server. Its channels and roles are asked for if a setting is given that has some."""
    values = await _values(interaction, guild_id)
    async with dictionary_for(interaction) as dictionary:
        # The server's own glossary has a setting of its own.
        sources = {source.id: source for source in await dictionary.sources() if source.id != SERVER_SOURCE}
    has_any = (
        setting is not None and setting.value_type.control in {Control.CHANNELS, Control.ROLES} and values[setting]
    )
    failure = interaction.client.inbox.failure_of(guild_id, values[INBOX])
    existing = await existing_ids(interaction) if has_any else None
    return ServerState(values, sources, existing, {INBOX.name: failure} if failure else {})


async def _values(interaction: Interaction, guild_id: int) -> GuildValues:
    if not interaction.client.keeps_server_data:
        return NOTHING_SET
    return await within_deadline(interaction.client.server_data.guild_settings.of(guild_id))


async def schedule_of(interaction: Interaction, guild_id: int) -> TermOfTheDay | None:
    """Return where and when the term of the day is posted; None if it is off."""
    if not interaction.client.keeps_server_data:
        return None
    return await within_deadline(interaction.client.server_data.terms_of_the_day.get(guild_id))
