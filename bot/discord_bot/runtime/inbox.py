"""Posts for the people who run the bot, and for the team of a server, in channels; and direct messages to members.

All of it needs the token only: the bot has no intents, so it knows channels and people by their ids. Whatever is posted
was stored before; a post that fails is noted, and nothing is lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import structlog
from cachetools import LRUCache

from bot.discord_bot.runtime.context import Interaction, PostFailure, ServingClient, guild_values, place_of
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.translation import in_language
from bot.errors import DataError
from bot.languages import ENGLISH
from bot.storage.glossary.records import Proposal
from bot.storage.guild_settings import INBOX, LANGUAGE

logger = structlog.get_logger(__name__)

# How long the last posts may take when the bot stops.
SECONDS_TO_FINISH = 2.0
# Members who wait for decisions that could not be sent, and decisions of each.
MAX_MISSED = 5_000
MAX_MISSED_EACH = 5

MakePage = Callable[[], Page]


@dataclass(frozen=True, slots=True)
class FailedPost:
    """A channel in which the last post failed, and why."""

    channel_id: int
    failure: PostFailure


class Inbox:
    """The channels for feedback and proposals: `host_channel` (None if there is none), and those of servers.

    Decisions that somebody could not be told of are kept for their next command, in memory only, at most `MAX_MISSED`.
    `failures` are the servers (by Discord id) whose last post failed; the key None is for the host's channel. They are
    in memory only.
    """

    def __init__(self, client: ServingClient, host_channel: int | None = None) -> None:
        self.client = client
        self.host_channel = host_channel
        self.failures: dict[int | None, FailedPost] = {}
        self._missed: LRUCache[tuple[int, int], tuple[Proposal, ...]] = LRUCache(MAX_MISSED)
        self._posting: set[asyncio.Task[Any]] = set()

    def begin(self, work: Coroutine[Any, Any, Any]) -> None:
        """Let some posting go on while the person is answered."""
        task = asyncio.create_task(_logged(work))
        self._posting.add(task)
        task.add_done_callback(self._posting.discard)

    async def close(self) -> None:
        """Let the last posts finish, for a moment."""
        if self._posting:
            _, unfinished = await asyncio.wait(self._posting, timeout=SECONDS_TO_FINISH)
            for task in unfinished:
                task.cancel()

    async def post_to_host(self, make: MakePage) -> None:
        """Post a page in English in the host's channel, if there is one."""
        if self.host_channel is not None:
            await self._post(None, self.host_channel, ENGLISH, make)

    async def post_to_server(self, guild_id: int, make: MakePage) -> None:
        """Post a page in the language of a server in its channel, if it has set one."""
        values = await self.client.server_data.guild_settings.of(guild_id)
        if (channel := values[INBOX]) is not None:
            await self._post(guild_id, channel, values[LANGUAGE] or ENGLISH, make)

    def failure_of(self, guild_id: int, channel_id: int | None) -> PostFailure | None:
        """Return why the last post of a server in this channel failed; None if it did not, or was made elsewhere."""
        failed = self.failures.get(guild_id)
        return failed.failure if failed is not None and failed.channel_id == channel_id else None

    async def tell(self, user_id: int, page: Page) -> bool:
        """Send somebody a direct message. Return False if they, or Discord, do not let the bot write to them."""
        if not self.client.has_token:
            return False
        try:
            channel = await self.client.http.start_private_message(str(user_id))
            await self.client.get_partial_messageable(int(channel["id"])).send(view=render(page))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            logger.info("message_refused", problem=type(error).__name__)
            return False
        return True

    def note_missed(self, guild_id: int, user_id: int, proposal: Proposal) -> None:
        """Remember a decision that a member could not be told of."""
        self._missed[guild_id, user_id] = (*self._missed.get((guild_id, user_id), ()), proposal)[-MAX_MISSED_EACH:]

    def take_missed(self, guild_id: int | None, user_id: int) -> tuple[Proposal, ...]:
        """Return the decisions that a member could not be told of in a server, and forget them."""
        return () if guild_id is None else self._missed.pop((guild_id, user_id), ())

    def forget_member(self, user_id: int) -> None:
        """Forget the decisions that wait for a member who has deleted their data."""
        self._forget_missed([key for key in self._missed if key[1] == user_id])

    def forget_guild(self, guild_id: int) -> None:
        """Forget the decisions and the failure of a server whose data were deleted."""
        self.failures.pop(guild_id, None)
        self._forget_missed([key for key in self._missed if key[0] == guild_id])

    def _forget_missed(self, keys: list[tuple[int, int]]) -> None:
        for key in keys:
            del self._missed[key]

    async def _post(self, guild_id: int | None, channel_id: int, language: str, make: MakePage) -> None:
        failure = await self._failure_of_post(guild_id, channel_id, language, make)
        if failure is None:
            self.failures.pop(guild_id, None)
            return
        self.failures[guild_id] = FailedPost(channel_id, failure)
        logger.warning("inbox_not_posted", guild=guild_id, channel=channel_id, trouble=failure.value)

    async def _failure_of_post(
        self, guild_id: int | None, channel_id: int, language: str, make: MakePage
    ) -> PostFailure | None:
        """Post a page, and return why it failed; None if it did not. A server's page is posted in that server only."""
        if not self.client.has_token:
            return PostFailure.FAILED
        try:
            if guild_id is not None:
                channel = await self.client.http.get_channel(channel_id)
                if channel.get("guild_id") != str(guild_id):
                    return PostFailure.NO_CHANNEL
            with in_language(language):
                view = render(make())
            await self.client.get_partial_messageable(channel_id, guild_id=guild_id).send(view=view)
        except discord.Forbidden:
            return PostFailure.FORBIDDEN
        except discord.NotFound:
            return PostFailure.NO_CHANNEL
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            return PostFailure.FAILED
        return None


async def has_inbox(interaction: Interaction) -> bool:
    """Return True if the server has a channel for feedback, and the bot is used as that server's own."""
    return place_of(interaction).guild_id is not None and (await guild_values(interaction))[INBOX] is not None


async def _logged(work: Coroutine[Any, Any, Any]) -> None:
    """Do some work, and log what goes wrong: nobody waits for it."""
    try:
        await work
    except DataError as error:
        logger.warning("inbox_failed", problem=str(error))
    except Exception:
        logger.exception("inbox_failed")
