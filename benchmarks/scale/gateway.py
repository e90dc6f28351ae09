"""A Discord on 127.0.0.1 with many servers and several shards. It enforces how fast shards may sign in, and notes every
interaction with the connection that it went over and the answers to it.

https://discord.com/developers/docs/events/gateway#sharding, https://discord.com/developers/docs/events/gateway#rate-limiting
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import msgspec
from aiohttp import WSMsgType, web

from benchmarks.discord_cost.wire import (
    FURTHER_BITS,
    GREETING,
    HEARD,
    HEARTBEAT,
    IDENTIFY,
    READER,
    REST,
    Json,
    called_back,
    define,
    gateway_at,
    interaction_created,
    member,
    new_id,
    ready,
    reply,
    resource,
    serving,
)

RESUME, INVALID_SESSION = 6, 9
SECONDS_BETWEEN_SIGN_INS = 5.0
# Network and processors let two sign-ins arrive a little closer to each other than they were sent.
TOLERANCE = 0.1
# Of a session, to send again what a bot has missed.
EVENTS_KEPT = 1000
# There and back.
SECONDS_OF_NETWORK = 0.02
ALREADY_ANSWERED: Json = {"message": "Interaction has already been acknowledged.", "code": 40060}


@dataclass(eq=False)
class Connection:
    """A session of a shard, since it signed in, with its last events and their sequence numbers."""

    shard: int
    socket: web.WebSocketResponse
    session: str
    sequence: int = 1
    is_killed: bool = False
    events: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=EVENTS_KEPT))


@dataclass(eq=False)
class Sent:
    """An interaction: when it was sent and answered (seconds of the monotonic clock), over which connection, and how
    often it was answered.
    """

    connection: Connection
    kind: str
    at: float
    answered_at: float | None = None
    answers: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class ManyServers:
    """All servers of a bot, of which each shard has its share."""

    servers: int
    shards: int
    max_concurrency: int
    sent: dict[str, Sent] = field(default_factory=dict)
    unheard: Counter[int] = field(default_factory=Counter)  # interactions for which no shard was connected, by shard
    connections: dict[int, Connection] = field(default_factory=dict)
    sign_ins: list[tuple[float, int]] = field(default_factory=list)
    too_fast: int = 0
    registrations: int = 0
    posts: list[tuple[float, str]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _resumable: dict[str, Connection] = field(default_factory=dict)

    def guild_id(self, number: int) -> int:
        """The id of a server: it decides the shard (`shard_of`)."""
        return (number + 1) << FURTHER_BITS

    def shard_of(self, guild_id: int) -> int:
        """The number of the shard that a server belongs to."""
        return (guild_id >> FURTHER_BITS) % self.shards

    async def ask(self, number: int, term: str, *, typing: bool) -> Sent | None:
        """Send a /define of somebody in a server, or what they type for it; None, and nothing is sent, if its shard is
        not connected.
        """
        return await self.send(number, "completion" if typing else "/define", define(term, typing=typing))

    async def send(self, number: int, kind: str, interaction: Json) -> Sent | None:
        """Send an interaction of somebody in a server; None, and nothing is sent, if its shard is not connected."""
        guild_id = self.guild_id(number)
        connection = self.connections.get(self.shard_of(guild_id))
        if connection is None or connection.socket.closed:
            self.unheard[self.shard_of(guild_id)] += 1
            return None
        one = next(self._numbers)
        id = new_id(one)
        sent = self.sent[id] = Sent(connection, kind, time.monotonic())
        connection.sequence += 1
        event = interaction | in_server(guild_id, one) | {"id": id, "token": f"token-{id}"}
        text = msgspec.json.encode(interaction_created(event, connection.sequence)).decode()
        connection.events.append((connection.sequence, text))
        with suppress(ConnectionError):  # it was sent to a process that is no longer there
            await connection.socket.send_str(text)
        return sent

    async def until_connected(self, shards: int) -> None:
        """Wait until so many shards are connected."""
        while len([each for each in self.connections.values() if not each.socket.closed]) < shards:
            self.changed.clear()
            await self.changed.wait()

    async def rest(self, request: web.Request) -> web.Response:
        """Answer a REST request."""
        content = await request.read()
        body: Any = msgspec.json.decode(content) if content else None
        path = request.path.removeprefix(REST)
        if path.endswith("/callback"):
            return self._called_back(path.split("/")[2], body)
        if path == "/gateway/bot":
            return reply(gateway_at(request.host, self.shards, self.max_concurrency))
        if path.endswith("/messages"):
            self.posts.append((time.monotonic(), path.split("/")[2]))
            return reply(called_back({"type": 4, "data": {}})["resource"]["message"])
        self.registrations += path.endswith("/commands") and request.method == "PUT"
        return reply(resource(path, body, request.host))

    def _called_back(self, id: str, body: Json) -> web.Response:
        sent = self.sent[id]
        sent.answers += 1
        if sent.answers > 1:
            return reply(ALREADY_ANSWERED, status=400)
        sent.answered_at = time.monotonic()
        sent.done.set()
        return reply(called_back(body))

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Hold a connection until either side ends it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(GREETING)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(socket, request.host, msgspec.json.decode(message.data))
        for shard, connection in list(self.connections.items()):
            if connection.socket is socket:
                del self.connections[shard]
        return socket

    async def _hear(self, socket: web.WebSocketResponse, host: str, message: Json) -> None:
        if message["op"] == HEARTBEAT:
            await asyncio.sleep(
                SECONDS_OF_NETWORK
            )  # discord.py takes an answer at once for one to the heartbeat before
            await socket.send_json(HEARD)
        elif message["op"] == IDENTIFY:
            await self._sign_in(socket, host, message["d"]["shard"])
        elif message["op"] == RESUME:
            await self._resume(socket, message["d"])

    async def _sign_in(self, socket: web.WebSocketResponse, host: str, shard: list[int]) -> None:
        now, bucket = time.monotonic(), shard[0] % self.max_concurrency
        last = max((at for at, other in self.sign_ins if other % self.max_concurrency == bucket), default=0.0)
        self.sign_ins.append((now, shard[0]))
        if now - last < SECONDS_BETWEEN_SIGN_INS - TOLERANCE:
            self.too_fast += 1
            await socket.send_json({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
            return
        connection = Connection(shard[0], socket, f"session-{next(self._numbers)}")
        hello = ready(f"ws://{host}/gateway/", shard)
        hello["d"] |= {"session_id": connection.session, "guilds": self._servers_of(shard[0])}
        await socket.send_str(msgspec.json.encode(hello).decode())
        self._connected(connection)

    def _servers_of(self, shard: int) -> list[Json]:
        ids = map(self.guild_id, range(self.servers))
        return [{"id": str(id), "unavailable": True} for id in ids if self.shard_of(id) == shard]

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        if (connection := self._resumable.get(data["session_id"])) is None:
            await socket.send_json({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
            return
        connection.socket = socket
        for sequence, event in list(connection.events):
            if sequence > data["seq"]:
                await socket.send_str(event)
        await socket.send_json({"op": 0, "t": "RESUMED", "s": connection.sequence, "d": {}})
        self._connected(connection)

    def _connected(self, connection: Connection) -> None:
        self.connections[connection.shard] = self._resumable[connection.session] = connection
        self.changed.set()


def in_server(guild_id: int, person: int) -> Json:
    """The fields of an interaction by a person in a server that has added the bot."""
    id = str(guild_id)
    return {
        "context": 0,
        "guild_id": id,
        "guild": {"id": id, "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "authorizing_integration_owners": {"0": id},
        "channel": {"id": "5", "type": 0, "name": "dictionary", "guild_id": id, "permissions": "0", "position": 0},
        "member": member({**READER, "id": str(person)}),  # each is somebody else's: many by one person are a flood
        "user": None,
    }


@asynccontextmanager
async def many_servers(here: ManyServers) -> AsyncIterator[int]:
    """Serve a Discord on a free port of this machine, and yield that port."""
    async with serving(here.gateway, here.rest) as port:
        yield port
