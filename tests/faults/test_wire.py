"""Faults of the connection to Discord, played by a Discord on this machine: each leaves a bot that answers the next one."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import discord
import pytest
from aiohttp import web
from discord_bot.loopback import TOKEN, Discord, loopback
from waiting import SECONDS_UNTIL_HUNG

from benchmarks.discord_cost.wire import IDENTIFY, READER, Json, define, reply
from bot.discord_bot.run import RunningClient, run_bot
from bot.settings import Home

RESUME, RECONNECT, INVALID_SESSION = 6, 7, 9
RESUMED: Json = {"op": 0, "t": "RESUMED", "s": 2, "d": {}}
CLOUDFLARE = "<!DOCTYPE html><title>Access denied | discord.com used Cloudflare to restrict access</title>"
TYPED = "interleukin"
USER = "80351110224678912"
# Shorter than Discord's, and long enough for a loaded machine to be online in between.
SECONDS_OF_SILENCE = 1.0

Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class FaultyDiscord(Discord):
    """A Discord whose answers to callbacks are faults, as long as there are any, and that can fall silent."""

    faults: list[Fault] = field(default_factory=list)
    resumed: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    silent: bool = False
    tried: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def rest(self, request: web.Request) -> web.Response:
        """Answer a REST request, or play the next fault."""
        if self.faults and request.path.endswith("/callback"):
            self.tried.put_nowait(request.path)
            return await self.faults.pop(0)(request)  # type: ignore[return-value]
        return await super().rest(request)

    async def hear(self, socket: web.WebSocketResponse, said: Json) -> None:
        """React to a message of the bot, unless silent."""
        if said["op"] == RESUME:
            self.silent = False
            await socket.send_json(RESUMED)
            self.resumed.release()
        elif said["op"] == IDENTIFY:
            self.silent = False
            await super().hear(socket, said)
        elif not self.silent:
            await super().hear(socket, said)


def status(code: int, body: str | Json, **headers: str) -> Fault:
    """Answer with a status and a body."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        if isinstance(body, str):
            return web.Response(text=body, status=code, content_type="text/html", headers=headers)
        response = reply(body, status=code)
        response.headers.update(headers)
        return response

    return answer


