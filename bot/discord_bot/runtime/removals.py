"""Servers that have removed the bot: how that is learned, and the deletion of their data some time later.

Without intents, Discord says nothing when a server removes the bot, and neither does its webhook event
APPLICATION_DEAUTHORIZED, which names only a user (https://docs.discord.com/developers/events/webhook-events). So the bot
asks, once a day for every server of which something is stored.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto

import aiohttp
import discord
import structlog

from bot.clock import Clock
from bot.discord_bot.limits import ERROR_MISSING_ACCESS, ERROR_UNKNOWN_GUILD
from bot.discord_bot.runtime.context import Duty, Interaction, ServingClient, place_of
from bot.errors import ServerDataError

logger = structlog.get_logger(__name__)

# So long after a removal was noticed, a server's data are deleted.
KEPT_AFTER_REMOVAL = timedelta(days=30)
# The bot needs some time to come online first.
SECONDS_AFTER_START = 300.0
SECONDS_BETWEEN_SWEEPS = 86_400.0
# Fifty thousand servers are asked for within a day; Discord allows fifty requests a second.
SECONDS_BETWEEN_LOOKS = 1.7
# After so many servers in a row about which nothing can be said, Discord or the network is in trouble.
MAX_UNKNOWN_IN_A_ROW = 3
GONE = {ERROR_UNKNOWN_GUILD, ERROR_MISSING_ACCESS}


class Presence(Enum):
    """The bot in a server: installed there, removed, or unknown because Discord did not say."""

    INSTALLED = auto()
    REMOVED = auto()
    UNKNOWN = auto()


class RemovedGuilds:
    """Notes which servers have removed the bot, and deletes their data after `KEPT_AFTER_REMOVAL`.

    A server counts as removed only when Discord says of it by name that it is unknown to the bot, and that its
    commands are, too: a server can have the commands without the bot. A refused token, an outage and a network
    that fails change nothing.
    """

    def __init__(self, client: ServingClient, clock: Clock | None = None) -> None:
        self.client = client
        self.clock = clock or Clock()
        self._noted: set[int] = set()

    async def run(self) -> None:
        """Sweep every day, forever. Errors are logged."""
        await self.clock.sleep(SECONDS_AFTER_START * (1 + self.clock.jitter()))
        while True:
            try:
                await self.sweep()
            except Exception:
                logger.exception("sweep_of_servers_failed")
            await self.clock.sleep(SECONDS_BETWEEN_SWEEPS)

    async def sweep(self) -> None:
        """Delete what is kept for a time only. Look at every server of which something is stored, then delete the data
        of those that removed the bot long ago. Of several processes one does each.
        """
        if not self.client.keeps_server_data:
            return
        if await self.client.leads(Duty.UPKEEP):
            await self.client.server_data.delete_expired(self.clock.now())
        if self.client.has_token and await self.client.leads(Duty.DISCORD):
            await self._look_at_all()
            await self._delete_due()
        self._noted = set(await self.client.server_data.removals.all())

    async def look(self, guild_id: int) -> Presence:
        """Ask Discord if a server has the bot, and note what it says. Call this when there is reason to doubt it."""
        presence = await presence_in(self.client, guild_id)
        if presence is Presence.REMOVED:
            await self._note_removal(guild_id)
        elif presence is Presence.INSTALLED:
            await self.note_installed(guild_id)
        return presence

    async def note_installed(self, guild_id: int) -> None:
        """Forget that a server had removed the bot: it has it again."""
        self._noted.discard(guild_id)
        if await self.client.server_data.removals.take_back(guild_id):
            logger.info("server_is_back", guild=guild_id)

    async def note_use(self, interaction: Interaction) -> None:
        """Forget that a server had removed the bot if it is used there, and is not only installed by the person."""
        guild_id = place_of(interaction).guild_id
        if guild_id is None or guild_id not in self._noted:
            return
        try:
            await self.note_installed(guild_id)
        except ServerDataError as error:
            logger.warning("return_of_server_not_noted", guild=guild_id, problem=str(error))

    async def _note_removal(self, guild_id: int) -> None:
        self._noted.add(guild_id)
        if await self.client.server_data.removals.notice(guild_id, self.clock.now()):
            logger.info("server_removed_the_bot", guild=guild_id, days_until_deletion=KEPT_AFTER_REMOVAL.days)

    async def _look_at_all(self) -> None:
        unknown = 0
        for guild_id in sorted(await self.client.server_data.removals.guilds()):
            unknown = unknown + 1 if await self.look(guild_id) is Presence.UNKNOWN else 0
            if unknown == MAX_UNKNOWN_IN_A_ROW:
                logger.warning("sweep_of_servers_stopped", reason="Discord does not say which servers have the bot")
                return
            await self.clock.sleep(SECONDS_BETWEEN_LOOKS)

    async def _delete_due(self) -> None:
        """Delete the data of the servers that are due, if a fresh look says that they still do without the bot."""
        due = await self.client.server_data.removals.due(self.clock.now() - KEPT_AFTER_REMOVAL)
        for guild_id in due:
            if await self.look(guild_id) is Presence.REMOVED:
                await forget_guild(self.client, guild_id)
                logger.info("server_forgotten", guild=guild_id)
            await self.clock.sleep(SECONDS_BETWEEN_LOOKS)


async def forget_guild(client: ServingClient, guild_id: int) -> None:
    """Delete everything that is stored of a server."""
    await client.server_data.forget_guild(guild_id)
    client.post_failures.forget(guild_id)
    client.inbox.forget_guild(guild_id)


async def presence_in(client: ServingClient, guild_id: int) -> Presence:
    """Ask Discord if a server has the bot, or at least its commands."""
    if not client.has_token:
        return Presence.UNKNOWN
    try:
        if await _has_bot(client, guild_id) or await _has_commands(client, guild_id):
            return Presence.INSTALLED
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
        logger.warning("server_not_looked_at", guild=guild_id, error=type(error).__name__)
        return Presence.UNKNOWN
    return Presence.REMOVED


async def _has_bot(client: ServingClient, guild_id: int) -> bool:
    try:
        await client.http.get_guild(guild_id, with_counts=False)
    except (discord.Forbidden, discord.NotFound) as error:
        return _unless_gone(error)
    return True


async def _has_commands(client: ServingClient, guild_id: int) -> bool:
    if client.application_id is None:
        raise discord.ClientException("the application is not known yet")
    try:
        await client.http.get_guild_commands(client.application_id, guild_id)
    except (discord.Forbidden, discord.NotFound) as error:
        return _unless_gone(error)
    return True


def _unless_gone(error: discord.HTTPException) -> bool:
    """Return False for a refusal of Discord that means this server. Raises the error for another, such as that of a
    proxy before Discord.
    """
    if error.code in GONE:
        return False
    raise error
