"""Posting the term of the day: in every server that wants one, once a day, whatever happens in the others."""

from __future__ import annotations

import asyncio
import random
from datetime import date, datetime, timedelta

import aiohttp
import discord
import structlog

from bot.clock import Clock
from bot.discord_bot.features.daily.page import daily_page
from bot.discord_bot.runtime.context import PostFailure, ServingClient
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.translation import in_language
from bot.languages import ENGLISH
from bot.lexicon.collections.well_known import Explained, pick
from bot.storage.guild_settings import LANGUAGE
from bot.storage.records import POSTS_KEPT, TermOfTheDay

logger = structlog.get_logger(__name__)

# The first look is taken when the bot has had time to come online.
SECONDS_AFTER_START = 60.0
HOUR = timedelta(hours=1)
REFUSALS = frozenset({PostFailure.FORBIDDEN, PostFailure.NO_CHANNEL})
# So often it is tried at each full hour; admins who see the trouble in `/daily status` mend it soon.
MAX_REFUSALS_IN_A_ROW = 3


class FailureBackoff:
    """How often in a row each server has refused, and on which of its days last. It is kept in memory: a restart tries anew."""

    def __init__(self) -> None:
        self._in_a_row: dict[int, tuple[int, date]] = {}

    def note(self, guild_id: int, today: date) -> None:
        """Count a refusal."""
        self._in_a_row[guild_id] = (self._in_a_row.get(guild_id, (0, today))[0] + 1, today)

    def forget(self, guild_id: int) -> None:
        """Begin to count anew: a server has not refused, or its admins have changed something."""
        self._in_a_row.pop(guild_id, None)

    def is_paused(self, guild_id: int, today: date) -> bool:
        """Whether a server is left alone until its next day."""
        times, last = self._in_a_row.get(guild_id, (0, None))
        return times >= MAX_REFUSALS_IN_A_ROW and last == today


