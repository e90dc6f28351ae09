"""A Discord on 127.0.0.1 that sends interactions as quickly as they are answered.

The order of what is said is that of https://discord.com/developers/docs/events/gateway#connection-lifecycle.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]

APPLICATION = "1000"
READER: Json = {"id": "77", "username": "reader", "discriminator": "0", "global_name": None, "avatar": None}
BOT: Json = {**READER, "id": APPLICATION, "username": "medlex", "bot": True}
HEARTBEAT, IDENTIFY, HELLO, ACKNOWLEDGED, DISPATCH = 1, 2, 10, 11, 0
SLASH, COMPONENT, TYPING = 2, 3, 4
CHANNEL: Json = {"id": "5", "type": 3, "name": None, "recipients": [READER], "owner_id": "77"}
# https://discord.com/developers/docs/reference#snowflakes: milliseconds since 2015 stand in front of 22 further bits.
EPOCH = 1_420_070_400_000
FURTHER_BITS = 22
IS_COMPONENTS_V2 = 1 << 15


@dataclass
class DiscordHere:
    """The one connection of a bot, and the interactions that wait for an answer."""

    socket: asyncio.Future[web.WebSocketResponse] = field(default_factory=asyncio.Future)
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(2))

    async def ask(self, interaction: Json) -> Json:
        """Send an interaction. Returns the body of its answer."""
        number = next(self.numbers)
        id = str((int(time.time() * 1000) - EPOCH << FURTHER_BITS) + number % (1 << FURTHER_BITS))
        answer = self.waiting[id] = asyncio.get_running_loop().create_future()
        event = {**interaction, "id": id, "token": f"token-{id}"}
        socket = await self.socket
        await socket.send_json({"op": DISPATCH, "t": "INTERACTION_CREATE", "s": number, "d": event})
        return await asyncio.wait_for(answer, timeout=30)

    async def rest(self, request: web.Request) -> web.Response:
        """Answer a REST request."""
        body: Any = await request.json() if request.can_read_body else None
        path = request.path.removeprefix("/api/v10")
        if path.endswith("/callback"):
            self.waiting.pop(path.split("/")[2]).set_result(body)
            return _reply(_called_back(body))
        if path.endswith("/commands"):
            given = {"id": "1", "application_id": APPLICATION, "version": "1"}
            return _reply([{"description": "", **command, **given} for command in body])
        return _reply(BOT if path == "/users/@me" else _application())

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Hold the gateway connection until the bot ends it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}, "s": None, "t": None})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(message.data))
        return socket

    async def _hear(self, socket: web.WebSocketResponse, said: Json) -> None:
        if said["op"] == HEARTBEAT:
            await socket.send_json({"op": ACKNOWLEDGED, "d": None, "s": None, "t": None})
        if said["op"] == IDENTIFY:
            application = {"id": APPLICATION, "flags": 0}
            ready = {"v": 10, "user": BOT, "guilds": [], "session_id": "session", "application": application}
            ready["resume_gateway_url"] = f"ws://127.0.0.1:{said.get('port', 1)}/gateway/"
            await socket.send_json({"op": DISPATCH, "t": "READY", "s": 1, "d": ready})
            self.socket.set_result(socket)


def _application() -> Json:
    return {
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


def _called_back(body: Json) -> Json:
    interaction = {"id": "9", "type": 2, "response_message_id": "10", "response_message_loading": False}
    if body["type"] != 4:
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
        "flags": body["data"].get("flags", 0),
        "components": [],
    }
    return {"interaction": interaction, "resource": {"type": body["type"], "message": message}}


def _reply(resource: Any) -> web.Response:
    """JSON with a Content-Type of exactly `application/json`: discord.py takes anything else for text."""
    return web.Response(body=json.dumps(resource).encode(), content_type="application/json")


def define(term: str, *, typing: bool = False) -> Json:
    """Someone who has installed the bot for themselves uses /define in a group chat, or is still typing."""
    option = {"name": "term", "type": 3, "value": term, **({"focused": True} if typing else {})}
    data = {"id": "1", "name": "define", "type": 1, "options": [option]}
    return _interaction(TYPING if typing else SLASH, data)


def press(custom_id: str, components: list[Json]) -> Json:
    """Someone presses a button on a page of these components."""
    message = _called_back({"type": 4, "data": {"flags": IS_COMPONENTS_V2}})["resource"]["message"]
    message |= {"components": components}
    data = {"custom_id": custom_id, "component_type": 2, "id": 1}
    return _interaction(COMPONENT, data) | {"message": message}


def _interaction(type: int, data: Json) -> Json:
    return {
        "application_id": APPLICATION,
        "type": type,
        "version": 1,
        "data": data,
        "channel_id": "5",
        "channel": CHANNEL,
        "user": READER,
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {"1": READER["id"]},
        "context": 2,
        "app_permissions": "0",
        "attachment_size_limit": 10_485_760,
    }


@asynccontextmanager
async def discord_here() -> AsyncIterator[tuple[DiscordHere, int]]:
    """Discord on a free port of this machine, and that port."""
    here = DiscordHere()
    application = web.Application(client_max_size=1 << 24)
    application.router.add_get("/gateway/", here.gateway)
    application.router.add_route("*", "/api/v10/{rest:.*}", here.rest)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield here, runner.addresses[0][1]
    finally:
        await runner.cleanup()
