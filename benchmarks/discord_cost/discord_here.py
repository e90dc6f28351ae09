"""A Discord on 127.0.0.1 that sends interactions as fast as they are answered."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from benchmarks.discord_cost.wire import (
    GREETING,
    HEARD,
    HEARTBEAT,
    IDENTIFY,
    READER,
    REST,
    Json,
    called_back,
    define,
    interaction_created,
    new_id,
    ready,
    reply,
    resource,
    serving,
)

IS_COMPONENTS_V2 = 1 << 15
COMPONENT = 3
# Nobody is cut off, so nobody goes on here.
GATEWAY = "ws://127.0.0.1:1/gateway/"


@dataclass
class DiscordHere:
    """The one connection of a bot, and the interactions that wait for an answer."""

    socket: asyncio.Future[web.WebSocketResponse] = field(default_factory=asyncio.Future)
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(2))

    async def ask(self, interaction: Json) -> Json:
        """Send an interaction. Returns the body of its answer."""
        number = next(self.numbers)
        id = new_id(number)
        answer = self.waiting[id] = asyncio.get_running_loop().create_future()
        event = {**interaction, "id": id, "token": f"token-{id}"}
        if event["user"] == READER:
            # Each is somebody else's: many by one person are a flood, which the bot refuses.
            event["user"] = {**READER, "id": str(number)}
        socket = await self.socket
        await socket.send_json(interaction_created(event, number))
        return await asyncio.wait_for(answer, timeout=30)

    async def rest(self, request: web.Request) -> web.Response:
        """Answer a REST request."""
        body: Any = await _body(request) if request.can_read_body else None
        path = request.path.removeprefix(REST)
        if path.endswith("/callback"):
            self.waiting.pop(path.split("/")[2]).set_result(body)
        return reply(resource(path, body, request.host))

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Hold the gateway connection until the bot ends it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(GREETING)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(message.data))
        return socket

    async def _hear(self, socket: web.WebSocketResponse, message: Json) -> None:
        if message["op"] == HEARTBEAT:
            await socket.send_json(HEARD)
        if message["op"] == IDENTIFY:
            await socket.send_json(ready(GATEWAY, message["d"].get("shard", (0, 1))))
            self.socket.set_result(socket)


async def _body(request: web.Request) -> Any:
    """The JSON of a request; with files, it is one of the fields
    (https://discord.com/developers/docs/reference#uploading-files).
    """
    if request.content_type == "multipart/form-data":
        return json.loads(str((await request.post())["payload_json"]))
    return await request.json()


def press(custom_id: str, components: list[Json]) -> Json:
    """The interaction of a button that is pressed on a page of these components."""
    page = called_back({"type": 4, "data": {"flags": IS_COMPONENTS_V2}})["resource"]["message"]
    data = {"custom_id": custom_id, "component_type": 2, "id": 1}
    return define("") | {"type": COMPONENT, "data": data, "message": page | {"components": components}}


@asynccontextmanager
async def discord_here() -> AsyncIterator[tuple[DiscordHere, int]]:
    """Discord on a free port of this machine, and that port."""
    here = DiscordHere()
    async with serving(here.gateway, here.rest) as port:
        yield here, port
