"""What Discord says of the bot's application, for `medlex check`. Nothing is changed there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import discord

from bot.discord_bot.connection_errors import discord_errors
from bot.discord_bot.run import INVITE
from bot.errors import MedlexError

MAX_SECONDS = 30.0
# The intents that Discord wants to be asked for, as the Bot page calls them. Medlex needs none.
PRIVILEGED = {
    "gateway_presence": "Presence",
    "gateway_guild_members": "Server Members",
    "gateway_message_content": "Message Content",
}
# In bots that are not verified Discord calls them so.
LIMITED = "_limited"


@dataclass(frozen=True, slots=True)
class Application:
    """The application of a bot: its id and public key (hexadecimal), and the bot's name.

    `intents` are the privileged intents that are switched on. `is_public` is True if others may add the bot, `needs_code` if
    Discord refuses the address that invites it. `endpoint` is where Discord sends interactions over HTTP.
    `channel_problem` is why nothing can be posted in the channel of feedback.
    """

    id: int
    name: str
    public_key: str
    intents: tuple[str, ...]
    is_public: bool
    needs_code: bool
    endpoint: str | None
    channel_problem: str | None = None

    @property
    def invite(self) -> str:
        """The address that adds the bot to a server."""
        return INVITE.format(id=self.id)


async def application_of(token: str, feedback_channel: int | None = None) -> Application:
    """Ask Discord about the application of a token. Raises MedlexError for a refused token, or without network."""
    logging.getLogger("discord.client").setLevel(logging.WARNING)  # it says at info level that it signs in
    client = discord.Client(intents=discord.Intents.none())
    async with _in_time(), client:
        await client.login(token)
        found = await client.application_info()
        problem = await _channel_problem(client, feedback_channel) if feedback_channel else None
        return Application(
            found.id,
            str(client.user),
            found.verify_key,
            tuple(title for flag, title in PRIVILEGED.items() if _has(found.flags, flag)),
            is_public=found.bot_public,
            needs_code=found.bot_require_code_grant,
            endpoint=found.interactions_endpoint_url,
            channel_problem=problem,
        )


async def clock_difference() -> timedelta:
    """Return by how much this machine's clock is ahead of Discord's, to half a second: its answers have their time in the
    header Date. Nothing is told to Discord. Raises MedlexError without network.
    """
    async with _in_time(), aiohttp.ClientSession() as session:
        before = datetime.now(UTC)
        async with session.get(f"{discord.http.Route.BASE}/gateway") as response:
            after = datetime.now(UTC)
    try:
        told = parsedate_to_datetime(response.headers["Date"])
    except (KeyError, ValueError) as error:
        raise MedlexError("Discord's answer has no time.", "Check the network, such as a proxy.") from error
    return before + (after - before) / 2 - told.astimezone(UTC) - timedelta(seconds=0.5)


@asynccontextmanager
async def _in_time() -> AsyncIterator[None]:
    async with discord_errors(), asyncio.timeout(MAX_SECONDS):
        yield


def _has(flags: discord.ApplicationFlags, name: str) -> bool:
    return bool(getattr(flags, name) or getattr(flags, name + LIMITED))


async def _channel_problem(client: discord.Client, channel_id: int) -> str | None:
    try:
        found = await client.fetch_channel(channel_id)
        if not isinstance(found, (discord.abc.GuildChannel, discord.Thread)):
            return "it is no channel of a server"
        guild = await client.fetch_guild(found.guild.id, with_counts=False)
        # With the roles of the server, which the channel above does not know.
        parent = found.parent_id if isinstance(found, discord.Thread) else found.id
        channel = await guild.fetch_channel(parent or channel_id)
        member = await guild.fetch_member(client.user.id if client.user else 0)
    except discord.NotFound:
        return "there is no such channel"
    except discord.Forbidden:
        return "the bot does not see it, or is not a member of that server"
    if isinstance(channel, discord.Thread):
        return None
    return _missing(channel.permissions_for(member), is_thread=isinstance(found, discord.Thread))


def _missing(allowed: discord.Permissions, *, is_thread: bool) -> str | None:
    needed = {
        "View Channel": allowed.view_channel,
        **(
            {"Send Messages in Threads": allowed.send_messages_in_threads}
            if is_thread
            else {"Send Messages": allowed.send_messages}
        ),
    }
    missing = [title for title, has in needed.items() if not has]
    return f"the bot lacks the permission {' and '.join(missing)} there" if missing else None
