"""The menus and the button of the term of the day in the panel of `/settings`, and the menu that leads to all pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from discord import ui

from bot.discord_bot.features.settings.daily_page import FIRST_HOUR, HOURS, DailyState, daily_settings_page
from bot.discord_bot.features.settings.page import DAILY
from bot.discord_bot.features.settings.panel import chosen_channels, chosen_in, named, schedule_of, show, show_setting
from bot.discord_bot.runtime.channels import refuse_where_forbidden
from bot.discord_bot.runtime.commands import managed_guild
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.errors import outdated
from bot.discord_bot.ui.custom_ids.settings import (
    ChooseDailyChannel,
    ChooseDailyHour,
    ChooseSetting,
    ShowDaily,
    StopDaily,
)
from bot.storage.records import TermOfTheDay

UTC = "UTC"


class SettingMenu(StatelessComponent[ChooseSetting], ui.DynamicItem[ui.Select[Any]], action=ChooseSetting):
    """The menu of all settings."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the page of the chosen one."""
        (name,) = chosen_in(interaction)
        if name == DAILY:
            await _show(interaction)
        else:
            await show_setting(interaction, named(name))


class DailyButton(StatelessComponent[ShowDaily], ui.DynamicItem[ui.Button[Any]], action=ShowDaily):
    """A button to the page of the term of the day."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page."""
        await _show(interaction)


class DailyChannelMenu(
    StatelessComponent[ChooseDailyChannel], ui.DynamicItem[ui.ChannelSelect[Any]], action=ChooseDailyChannel
):
    """The menu of channels."""

    async def respond(self, interaction: Interaction) -> None:
        """Post in the chosen channel; if none is chosen any longer, nowhere."""
        guild_id, chosen = managed_guild(interaction), chosen_channels(interaction)
        if not chosen:
            await _stop(interaction, guild_id)
            return
        channel = chosen[0]
        await refuse_where_forbidden(interaction, channel)
        old = await schedule_of(interaction, guild_id)
        first = TermOfTheDay(guild_id, channel, FIRST_HOUR, UTC, None)
        await _store(interaction, replace(old, channel_id=channel) if old else first)


class DailyHourMenu(StatelessComponent[ChooseDailyHour], ui.DynamicItem[ui.Select[Any]], action=ChooseDailyHour):
    """The menu of hours."""

    async def respond(self, interaction: Interaction) -> None:
        """Post at the chosen hour."""
        guild_id, (hour,) = managed_guild(interaction), chosen_in(interaction)
        if hour not in map(str, HOURS):
            raise outdated()
        old = await schedule_of(interaction, guild_id)
        if old is None:
            await _show(interaction)
        else:
            await _store(interaction, replace(old, hour=int(hour)))


class StopDailyButton(StatelessComponent[StopDaily], ui.DynamicItem[ui.Button[Any]], action=StopDaily):
    """The button that stops it."""

    async def respond(self, interaction: Interaction) -> None:
        """Post no more terms."""
        await _stop(interaction, managed_guild(interaction))


async def _store(interaction: Interaction, schedule: TermOfTheDay) -> None:
    await within_deadline(interaction.client.server_data.terms_of_the_day.set(schedule))
    interaction.client.post_failures.forget(schedule.guild_id)
    await _show(interaction, is_changed=True)


async def _stop(interaction: Interaction, guild_id: int) -> None:
    await within_deadline(interaction.client.server_data.terms_of_the_day.remove(guild_id))
    interaction.client.post_failures.forget(guild_id)
    await _show(interaction, is_changed=True)


async def _show(interaction: Interaction, *, is_changed: bool = False) -> None:
    schedule = await schedule_of(interaction, managed_guild(interaction))
    failure = interaction.client.post_failures.get(interaction.guild_id or 0)
    state = DailyState(schedule, interaction.created_at, failure)
    await show(interaction, daily_settings_page(state, interaction.client.command_ids, is_changed=is_changed))
