"""The bot is told to stop while it answers people."""

from __future__ import annotations

import asyncio
import json
import os
import signal

import pytest
from aiohttp import web
from discord_bot.loopback import TOKEN, Discord, loopback
from structlog.testing import capture_logs
from waiting import SECONDS_UNTIL_HUNG

from benchmarks.discord_cost.wire import GREETING, define, interaction_created, reply, resource
from bot.discord_bot.run import run_bot
from bot.discord_bot.runtime.in_flight import InFlight
from bot.errors import UsageError
from bot.settings import Home


class SlowDiscord(Discord):
    """A Discord that takes the first answer only when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.is_first = True
        self.sent, self.taken = asyncio.Event(), asyncio.Event()

    async def rest(self, request: web.Request) -> web.Response:
        """Answer a REST request; the first answer to an interaction waits."""
        if request.path.endswith("/callback") and self.is_first:
            self.is_first = False
            self.sent.set()
            await self.taken.wait()
            return reply(resource("/callback", await request.json()))
        return await super().rest(request)


async def test_an_answer_that_is_being_given_arrives_and_others_hear_of_the_restart(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback(monkeypatch, SlowDiscord()) as wire:
        assert isinstance(wire, SlowDiscord)
        with capture_logs() as log:
            bot = asyncio.create_task(run_bot(own_home, TOKEN))
            await asyncio.wait_for(wire.identified.acquire(), timeout=SECONDS_UNTIL_HUNG)
            wire.events.put_nowait({**define("interleukin"), "id": "101"})
            await asyncio.wait_for(wire.sent.wait(), timeout=SECONDS_UNTIL_HUNG)
            os.kill(os.getpid(), signal.SIGTERM)
            refused = await wire.ask({**define("interleukin"), "id": "102"})
            assert "restarting" in json.dumps(refused.body)
            assert not bot.done()
            wire.taken.set()
            await asyncio.wait_for(bot, timeout=SECONDS_UNTIL_HUNG)
    assert {"event": "stopping", "answers_lost": 0, "saves_lost": 0, "log_level": "info"} in log


async def held(wire: Discord, request: web.Request) -> web.WebSocketResponse:
    """A connection that the bot has ended, and Discord has not."""
    socket = web.WebSocketResponse(autoclose=False)
    await socket.prepare(request)
    await socket.send_json(GREETING)
    async for message in socket:
        await wire.hear(socket, json.loads(message.data))
    return socket


class LateDiscord(Discord):
    """A Discord that sends one more interaction after the bot has said that it goes, and before it says so itself."""

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Hold a connection, which the bot ends."""
        socket = await held(self, request)
        await socket.send_json(interaction_created({**define("interleukin"), "id": "103"}, 2))
        await socket.close()
        return socket


async def test_who_asks_while_the_bot_leaves_the_gateway_hears_of_the_restart(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback(monkeypatch, LateDiscord()) as wire:
        bot = asyncio.create_task(run_bot(own_home, TOKEN))
        await asyncio.wait_for(wire.identified.acquire(), timeout=SECONDS_UNTIL_HUNG)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(bot, timeout=SECONDS_UNTIL_HUNG)
        (answer,) = wire.asked("POST", "/interactions/103/interaction-token/callback")
        assert "restarting" in json.dumps(answer.body)


class SilentDiscord(Discord):
    """A Discord that never says that a connection has ended."""

    def __init__(self) -> None:
        super().__init__()
        self.is_over = asyncio.Event()

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Hold a connection, whatever the bot says."""
        socket = await held(self, request)
        await self.is_over.wait()
        return socket


async def test_a_discord_that_does_not_say_good_bye_is_not_waited_for(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback(monkeypatch, SilentDiscord()) as wire:
        assert isinstance(wire, SilentDiscord)
        bot = asyncio.create_task(run_bot(own_home, TOKEN))
        await asyncio.wait_for(wire.identified.acquire(), timeout=SECONDS_UNTIL_HUNG)
        monkeypatch.setattr("bot.discord_bot.gateway.SECONDS_FOR_GOODBYE", 0.01)
        os.kill(os.getpid(), signal.SIGTERM)
        done, _ = await asyncio.wait([bot], timeout=SECONDS_UNTIL_HUNG)
        wire.is_over.set()
        assert done


async def test_told_twice_the_bot_stops_at_once(own_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InFlight.finish, "__defaults__", (SECONDS_UNTIL_HUNG,))
    async with loopback(monkeypatch, SlowDiscord()) as wire:
        assert isinstance(wire, SlowDiscord)
        bot = asyncio.create_task(run_bot(own_home, TOKEN))
        await asyncio.wait_for(wire.identified.acquire(), timeout=SECONDS_UNTIL_HUNG)
        wire.events.put_nowait({**define("interleukin"), "id": "101"})
        await asyncio.wait_for(wire.sent.wait(), timeout=SECONDS_UNTIL_HUNG)
        os.kill(os.getpid(), signal.SIGTERM)
        await wire.ask({**define("interleukin"), "id": "102"})  # so the first signal has come
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(bot, timeout=SECONDS_UNTIL_HUNG)
        wire.taken.set()


async def test_what_is_not_finished_in_time_is_counted_in_the_log() -> None:
    in_flight = InFlight()
    started = asyncio.Event()

    async def answer() -> None:
        in_flight.take()
        started.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(answer())
    await started.wait()
    with capture_logs() as log:
        await in_flight.finish(seconds=0.01)
    assert [line["answers_lost"] for line in log] == [1]
    task.cancel()


async def test_with_nothing_to_do_the_bot_stops_at_once_and_takes_nothing_new() -> None:
    in_flight = InFlight()
    await in_flight.finish(seconds=SECONDS_UNTIL_HUNG)
    with pytest.raises(UsageError, match="restarting"):
        in_flight.take()
