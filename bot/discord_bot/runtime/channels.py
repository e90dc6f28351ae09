"""Channels and roles of the server that an interaction comes from. The bot has no intents, so it knows none by itself."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import structlog

from bot.discord_bot.runtime.context import Interaction
from bot.errors import N_, UsageError

logger = structlog.get_logger(__name__)

# Less than a third of the time that Discord waits for an answer (`limits.SECONDS_TO_ANSWER`).
SECONDS_FOR_LIST = 0.8


async def existing_ids(interaction: Interaction) -> frozenset[int] | None:
    """Return the ids of all channels and roles of the server; None if Discord does not list them in time."""
    if interaction.guild_id is None or not interaction.client.has_token:
        return None
    http = interaction.client.http
    try:
        async with asyncio.timeout(SECONDS_FOR_LIST):
            channels = await http.get_all_guild_channels(interaction.guild_id)
            roles = await http.get_roles(interaction.guild_id)
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        logger.info("server_not_listed", interaction=interaction.id, problem=type(error).__name__)
        return None
    return frozenset(int(each["id"]) for each in (*channels, *roles))


async def refuse_where_forbidden(interaction: Interaction, channel: int) -> None:
    """Raise UsageError if the bot may not post in a channel.

    Discord sends the bot's permissions only in the channel of the interaction. In another channel the bot shows for a
    moment that it is typing, which needs the same permissions as a post
    (https://discord.com/developers/docs/resources/channel#trigger-typing-indicator).
    """
    if channel == interaction.channel_id:
        may_post = interaction.app_permissions.view_channel and interaction.app_permissions.send_messages
        if not may_post:
            raise _may_not_post()
        return
    if not interaction.client.has_token:  # whoever posts there has one, and finds out
        return
    try:
        await interaction.client.get_partial_messageable(channel, guild_id=interaction.guild_id).typing()
    except discord.Forbidden as error:
        raise _may_not_post() from error
    except discord.NotFound as error:
        raise UsageError(
            N_("I can't see that channel."),
            N_("Choose another, or give me the View Channel permission there."),
        ) from error


def _may_not_post() -> UsageError:
    return UsageError(
        N_("I'm not allowed to post in that channel, so nothing was changed."),
        N_(
            "Give me the View Channel and Send Messages permissions there. If I'm not a member of this "
            "server, invite me again as a bot."
        ),
    )
