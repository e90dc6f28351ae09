"""Posts the term of the day: once a day in every server that has set one. A failure in one server does not
stop the others.
"""

from __future__ import annotations

import asyncio
import random
from datetime import date, datetime, timedelta

import aiohttp
import discord
import structlog

from bot.clock import Clock
from bot.discord_bot.features.daily.page import daily_page
from bot.discord_bot.runtime.context import Duty, PostFailure, ServingClient
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.translation import in_language
from bot.languages import ENGLISH
from bot.lexicon.collections.well_known import Explained, pick
from bot.storage.guild_settings import HIDDEN_SOURCES, LANGUAGE
from bot.storage.records import POSTS_KEPT, TermOfTheDay

logger = structlog.get_logger(__name__)

# The bot needs some time to come online before the first posts.
SECONDS_AFTER_START = 60.0
HOUR = timedelta(hours=1)
# A process that does not post asks so often if it is its turn: the one that did may have ended within its hour.
SECONDS_BETWEEN_QUESTIONS = 15.0
REFUSALS = frozenset({PostFailure.FORBIDDEN, PostFailure.NO_CHANNEL})
# Refusals in a row after which a server is tried only once a day. Admins see the reason in `/daily status`.
MAX_REFUSALS_IN_A_ROW = 3


class FailureBackoff:
    """The number of refusals in a row by each server, and the day of the last one there. It is in memory only."""

    def __init__(self) -> None:
        self._in_a_row: dict[int, tuple[int, date]] = {}

    def note(self, guild_id: int, today: date) -> None:
        """Count a refusal on a day."""
        self._in_a_row[guild_id] = (self._in_a_row.get(guild_id, (0, today))[0] + 1, today)

    def forget(self, guild_id: int) -> None:
        """Start again from zero for a server."""
        self._in_a_row.pop(guild_id, None)

    def is_paused(self, guild_id: int, today: date) -> bool:
        """Return True if there is to be no further attempt in a server on this day."""
        times, last = self._in_a_row.get(guild_id, (0, None))
        return times >= MAX_REFUSALS_IN_A_ROW and last == today


