"""A Discord on 127.0.0.1: the gateway and the few REST routes that Medlex uses, as bytes on the wire.

The order of what is said is that of https://discord.com/developers/docs/events/gateway#connection-lifecycle.
"""

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

Json = dict[str, Any]

TOKEN = "loopback.token.for-tests"  # noqa: S105 (no secret)
APPLICATION = "1000"
READER: Json = {"id": "77", "username": "reader", "discriminator": "0", "global_name": None, "avatar": None}
BOT: Json = {
    "id": APPLICATION,
    "username": "medlex",
    "discriminator": "0",
    "global_name": None,
    "avatar": None,
    "bot": True,
}
HEARTBEAT, IDENTIFY, HELLO, ACKNOWLEDGED, DISPATCH = 1, 2, 10, 11, 0


@dataclass(frozen=True)
class Request:
    """A REST request as it came in."""

    method: str
    path: str
    query: dict[str, str]
    body: Any


@dataclass
class Discord:
    """What was asked of it, and what it says."""

    requests: list[Request] = field(default_factory=list)
    answers: asyncio.Queue[Request] = field(default_factory=asyncio.Queue)
    identities: list[Json] = field(default_factory=list)
    identified: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    events: asyncio.Queue[Json | int] = field(default_factory=asyncio.Queue)
    sockets_closed: int = 0
    strange_servers: set[str] = field(default_factory=set)

    async def ask(self, interaction: Json) -> Request:
        """Send an interaction; the answer to it."""
        self.events.put_nowait(interaction)
        return await asyncio.wait_for(self.answers.get(), timeout=5)

    def close_gateway(self, code: int) -> None:
        """End the gateway connection for this reason."""
        self.events.put_nowait(code)

    def asked(self, method: str, path: str) -> list[Request]:
        """The requests of one kind."""
        return [request for request in self.requests if (request.method, request.path) == (method, path)]

    async def rest(self, request: web.Request) -> web.Response:
        """Answer a REST request."""
        if request.headers.get("Authorization") not in {None, f"Bot {TOKEN}"}:
            return reply({"message": "401: Unauthorized", "code": 0}, status=401)
        body = await request.json() if request.can_read_body else None
        kept = Request(request.method, request.path.removeprefix("/api/v10"), dict(request.query), body)
        self.requests.append(kept)
        if kept.path.endswith("/callback"):
            self.answers.put_nowait(kept)
        if any(f"/guilds/{server}/" in kept.path for server in self.strange_servers):
            return reply({"message": "Missing Access", "code": 50001}, status=403)
        return reply(self._resource(kept))

    def _resource(self, request: Request) -> Any:
        if request.path == "/users/@me":
            return BOT
        if request.path == "/oauth2/applications/@me":
            return APPLICATION_INFO
        if request.path.endswith("/commands"):
            return [
                {
                    "id": str(number),
                    "application_id": APPLICATION,
                    "version": "1",
                    "dm_permission": True,
                    "description": "",  # what a command in a context menu has
                    **command,
                }
                for number, command in enumerate(request.body)
            ]
        if request.path.endswith("/callback"):
            return callback_response(request)
        raise web.HTTPNotFound

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Hold a gateway connection until the bot or `close_gateway` ends it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}, "s": None, "t": None})
        speaking = asyncio.create_task(self._speak(socket))
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(message.data))
        speaking.cancel()
        self.sockets_closed += 1
        return socket

    async def _hear(self, socket: web.WebSocketResponse, said: Json) -> None:
        if said["op"] == HEARTBEAT:
            await socket.send_json({"op": ACKNOWLEDGED, "d": None, "s": None, "t": None})
        if said["op"] == IDENTIFY:
            ready = {
                "v": 10,
                "user": BOT,
                "guilds": [],
                "session_id": "session",
                "resume_gateway_url": str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY),
                "application": {"id": APPLICATION, "flags": 0},
            }
            await socket.send_json({"op": DISPATCH, "t": "READY", "s": 1, "d": ready})
            self.identities.append(said["d"])
            self.identified.release()

    async def _speak(self, socket: web.WebSocketResponse) -> None:
        sequence = 1
        while True:
            event = await self.events.get()
            if isinstance(event, int):
                await socket.close(code=event)
                return
            sequence += 1
            await socket.send_json({"op": DISPATCH, "t": "INTERACTION_CREATE", "s": sequence, "d": event})


APPLICATION_INFO: Json = {
    "id": APPLICATION,
    "name": "Medlex",
    "icon": None,
    "description": "",
    "summary": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 0,
    "owner": READER,
    "team": None,
}


def reply(resource: Any, *, status: int = 200) -> web.Response:
    """JSON with a Content-Type of exactly `application/json`: discord.py takes anything else for text."""
    return web.Response(body=json.dumps(resource).encode(), content_type="application/json", status=status)


def callback_response(request: Request) -> Json:
    """What Discord tells a bot about the answer that it has just given."""
    interaction = {"id": "9", "type": 2, "response_message_id": "10", "response_message_loading": False}
    if request.body["type"] != discord.InteractionResponseType.channel_message.value:
        return {"interaction": interaction}
    message = {
        "id": "10",
        "channel_id": "5",
        "author": BOT,
        "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 20,
        "flags": request.body["data"].get("flags", 0),
        "components": [],
    }
    return {"interaction": interaction, "resource": {"type": request.body["type"], "message": message}}


def define(term: str, *, typing: bool = False, **context: Any) -> Json:
    """Someone who has installed Medlex for themselves uses /define in a group chat that Medlex is no member of."""
    option = {"name": "term", "type": 3, "value": term, **({"focused": True} if typing else {})}
    return {
        "id": "9",
        "application_id": APPLICATION,
        "type": 4 if typing else 2,
        "token": "interaction-token",
        "version": 1,
        "data": {"id": "0", "name": "define", "type": 1, "options": [option]},
        "channel_id": "5",
        "channel": {"id": "5", "type": 3, "name": None, "recipients": [READER], "owner_id": "77"},
        "user": READER,
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {"1": READER["id"]},
        "context": 2,
        "app_permissions": "0",
        "attachment_size_limit": 10_485_760,
        **context,
    }


@asynccontextmanager
async def loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """Discord on a free port of this machine, where discord.py looks for it."""
    here = Discord()
    application = web.Application()
    application.router.add_get("/gateway/", here.gateway)
    application.router.add_route("*", "/api/v10/{rest:.*}", here.rest)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = runner.addresses[0]
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{address[1]}/api/v10")
    gateway = yarl.URL(f"ws://127.0.0.1:{address[1]}/gateway/")
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    try:
        yield here
    finally:
        await runner.cleanup()
