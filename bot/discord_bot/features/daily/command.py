"""`/daily`: where and when a server gets its term of the day. For people who manage the server."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import discord
from discord import app_commands

from bot.discord_bot.features.daily.page import daily_page, is_set_text, not_set_text, status_text
from bot.discord_bot.features.daily.posting import choose, guild_language
from bot.discord_bot.limits import MAX_COMPLETIONS
from bot.discord_bot.runtime.channels import refuse_where_forbidden
from bot.discord_bot.runtime.commands import LANGUAGE_CHOICES, managed_guild
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.replies import send_page
from bot.discord_bot.ui.translation import _, in_language
from bot.errors import N_, UsageError
from bot.lexicon.collections.well_known import Explained
from bot.storage.checks import checked_time_zone
from bot.storage.records import TermOfTheDay
from bot.terms.normal_forms import fold

UTC = "UTC"

daily = app_commands.Group(
    name="daily",
    description="Post a term of the day in this server",
    default_permissions=discord.Permissions(manage_guild=True),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
)


class TextChannel(app_commands.Transformer):
    """An option for a text channel. Unlike discord.py's own, it works for a channel that is not in the cache."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """The option is a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Text channels and announcement channels."""
        return [discord.ChannelType.text, discord.ChannelType.news]

    async def transform(self, _interaction: discord.Interaction, value: object, /) -> int:
        """The id of the channel."""
        return int(value.id)  # type: ignore[attr-defined]


@daily.command(name="set", description="Choose where and when the term of the day is posted")
@app_commands.describe(
    channel="Channel to post in",
    hour="Hour to post (0–23)",
    timezone="Time zone, such as America/New_York; UTC if left empty",
    language="Language; the server's own if left empty",
)
@app_commands.choices(language=LANGUAGE_CHOICES)
async def set_daily(
    interaction: Interaction,
    channel: app_commands.Transform[int, TextChannel],
    hour: app_commands.Range[int, 0, 23],
    timezone: app_commands.Range[str, 1, 64] = UTC,
    language: str | None = None,
) -> None:
    """Store where and when, if the bot may post in that channel."""
    guild = managed_guild(interaction)
    checked_time_zone(timezone)
    await refuse_where_forbidden(interaction, channel)
    schedule = TermOfTheDay(guild, channel, hour, timezone, language)
    await within_deadline(interaction.client.server_data.terms_of_the_day.set(schedule))
    interaction.client.post_failures.forget(guild)
    await _reply(interaction, is_set_text(schedule))


@set_daily.autocomplete("timezone")
async def offer_time_zones(_interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer time zones whose name contains the typed text, in which spaces stand for underscores."""
    wanted = fold(typed).replace(" ", "_")
    zones = [zone for zone in await asyncio.to_thread(time_zones) if wanted in zone.lower()]
    return [app_commands.Choice(name=zone, value=zone) for zone in zones[:MAX_COMPLETIONS]]


@cache
def time_zones() -> list[str]:
    """The names of all time zones. They are read once, because that opens hundreds of files."""
    return sorted(available_timezones())


@daily.command(name="off", description="Stop the term of the day")
async def stop_daily(interaction: Interaction) -> None:
    """Delete where and when it was to be posted."""
    guild = managed_guild(interaction)
    was_on = await within_deadline(interaction.client.server_data.terms_of_the_day.remove(guild))
    interaction.client.post_failures.forget(guild)
    await _reply(interaction, _("The term of the day is now off.") if was_on else not_set_text())


@daily.command(name="status", description="See the settings, and whether the last post worked")
async def daily_status(interaction: Interaction) -> None:
    """Say what is set, whether today's term was posted, and why the last post failed if it did."""
    guild = managed_guild(interaction)
    await _reply(interaction, await within_deadline(_status(interaction, guild)))


async def _status(interaction: Interaction, guild: int) -> str:
    schedule = await interaction.client.server_data.terms_of_the_day.get(guild)
    return not_set_text() if schedule is None else await _status_of(interaction, schedule)


async def _status_of(interaction: Interaction, schedule: TermOfTheDay) -> str:
    language = schedule.language or await guild_language(interaction.client, schedule.guild_id)
    today = _today(interaction, schedule.time_zone)
    is_posted = await interaction.client.server_data.terms_of_the_day.posted_keys(schedule.guild_id, today.date())
    failure = interaction.client.post_failures.get(schedule.guild_id)
    return status_text(schedule, language, failure, is_posted=bool(is_posted))


@daily.command(name="now", description="See an example of a term of the day, shown only to you")
async def daily_now(interaction: Interaction) -> None:
    """Show a term privately. It does not count as posted."""
    guild = managed_guild(interaction)
    found = await within_deadline(_example(interaction, guild))
    if found is None:
        raise UsageError(
            N_("Every term with a plain definition has been posted here within the last year."),
            N_("The people who run this bot can add sources with `medlex install`."),
        )
    with in_language(found.definition.language):
        page = daily_page(found)
    await send_page(interaction, page, private=True)


async def _example(interaction: Interaction, guild: int) -> Explained | None:
    """A term that the server might get today."""
    schedule = await interaction.client.server_data.terms_of_the_day.get(guild)
    today = _today(interaction, schedule.time_zone if schedule else UTC).date()
    return await choose(interaction.client, guild, schedule.language if schedule else None, today)


def _today(interaction: Interaction, time_zone: str) -> datetime:
    return interaction.created_at.astimezone(ZoneInfo(time_zone))


async def _reply(interaction: Interaction, text: str) -> None:
    await interaction.response.send_message(text, ephemeral=True)
