"""A Discord on 127.0.0.1 that breaks connections, and keeps the pages that it was sent, so that people can press what is on
them.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import msgspec
from aiohttp import web

from benchmarks.discord_cost.wire import HEARTBEAT, REST, Json, called_back, reply
from benchmarks.scale.gateway import INVALID_SESSION, ManyServers

RECONNECT = 7
BUTTON, MENU = 2, 3
LINK = 5  # a button that opens a browser
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
UNKNOWN_ERROR = 4000
PAGES_KEPT = 500
# A message, and a changed one (https://discord.com/developers/docs/interactions/receiving-and-responding).
PAGE_TYPES = (4, 7)

Page = list[Json]


@dataclass
class BreakingDiscord(ManyServers):
    """Many servers, whose connections to the bot break in every way that Discord knows."""

    pages: deque[Page] = field(default_factory=lambda: deque(maxlen=PAGES_KEPT))
    broken: dict[str, int] = field(default_factory=dict)
    silent: set[int] = field(default_factory=set)  # shards whose heartbeats get no answer until they connect anew

    async def rest(self, request: web.Request) -> web.Response:
        """Answer a REST request, and keep the page that it brings."""
        body: Any = msgspec.json.decode(await request.read()) if request.content_type == "application/json" else None
        path = request.path.removeprefix(REST)
        if isinstance(body, dict):
            self._keep(body.get("data") if body.get("type") in PAGE_TYPES else body)
        if path.startswith("/webhooks/"):
            return reply(called_back({"type": 4, "data": {}})["resource"]["message"])
        if path.endswith("/callback") and body is None:  # with a file
            return self._called_back(path.split("/")[2], {"type": 4, "data": {}})
        return await super().rest(request)

    def _keep(self, message: Any) -> None:
        if isinstance(message, dict) and message.get("components"):
            self.pages.append(message["components"])

    async def break_one(self, chance: random.Random) -> None:
        """Break the connection of some shard in some way."""
        shard = chance.choice(list(self.connections) or [0])
        way = chance.choice(list(WAYS))
        if connection := self.connections.get(shard):
            self.broken[way] = self.broken.get(way, 0) + 1
            with suppress(ConnectionError):
                await WAYS[way](self, shard, connection.socket)

    async def _hear(self, socket: web.WebSocketResponse, host: str, message: Json) -> None:
        shard = next((shard for shard, one in self.connections.items() if one.socket is socket), None)
        if message["op"] == HEARTBEAT and shard in self.silent:
            return
        await super()._hear(socket, host, message)

    def _connected(self, connection: Any) -> None:
        self.silent.discard(connection.shard)
        super()._connected(connection)


async def _cut(_here: BreakingDiscord, _shard: int, socket: web.WebSocketResponse) -> None:
    if transport := socket._req and socket._req.transport:  # noqa: SLF001 (aiohttp has no other way to cut a connection)
        transport.abort()


async def _close(_here: BreakingDiscord, _shard: int, socket: web.WebSocketResponse) -> None:
    await socket.close(code=UNKNOWN_ERROR)


async def _ask_to_reconnect(_here: BreakingDiscord, _shard: int, socket: web.WebSocketResponse) -> None:
    await socket.send_json({"op": RECONNECT, "d": None, "s": None, "t": None})


async def _end_session(here: BreakingDiscord, shard: int, socket: web.WebSocketResponse) -> None:
    here.connections[shard].is_killed = True
    await socket.send_json({"op": INVALID_SESSION, "d": False, "s": None, "t": None})


async def _fall_silent(here: BreakingDiscord, shard: int, _socket: web.WebSocketResponse) -> None:
    here.silent.add(shard)


WAYS = {
    "cut": _cut,
    "closed with 4000": _close,
    "asked to reconnect": _ask_to_reconnect,
    "session ended": _end_session,
    "heartbeats unanswered": _fall_silent,
}


def pressable(page: Page) -> Iterator[Json]:
    """Yield what a press of each button, and a choice in each menu, sends of a page."""
    for component in page:
        if component.get("type") == BUTTON and component.get("style") != LINK and not component.get("disabled"):
            yield {"custom_id": component["custom_id"], "component_type": BUTTON, "id": 1}
        elif component.get("type") == MENU and component.get("options"):
            for option in component["options"]:
                values = [option["value"]]
                yield {"custom_id": component["custom_id"], "component_type": MENU, "id": 1, "values": values}
        else:
            yield from pressable([*component.get("components", ()), *filter(None, [component.get("accessory")])])