async def dropped(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


LIMITED = {"message": "You are being rate limited.", "retry_after": 0.01, "global": False}
WITH_RETRY: dict[str, list[Fault]] = {
    "429 with retry_after": [status(429, LIMITED, Via="1.1 google")],
    "429 three times": [status(429, LIMITED, Via="1.1 google")] * 3,
    "500, then fine": [status(500, {"message": "500", "code": 0})],
    "502 and 503, then fine": [status(502, CLOUDFLARE), status(503, "upstream connect error")],
}
WITHOUT_ANSWER: dict[str, list[Fault]] = {
    "429 without retry_after": [status(429, {"message": "limited"}, Via="1.1 google")],
    "429 of Cloudflare": [status(429, CLOUDFLARE)],
    "503 without end": [status(503, CLOUDFLARE)] * 5,
    "401": [status(401, {"message": "401: Unauthorized", "code": 0})],
    "403": [status(403, {"message": "Missing Access", "code": 50001})],
    "404": [status(404, {"message": "Unknown interaction", "code": 10062})],
    "400": [status(400, {"message": "Invalid Form Body", "code": 50035, "errors": {}})],
    "HTML instead of JSON": [status(403, CLOUDFLARE)],
    "a dropped connection": [dropped],
}


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FaultyDiscord]:
    """Discord on this machine; nobody waits between attempts."""
    monkeypatch.setattr(discord.backoff.ExponentialBackoff, "delay", lambda _self: 0.0)
    here = FaultyDiscord()
    async with loopback(monkeypatch, here):
        yield here


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let discord.py try again at once."""
    sleep = asyncio.sleep
    monkeypatch.setattr(asyncio, "sleep", lambda seconds: sleep(0 if seconds < 60 else seconds))


@asynccontextmanager
async def running(home: Home, wire: FaultyDiscord) -> AsyncIterator[asyncio.Task[None]]:
    """The bot, online; it must still run at the end."""
    bot = asyncio.create_task(run_bot(home, TOKEN))
    try:
        await asyncio.wait_for(wire.identified.acquire(), timeout=SECONDS_UNTIL_HUNG)
        yield bot
        assert not bot.done()
    finally:
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)


async def answer_to(wire: FaultyDiscord, number: int) -> str:
    """Ask for a term; the answer."""
    wire.events.put_nowait({**define(TYPED), "id": str(number)})
    return await answered(wire, number)


async def answered(wire: FaultyDiscord, number: int) -> str:
    while True:
        answer = await asyncio.wait_for(wire.answers.get(), timeout=SECONDS_UNTIL_HUNG)
        if answer.path.startswith(f"/interactions/{number}/"):
            return json.dumps(answer.body)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("fault", WITH_RETRY)
async def test_an_answer_that_discord_could_not_take_is_sent_again(
    own_home: Home, wire: FaultyDiscord, fault: str
) -> None:
    async with running(own_home, wire):
        wire.faults = list(WITH_RETRY[fault])
        assert TYPED in await answer_to(wire, 101)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("typing", [False, True], ids=["command", "completion"])
@pytest.mark.parametrize("fault", WITHOUT_ANSWER)
async def test_an_answer_that_is_lost_is_noted_without_what_was_typed_by_whom_and_the_next_one_is_given(
    own_home: Home, wire: FaultyDiscord, caplog: pytest.LogCaptureFixture, fault: str, typing: bool
) -> None:
    with caplog.at_level(logging.INFO):
        async with running(own_home, wire):
            wire.faults = list(WITHOUT_ANSWER[fault])
            wire.events.put_nowait({**define(TYPED, typing=typing), "id": "101", "user": {**READER, "id": USER}})
            await asyncio.wait_for(wire.tried.get(), timeout=SECONDS_UNTIL_HUNG)
            assert TYPED in await answer_to(wire, 102)
    assert caplog.records
    assert TYPED not in caplog.text
    assert USER not in caplog.text


async def test_while_one_answer_is_taken_slowly_others_are_given(own_home: Home, wire: FaultyDiscord) -> None:
    released = asyncio.Event()

    async def slow(_request: web.Request) -> web.StreamResponse:
        await released.wait()
        return reply({"message": "Unknown interaction", "code": 10062}, status=404)

    async with running(own_home, wire):
        wire.faults = [slow]
        wire.events.put_nowait({**define(TYPED), "id": "101"})
        await asyncio.wait_for(wire.tried.get(), timeout=SECONDS_UNTIL_HUNG)
        for number in range(102, 112):
            assert TYPED in await answer_to(wire, number)
        released.set()


@pytest.mark.parametrize(
    ("frame", "resumes"),
    [
        ({"op": RECONNECT, "d": None}, True),
        ({"op": INVALID_SESSION, "d": True}, True),
        ({"op": INVALID_SESSION, "d": False}, False),
    ],
    ids=["RECONNECT", "INVALID SESSION that can be resumed", "INVALID SESSION"],
)
async def test_a_connection_that_discord_ends_is_made_again(
    own_home: Home, wire: FaultyDiscord, frame: Json, resumes: bool
) -> None:
    async with running(own_home, wire):
        wire.send_frame(json.dumps({"s": None, "t": None, **frame}))
        again = wire.resumed if resumes else wire.identified
        await asyncio.wait_for(again.acquire(), timeout=SECONDS_UNTIL_HUNG)
        assert TYPED in await answer_to(wire, 101)


@pytest.mark.parametrize("code", [1000, 1001, 1006, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009])
async def test_a_closed_connection_is_made_again(own_home: Home, wire: FaultyDiscord, code: int) -> None:
    async with running(own_home, wire):
        wire.close_gateway(1011 if code == 1006 else code)  # 1006 is never sent, only seen
        done, waiting = await asyncio.wait(
            [asyncio.create_task(each.acquire()) for each in (wire.resumed, wire.identified)],
            timeout=SECONDS_UNTIL_HUNG,
            return_when=asyncio.FIRST_COMPLETED,
        )
        for task in waiting:
            task.cancel()
        assert done
        assert TYPED in await answer_to(wire, 101)


async def test_a_discord_that_falls_silent_is_left_for_a_new_connection(
    own_home: Home, wire: FaultyDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It sends neither events nor acknowledges that it hears the bot."""

    class Impatient(RunningClient):
        def __init__(self, *given: object, **options: object) -> None:
            super().__init__(*given, **options)  # type: ignore[arg-type]
            self._connection.heartbeat_timeout = SECONDS_OF_SILENCE

    monkeypatch.setattr("bot.discord_bot.run.RunningClient", Impatient)
    wire.silent = True
    async with running(own_home, wire):
        await asyncio.wait_for(wire.resumed.acquire(), timeout=SECONDS_UNTIL_HUNG)
        assert TYPED in await answer_to(wire, 101)


@pytest.mark.usefixtures("impatient")
async def test_a_gateway_that_cannot_be_reached_at_first_is_tried_again(
    own_home: Home, wire: FaultyDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = discord.gateway.DiscordWebSocket.from_client
    refusals = [OSError("Connection refused"), TimeoutError()]

    async def from_client(client: discord.Client, **options: object) -> discord.gateway.DiscordWebSocket:
        if refusals:
            raise refusals.pop()
        return await connect(client, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "from_client", from_client)
    async with running(own_home, wire):
        assert TYPED in await answer_to(wire, 101)