class DailyPoster:
    """Posts the terms that are due, at its start and then at every full hour.

    A server's term is due from its hour until the end of its day, so a bot that starts late still posts it.
    Posts are recorded in the database, so neither a restart nor a second process posts twice. Of several processes
    one posts; when it ends, another one posts what it has not.
    """

    def __init__(self, client: ServingClient, clock: Clock | None = None) -> None:
        self.client = client
        self.clock = clock or Clock()
        self.refusals = FailureBackoff()

    async def run(self) -> None:
        """Post forever. Errors are logged, and the posts are tried again at the next full hour."""
        await self.clock.sleep(SECONDS_AFTER_START)
        while True:
            try:
                await self.post_due()
            except Exception:
                logger.exception("terms_of_the_day_failed")
            await self.clock.sleep(await self._seconds_to_wait())

    async def _seconds_to_wait(self) -> float:
        seconds = seconds_to_next_hour(self.clock.now())
        return seconds if await self._posts() else min(seconds, SECONDS_BETWEEN_QUESTIONS)

    async def _posts(self) -> bool:
        return await self.client.leads(Duty.DISCORD)

    async def post_due(self) -> None:
        """Post in every server whose term is due and was not posted today."""
        if not self.client.keeps_server_data or not await self._posts():
            return
        now = self.clock.now()
        for schedule in await self.client.server_data.terms_of_the_day.all():
            if not await self._posts():
                return
            try:
                if (today := schedule.due_on(now)) and not self._is_paused(schedule.guild_id, today):
                    failure = await self._post_once(schedule, today)
                    self._note(schedule, today, failure)
                    if failure in REFUSALS:  # the server may have removed the bot
                        await self.client.removed_guilds.look(schedule.guild_id)
            except Exception:
                logger.exception("term_of_the_day_failed", guild=schedule.guild_id)
                self._note(schedule, now.date(), PostFailure.FAILED)

    def _is_paused(self, guild_id: int, today: date) -> bool:
        """Return True if a server has refused too often today. `/daily set` removes the failure and so ends
        the pause.
        """
        if guild_id not in self.client.post_failures:
            self.refusals.forget(guild_id)
        return self.refusals.is_paused(guild_id, today)

    def _note(self, schedule: TermOfTheDay, today: date, failure: PostFailure | None) -> None:
        """Record the failure of a post for `/daily status`, or that it did not fail (None)."""
        self.client.post_failures.note(schedule.guild_id, failure)
        if failure in REFUSALS:
            self.refusals.note(schedule.guild_id, today)
        else:
            self.refusals.forget(schedule.guild_id)
        if failure is not None:
            logger.warning(
                "term_not_posted", guild=schedule.guild_id, channel=schedule.channel_id, trouble=failure.value
            )

    async def _post_once(self, schedule: TermOfTheDay, today: date) -> PostFailure | None:
        """Post one server's term of a day unless it was posted before. Returns the failure, or None."""
        terms = self.client.server_data.terms_of_the_day
        if await terms.posted_keys(schedule.guild_id, today):
            return self._still_unclear(schedule.guild_id)
        found = await choose(self.client, schedule.guild_id, schedule.language, today)
        if found is None:
            return PostFailure.NOTHING_LEFT
        with in_language(found.definition.language):
            page = daily_page(found)
        if not await self._claim(schedule.guild_id, today, found.entry.key):
            return None
        failure = await self._post(schedule, found.entry.key, page)
        if failure not in {None, PostFailure.UNCLEAR}:
            await terms.release(schedule.guild_id, today, found.entry.key)
        return failure

    def _still_unclear(self, guild_id: int) -> PostFailure | None:
        """UNCLEAR if it is unknown whether the last post arrived, else None. It stays unknown until the next post."""
        is_unclear = self.client.post_failures.get(guild_id) is PostFailure.UNCLEAR
        return PostFailure.UNCLEAR if is_unclear else None

    async def _claim(self, guild_id: int, today: date, key: str) -> bool:
        """Claim a post, so that no other process makes it; False if another has. A bot that is stopped
        meanwhile releases it.
        """
        terms = self.client.server_data.terms_of_the_day
        try:
            return await terms.claim(guild_id, today, key)
        except asyncio.CancelledError:
            await terms.release(guild_id, today, key)
            raise

    async def _post(self, schedule: TermOfTheDay, key: str, page: Page) -> PostFailure | None:
        """Send the page. The bot has no intents, so it knows a channel only by its id."""
        try:
            await self.client.get_partial_messageable(schedule.channel_id, guild_id=schedule.guild_id).send(
                view=render(page)
            )
        except Exception as error:
            failure = _failure_of(error)
            if failure not in REFUSALS:
                logger.exception("term_of_the_day_failed", guild=schedule.guild_id)
            return failure
        logger.info("term_posted", guild=schedule.guild_id, key=key)
        return None


def _failure_of(error: Exception) -> PostFailure:
    """The failure that an error while sending means.

    Unless Discord has refused the post or was not reached, it is unclear whether the post arrived: only the
    answer may be lost.
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
    """A random term that a server has not had within a year; None if none is left.

    It is of no source that the server hides, and in the language (ISO 639-1) that is given, else in the server's, or
    in English if no term is left in that.
    """
    given = await client.server_data.terms_of_the_day.posted_keys(guild_id, today - POSTS_KEPT)
    values = await client.server_data.guild_settings.of(guild_id)
    hidden = values[HIDDEN_SOURCES]
    generator = random.SystemRandom()
    async with client.live.dictionary() as dictionary:
        for wanted in (language or values[LANGUAGE] or ENGLISH, ENGLISH):
            if found := await pick(dictionary, wanted, given, generator, hidden):
                return found
    return None


async def guild_language(client: ServingClient, guild_id: int) -> str:
    """The language (ISO 639-1) that a server's admins have set; English if they have set none."""
    return (await client.server_data.guild_settings.of(guild_id))[LANGUAGE] or ENGLISH


def seconds_to_next_hour(now: datetime) -> float:
    """Seconds until just after the next full hour: one second is added in case a timer ends early.

    All time zones in use differ by whole quarters of an hour, so a server in any of them gets its term within the hour.
    """
    full = now.replace(minute=0, second=0, microsecond=0) + HOUR
    return (full - now).total_seconds() + 1.0
