"""A Discord on 127.0.0.1: the gateway and the few REST routes that Medlex uses, as bytes on the wire."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
import yarl
from aiohttp import WSMsgType, web
from waiting import SECONDS_UNTIL_HUNG

from benchmarks.discord_cost.wire import (
    GREETING,
    HEARD,
    HEARTBEAT,
    IDENTIFY,
    REST,
    Json,
    gateway_at,
    interaction_created,
    ready,
    reply,
    resource,
    serving,
)

TOKEN = "loopback.token.for-tests"  # noqa: S105 (no secret)


@dataclass(frozen=True)
class Request:
    """A REST request as it came in."""

    method: str
    path: str
    query: dict[str, str]
    body: Any


@dataclass
class Discord:
    """The requests that it got, and its answers."""

    requests: list[Request] = field(default_factory=list)
    answers: asyncio.Queue[Request] = field(default_factory=asyncio.Queue)
    identities: list[Json] = field(default_factory=list)
    identified: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    events: asyncio.Queue[Json | int | str | bytes] = field(default_factory=asyncio.Queue)
    sockets_closed: int = 0
    strange_servers: set[str] = field(default_factory=set)
    # By shard, the connection that signed in last.
    sockets: dict[int, web.WebSocketResponse] = field(default_factory=dict)
    shards: int = 1
    sign_ins_left: int = 999
    reset_after: int = 0

    async def ask(self, interaction: Json) -> Request:
        """Send an interaction; the answer to it."""
        self.events.put_nowait(interaction)
        return await asyncio.wait_for(self.answers.get(), timeout=SECONDS_UNTIL_HUNG)

    def close_gateway(self, code: int) -> None:
        """End the gateway connection for this reason."""
        self.events.put_nowait(code)

    def send_frame(self, frame: str | bytes) -> None:
        """Send a frame as it is."""
        self.events.put_nowait(frame)

    def asked(self, method: str, path: str) -> list[Request]:
        """The requests of one kind."""
        return [request for request in self.requests if (request.method, request.path) == (method, path)]

    async def rest(self, request: web.Request) -> web.Response:
        """Answer a REST request."""
        if request.headers.get("Authorization") not in {None, f"Bot {TOKEN}"}:
            return reply({"message": "401: Unauthorized", "code": 0}, status=401)
        body = await request.json() if request.can_read_body else None
        kept = Request(request.method, request.path.removeprefix(REST), dict(request.query), body)
        self.requests.append(kept)
        if kept.path.endswith("/callback"):
            self.answers.put_nowait(kept)
        if any(f"/guilds/{server}/" in kept.path for server in self.strange_servers):
            return reply({"message": "Missing Access", "code": 50001}, status=403)
        if kept.path == "/gateway/bot":
            return reply(gateway_at(request.host, self.shards, left=self.sign_ins_left, reset_after=self.reset_after))
        return reply(resource(kept.path, body, request.host))

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Hold a gateway connection until the bot or `close_gateway` ends it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(GREETING)
        speaking = asyncio.create_task(self._speak(socket))
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self.hear(socket, json.loads(message.data))
        speaking.cancel()
        self.sockets_closed += 1
        return socket

    async def hear(self, socket: web.WebSocketResponse, said: Json) -> None:
        """React to a message of the bot."""
        if said["op"] == HEARTBEAT:
            await socket.send_json(HEARD)
        if said["op"] == IDENTIFY:
            self.sockets[said["d"].get("shard", [0])[0]] = socket
            address = str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY)
            await socket.send_json(ready(address, said["d"].get("shard", (0, 1))))
            self.identities.append(said["d"])
            self.identified.release()

    async def _speak(self, socket: web.WebSocketResponse) -> None:
        sequence = 1
        while True:
            event = await self.events.get()
            if isinstance(event, int):
                await socket.close(code=event)
                return
            if isinstance(event, str):
                await socket.send_str(event)
                continue
            if isinstance(event, bytes):
                await socket.send_bytes(event)
                continue
            sequence += 1
            await socket.send_json(interaction_created(event, sequence))


@asynccontextmanager
async def loopback(monkeypatch: pytest.MonkeyPatch, here: Discord | None = None) -> AsyncIterator[Discord]:
    """Discord on a free port of this machine, where discord.py looks for it."""
    here = here or Discord()
    monkeypatch.setattr("bot.discord_bot.identify_pace.SECONDS_BETWEEN_IDENTIFIES", 0.0)
    async with serving(here.gateway, here.rest) as port:
        monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{port}{REST}")
        gateway = yarl.URL(f"ws://127.0.0.1:{port}/gateway/")
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
        yield here
