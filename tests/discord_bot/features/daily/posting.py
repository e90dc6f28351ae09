"""A server that wants a term of the day, a clock that a test moves, and what was posted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import discord
import simcord
from discord_bot.reading import Shown
from discord_bot.world import World, answered, posted
from waiting import SECONDS_UNTIL_HUNG

from bot.clock import Clock
from bot.discord_bot.features.daily.posting import DailyPoster
from bot.storage.records import TermOfTheDay

EIGHT = datetime(2026, 3, 2, 8, 0, 1, tzinfo=UTC)
DENIED = discord.PermissionOverwrite(send_messages=False)


@dataclass
class Hours:
    """A clock that a test moves; whoever sleeps is woken when the test says so."""

    time: datetime = EIGHT
    slept: list[float] = field(default_factory=list)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    fell_asleep: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    @property
    def clock(self) -> Clock:
        """The clock for the poster."""
        return Clock(now=lambda: self.time, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        """Note for how long, and wait for the test."""
        self.slept.append(seconds)
        self.fell_asleep.release()
        await self.woken.wait()
        self.woken.clear()

    async def asleep(self) -> None:
        """Wait until somebody begins to sleep who has not been waited for."""
        async with asyncio.timeout(SECONDS_UNTIL_HUNG):
            await self.fell_asleep.acquire()

    async def wake(self) -> None:
        """Wake the sleeper, and wait until it sleeps again."""
        self.woken.set()
        await self.asleep()


def poster(world: World, hours: Hours) -> DailyPoster:
    """Return a poster that uses the test's clock."""
    return DailyPoster(world.clients[-1], hours.clock)


async def want(world: World, channel: simcord.ChannelHandle | None = None, **wish: Any) -> TermOfTheDay:
    """A server wants a term, at eight unless told otherwise."""
    fields = {"guild_id": world.alice.guild.id, "hour": 8, "time_zone": "UTC", "language": "en", **wish}
    wanted = TermOfTheDay(channel_id=(channel or world.channel).id, **fields)
    await world.clients[-1].server_data.terms_of_the_day.set(wanted)
    return wanted


def posts(channel: simcord.ChannelHandle) -> list[Shown]:
    """The terms of the day that were posted in a channel."""
    sent = [posted(message) for message in channel.history() if not message.flags.ephemeral]
    headings = ("-# Term of the day\n## ", "-# Término del día\n## ")
    return [page for page in sent if page.texts and page.texts[0].startswith(headings)]


def title(page: Shown) -> str:
    """Which term it is."""
    return page.texts[0].splitlines()[1].removeprefix("## ")


async def said(world: World, admin: simcord.MemberActor, command: str, **options: Any) -> str:
    """Return the private reply to an admin's command."""
    message = answered(await admin.slash(world.channel, command, **options))
    assert message.ephemeral
    return message.content