class DailyPoster:
    """Looks at its start, and then at every full hour, which servers wait for their term, and posts it there.

    A server's term is due from its hour until the end of its day, so a bot that starts late catches up. What was posted is in
    the database: neither a restart nor a second process posts twice.
    """

    def __init__(self, client: ServingClient, clock: Clock | None = None) -> None:
        self.client = client
        self.clock = clock or Clock()
        self.refusals = FailureBackoff()

    async def run(self) -> None:
        """Post for good. What goes wrong is logged, and tried again at the next full hour."""
        await self.clock.sleep(SECONDS_AFTER_START)
        while True:
            try:
                await self.post_due()
            except Exception:
                logger.exception("terms_of_the_day_failed")
            await self.clock.sleep(seconds_to_next_hour(self.clock.now()))

    async def post_due(self) -> None:
        """Post in every server whose term is due and was not posted today."""
        if not self.client.keeps_server_data:
            return
        now = self.clock.now()
        for wish in await self.client.server_data.terms_of_the_day.all():
            try:
                if (today := wish.due_on(now)) and not self._is_paused(wish.guild_id, today):
                    self._note(wish, today, await self._serve(wish, today))
            except Exception:
                logger.exception("term_of_the_day_failed", guild=wish.guild_id)
                self._note(wish, now.date(), PostFailure.FAILED)

    def _is_paused(self, guild_id: int, today: date) -> bool:
        """Whether a server has refused so often that it is left alone today. `/daily set` ends the trouble, and so the rest."""
        if guild_id not in self.client.post_failures:
            self.refusals.forget(guild_id)
        return self.refusals.is_paused(guild_id, today)

    def _note(self, wish: TermOfTheDay, today: date, trouble: PostFailure | None) -> None:
        """Keep what went wrong for `/daily status`, until a post goes well."""
        self.client.post_failures.pop(wish.guild_id, None)
        if trouble in REFUSALS:
            self.refusals.note(wish.guild_id, today)
        else:
            self.refusals.forget(wish.guild_id)
        if trouble is not None:
            self.client.post_failures[wish.guild_id] = trouble
            logger.warning("term_not_posted", guild=wish.guild_id, channel=wish.channel_id, trouble=trouble.value)

    async def _serve(self, wish: TermOfTheDay, today: date) -> PostFailure | None:
        """Post one server's term of a day unless it was posted. Returns what kept it from being posted."""
        terms = self.client.server_data.terms_of_the_day
        if await terms.posted_keys(wish.guild_id, today):
            return self._unclear_still(wish.guild_id)
        found = await choose(self.client, wish.guild_id, wish.language, today)
        if found is None:
            return PostFailure.NOTHING_LEFT
        with in_language(found.definition.language):
            page = daily_page(found)
        if not await self._claim(wish.guild_id, today, found.entry.key):
            return None
        trouble = await self._post(wish, found.entry.key, page)
        if trouble not in {None, PostFailure.UNCLEAR}:
            await terms.release(wish.guild_id, today, found.entry.key)
        return trouble

    def _unclear_still(self, guild_id: int) -> PostFailure | None:
        """That nobody knows whether what is claimed has arrived, if that is so: it stays true until the next post."""
        is_unclear = self.client.post_failures.get(guild_id) is PostFailure.UNCLEAR
        return PostFailure.UNCLEAR if is_unclear else None

    async def _claim(self, guild_id: int, today: date, key: str) -> bool:
        """Claim the post. A bot that is stopped meanwhile has sent nothing, and gives back what it may have claimed."""
        terms = self.client.server_data.terms_of_the_day
        try:
            return await terms.claim(guild_id, today, key)
        except asyncio.CancelledError:
            await terms.release(guild_id, today, key)
            raise

    async def _post(self, wish: TermOfTheDay, key: str, page: Page) -> PostFailure | None:
        """No intent is asked for, so the channel is not known but by its number."""
        try:
            await self.client.get_partial_messageable(wish.channel_id, guild_id=wish.guild_id).send(view=render(page))
        except Exception as error:
            trouble = _trouble(error)
            if trouble not in REFUSALS:
                logger.exception("term_of_the_day_failed", guild=wish.guild_id)
            return trouble
        logger.info("term_posted", guild=wish.guild_id, key=key)
        return None


def _trouble(error: Exception) -> PostFailure:
    """What an error while sending means. It is unclear whether there is a post unless Discord has refused it, or was not even
    reached: what Discord answers may get lost when the post has arrived.
    """
    match error:
        case discord.Forbidden():
            return PostFailure.FORBIDDEN
        case discord.NotFound():
            return PostFailure.NO_CHANNEL
        case discord.DiscordServerError():
            return PostFailure.UNCLEAR
        case discord.HTTPException() | discord.RateLimited() | aiohttp.ClientConnectorError():
            return PostFailure.FAILED
    return PostFailure.UNCLEAR


async def choose(client: ServingClient, guild_id: int, language: str | None, today: date) -> Explained | None:
    """A term for a server that it was not given within a year, in the language wanted or, where nothing is explained in it, in
    English; None when there is none left.
    """
    given = await client.server_data.terms_of_the_day.posted_keys(guild_id, today - POSTS_KEPT)
    wanted = language or await guild_language(client, guild_id)
    chance = random.SystemRandom()
    async with client.live.dictionary() as dictionary:
        return await pick(dictionary, wanted, given, chance) or await pick(dictionary, ENGLISH, given, chance)


async def guild_language(client: ServingClient, guild_id: int) -> str:
    """The language that a server's admins have set; English where they have set none."""
    return (await client.server_data.guild_settings.of(guild_id))[LANGUAGE] or ENGLISH


def seconds_to_next_hour(now: datetime) -> float:
    """How long it is until the next full hour; a second longer, for a clock that is read a little early.

    All time zones in use are whole quarters of an hour apart, so those that are not whole hours get theirs within the hour.
    """
    full = now.replace(minute=0, second=0, microsecond=0) + HOUR
    return (full - now).total_seconds() + 1.0
