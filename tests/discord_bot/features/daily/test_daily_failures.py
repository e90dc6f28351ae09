"""The term of the day when a post fails: what is claimed, what is tried again, and what admins are told."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from unittest.mock import AsyncMock, Mock

import aiohttp
import discord
import pytest
import simcord
from discord_bot.features.daily.posting import Hours, poster, posts, said, want
from discord_bot.world import World

from bot.discord_bot.runtime.context import PostFailure
from bot.storage.term_of_the_day import TermsOfTheDay


async def raising(error: Exception, monkeypatch: pytest.MonkeyPatch, world: World, hours: Hours) -> AsyncMock:
    """The server's term is due, and sending it ends in an error."""
    await want(world)
    sending = AsyncMock(side_effect=error)
    with monkeypatch.context() as patched:
        patched.setattr(discord.PartialMessageable, "send", sending)
        await poster(world, hours).post_due()
    return sending


@pytest.mark.parametrize(
    "error",
    [
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError(),
        ConnectionResetError(),
        TimeoutError(),
        discord.DiscordServerError(Mock(status=503, reason="away"), "away"),
    ],
)
async def test_a_post_whose_answer_got_lost_is_not_sent_again_and_the_status_says_so(
    world: World, hours: Hours, admin: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    await raising(error, monkeypatch, world, hours)
    for _ in range(2):
        await poster(world, hours).post_due()
        assert posts(world.channel) == []
        status = await said(world, admin, "daily status")
        assert "The last post may not have arrived" in status
        assert "has been posted" not in status
    hours.time += timedelta(days=1)
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1
    assert "⚠️" not in await said(world, admin, "daily status")


@pytest.mark.parametrize(
    "error",
    [
        aiohttp.ClientConnectorError(Mock(), OSError("no route")),
        discord.HTTPException(Mock(status=400, reason="bad"), "bad"),
    ],
)
async def test_a_post_that_surely_was_not_made_is_tried_again(
    world: World, hours: Hours, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    await raising(error, monkeypatch, world, hours)
    assert world.clients[-1].post_failures == {world.alice.guild.id: PostFailure.FAILED}
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1


async def test_a_page_that_cannot_be_made_claims_nothing(
    world: World, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    await want(world)
    with monkeypatch.context() as patched:
        patched.setattr(
            "bot.discord_bot.features.daily.posting.daily_page", Mock(side_effect=ValueError("a fault of ours"))
        )
        await poster(world, hours).post_due()
    assert posts(world.channel) == []
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1


async def test_a_bot_that_is_stopped_while_it_claims_gives_the_claim_back(
    world: World, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    await want(world)
    claim = TermsOfTheDay.claim

    async def stopped(*claimed: Any) -> None:
        await claim(*claimed)
        raise asyncio.CancelledError

    with monkeypatch.context() as patched:
        patched.setattr(TermsOfTheDay, "claim", stopped)
        with pytest.raises(asyncio.CancelledError):
            await poster(world, hours).post_due()
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1


async def test_a_server_that_has_refused_three_times_is_tried_once_a_day_until_its_admins_set_it_again(
    world: World, hours: Hours, admin: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await want(world, hour=0)
    refused = AsyncMock(side_effect=discord.Forbidden(Mock(status=403, reason="no"), "no"))
    at_work = poster(world, hours)
    tried = []
    with monkeypatch.context() as patched:
        patched.setattr(discord.PartialMessageable, "send", refused)
        for _ in range(48):
            await at_work.post_due()
            tried.append(refused.await_count)
            hours.time += timedelta(hours=1)
    assert tried == [1, 2] + [3] * 14 + [4] * 24 + [5] * 8
    assert "once a day" in await said(world, admin, "daily status")
    await said(world, admin, "daily set", channel=world.channel, hour=0)
    await at_work.post_due()
    assert len(posts(world.channel)) == 1
