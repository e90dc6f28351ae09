"""Posting the term of the day: in every server that wants one, once a day, whatever happens in the others."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import discord
import structlog

from bot.commands.serving import ServingClient
from bot.lexicon.well_known import Explained, pick
from bot.pages.daily import daily_page
from bot.pages.translation import ENGLISH, speaking
from bot.pages.wording_daily import DailyTrouble
from bot.servers.kept import LANGUAGE, POSTS_KEPT, TermOfTheDay
from bot.sources.transfer import Clock

logger = structlog.get_logger(__name__)

# The first look is taken when the bot has had time to come online.
SECONDS_AFTER_START = 60.0
HOUR = timedelta(hours=1)


class DailyPoster:
    """Looks at its start, and then at every full hour, which servers wait for their term, and posts it there.

    A server's term is due from its hour until the end of its day, so a bot that starts late catches up. What was posted is in
    the database: neither a restart nor a second process posts twice.
    """

    def __init__(self, client: ServingClient, clock: Clock | None = None) -> None:
        self.client = client
        self.clock = clock or Clock()

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
                if today := wish.due_on(now):
                    self._note(wish, await self._serve(wish, today))
            except Exception:
                logger.exception("term_of_the_day_failed", guild=wish.guild_id)
                self._note(wish, DailyTrouble.FAILED)

    def _note(self, wish: TermOfTheDay, trouble: DailyTrouble | None) -> None:
        """Keep what went wrong for `/daily status`, until a post goes well."""
        self.client.daily_troubles.pop(wish.guild_id, None)
        if trouble is not None:
            self.client.daily_troubles[wish.guild_id] = trouble
            logger.warning("term_not_posted", guild=wish.guild_id, channel=wish.channel_id, trouble=trouble.value)

    async def _serve(self, wish: TermOfTheDay, today: date) -> DailyTrouble | None:
        """Post one server's term of a day unless it was posted. Returns what kept it from being posted."""
        terms = self.client.server_data.terms_of_the_day
        if await terms.posted_keys(wish.guild_id, today):
            return None
        found = await choose(self.client, wish.guild_id, wish.language, today)
        if found is None:
            return DailyTrouble.NOTHING_LEFT
        if not await terms.claim(wish.guild_id, today, found.entry.key):
            return None
        trouble = await self._post(wish, found)
        if trouble is not None:
            await terms.release(wish.guild_id, today, found.entry.key)
        return trouble

    async def _post(self, wish: TermOfTheDay, found: Explained) -> DailyTrouble | None:
        """No intent is asked for, so the channel is not known but by its number."""
        with speaking(found.definition.language):
            page = daily_page(found)
        try:
            await self.client.get_partial_messageable(wish.channel_id, guild_id=wish.guild_id).send(view=page)
        except discord.Forbidden:
            return DailyTrouble.FORBIDDEN
        except discord.NotFound:
            return DailyTrouble.NO_CHANNEL
        except (discord.HTTPException, OSError):
            logger.exception("term_of_the_day_failed", guild=wish.guild_id)
            return DailyTrouble.FAILED
        logger.info("term_posted", guild=wish.guild_id, key=found.entry.key)
        return None


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
