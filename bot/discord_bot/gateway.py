"""Keep the connection to Discord's gateway through frames and events that cannot be read.

discord.py ends the program for any error in them. Here an event that cannot be read is skipped, and after a frame that
cannot be read its shard connects anew. Only Discord's refusals end it (`limits.FATAL_CLOSE_CODES`).
https://discord.com/developers/docs/events/gateway#connection-lifecycle
"""

from __future__ import annotations

import asyncio
import struct
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from typing import Any

import aiohttp
import discord
import structlog
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, ReconnectWebSocket, WebSocketClosure

from bot.discord_bot.identify_pace import IdentifyPace
from bot.discord_bot.limits import CLOSE_AUTHENTICATION_FAILED, CLOSE_DISALLOWED_INTENTS, FATAL_CLOSE_CODES

logger = structlog.get_logger(__name__)

# Without the session in it there is no connection, so it is not skipped. It names all servers of the shard, of which
# discord.py keeps 1.4 KiB each.
READY = "READY"

# Errors of the first request for the gateway's address.
UNREACHABLE = (discord.GatewayNotFound, discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError)

# The frame that ends a connection for good (https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1), and how long Discord
# may take to send its own.
GOODBYE = struct.pack("!H", aiohttp.WSCloseCode.OK)
SECONDS_FOR_GOODBYE = 0.3

Parser = Callable[[Any], None]


class UnreadableSignInError(discord.DiscordException):
    """Something answers in Discord's place, such as the page of a proxy."""


class UnreadableFrameError(ConnectionError):
    """The gateway has sent what cannot be read. discord.py connects a shard anew after an error of this kind."""


class SteadyWebSocket(DiscordWebSocket):
    """The connection of one shard, which ends where something cannot be read. Other shards stay connected."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._left: asyncio.Event | None = None

    @classmethod
    async def from_client(cls, client: Any, *, resume: bool = False, **options: Any) -> Any:
        """Connect a shard; one that does not resume waits for its turn first. A connection on which nothing is said for a
        minute would be ended, and nothing is received on it until it has signed in.
        """
        if resume:
            return await super().from_client(client, resume=True, **options)
        async with client.identify_pace.turn(options.get("shard_id") or 0):
            return await super().from_client(client, **options)

    def heartbeat(self) -> tuple[float, float] | None:
        """Return the seconds since Discord acknowledged a heartbeat, and those between two heartbeats; None before it has
        said how many that are. discord.py keeps the first for itself.
        """
        keeper = self._keep_alive
        if keeper is None or keeper.interval is None:
            return None
        return time.perf_counter() - keeper._last_ack, keeper.interval  # noqa: SLF001

    async def leave(self) -> None:
        """Tell Discord that this connection ends, and go on receiving until it says so too: what it has sent meanwhile
        is sent to nobody else. discord.py and aiohttp drop that.
        """
        if self.open:
            self._left = asyncio.Event()
            await self.socket.send_frame(GOODBYE, aiohttp.WSMsgType.CLOSE)
            await self._left.wait()

    async def poll_event(self) -> None:
        """Handle the next frame; see discord.py. Raises CancelledError, which ends the shard's task, once Discord has
        ended a connection that is being left.
        """
        try:
            await super().poll_event()
        except Exception:
            if self._left is None:
                raise
            self._left.set()
            raise asyncio.CancelledError from None

    async def received_message(self, msg: Any, /) -> None:
        """Handle a frame. Raises UnreadableFrameError for one that cannot be read."""
        try:
            await super().received_message(msg)
        except (ReconnectWebSocket, WebSocketClosure, ConnectionError):
            raise
        except Exception as error:
            logger.warning("gateway_unreadable", shard=self.shard_id, **raised_at(error))
            await self.close(code=4000)
            raise UnreadableFrameError from None  # its message may hold what people typed


# discord.py has no other way to choose the class.
discord.shard.DiscordWebSocket = SteadyWebSocket  # type: ignore[misc]


class SteadyClient(discord.AutoShardedClient):
    """A client whose shards stay connected, whatever the gateway sends."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        parsers = self._connection.parsers
        self._connection.parsers = {
            event: without_servers(parser) if event == READY else skipping(event, parser)
            for event, parser in parsers.items()
        }
        self._connected_shards: set[int] = set()
        self.identify_pace = IdentifyPace(self.sign_in_lock)

    def sign_in_lock(self, bucket: int) -> AbstractAsyncContextManager[None]:  # noqa: ARG002 (others need it)
        """Return a lock of a bucket that other processes respect, too. One process needs none."""
        return nullcontext()

    async def login(self, token: str) -> None:
        """Sign in; see discord.Client. Raises UnreadableSignInError if the answer is not Discord's."""
        try:
            await super().login(token)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            if self.application_id is not None:  # from `setup_hook`, which comes after the sign-in
                raise
            raise UnreadableSignInError from error

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay connected until the client is closed.

        Raises discord.ConnectionClosed or discord.PrivilegedIntentsRequired if Discord refuses the bot.
        """
        pause = ExponentialBackoff()
        while not self.is_closed():
            try:
                await self._await_session_starts()
                await super().connect(reconnect=reconnect)
            except UNREACHABLE as error:
                if self.shards or refusal_code(error):
                    raise
                logger.warning("gateway_not_reached", **raised_at(error))
                await asyncio.sleep(pause.delay())

    async def _await_session_starts(self) -> None:
        """Ask Discord how fast shards may sign in, and wait until it lets all of this process do so: it takes away the
        token of a bot that signs in too often.
        """
        count, _, limit = await self.http.get_bot_gateway()
        self.identify_pace.max_concurrency = max(1, limit["max_concurrency"])
        self.shard_count = self.shard_count or count
        needed, left = len(self.shard_ids or range(self.shard_count)), limit["remaining"]
        if needed <= left:
            return
        seconds = limit["reset_after"] / 1000
        logger.warning("sign_ins_used_up", shards=needed, left=left, waiting_seconds=round(seconds))
        await asyncio.sleep(seconds)

    async def leave(self) -> None:
        """End the connections of all shards, and receive what Discord has sent until then."""
        sockets = [self._get_websocket(shard_id=shard_id) for shard_id in self.shards]
        steady = [socket for socket in sockets if isinstance(socket, SteadyWebSocket)]  # a stand-in has others
        leaving = asyncio.gather(*(socket.leave() for socket in steady), return_exceptions=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(leaving, SECONDS_FOR_GOODBYE)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do nothing: a shard waits before it connects (`SteadyWebSocket.from_client`). discord.py waits some seconds here."""

    async def on_shard_ready(self, shard_id: int) -> None:
        """Note that a shard is connected."""
        self._connected_shards.add(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note that a shard is connected again."""
        self._connected_shards.add(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note that a shard has lost its connection."""
        self._connected_shards.discard(shard_id)

    def is_shard_connected(self, shard_id: int) -> bool:
        """Return True from a shard's sign-in until it loses its connection."""
        return shard_id in self._connected_shards

    def heartbeat_of(self, shard_id: int) -> tuple[float, float] | tuple[()]:
        """Return what `SteadyWebSocket.heartbeat` does for a shard; nothing if it has no connection of that kind."""
        socket = self._get_websocket(shard_id=shard_id)
        return (isinstance(socket, SteadyWebSocket) and socket.heartbeat()) or ()


def without_servers(parser: Parser) -> Parser:
    """Return a parser of READY that reads no servers: without intents nothing else is ever said of them."""

    def parse(data: Any) -> None:
        parser({**data, "guilds": []})

    return parse


def skipping(event: str, parser: Parser) -> Parser:
    """Return a parser that skips an event which it cannot read."""

    def parse(data: Any) -> None:
        try:
            parser(data)
        except Exception as error:
            logger.warning("event_unreadable", event_type=event, **raised_at(error))

    return parse


def refusal_code(error: Exception) -> int | None:
    """Return the code with which Discord refuses the bot for good (one of `limits.FATAL_CLOSE_CODES`); None for an error
    after which it may connect again.
    """
    match error:
        case discord.LoginFailure():
            return CLOSE_AUTHENTICATION_FAILED
        case discord.PrivilegedIntentsRequired():
            return CLOSE_DISALLOWED_INTENTS
        case discord.ConnectionClosed(code=code) if code in FATAL_CLOSE_CODES:
            return code
    return None


def raised_at(error: Exception) -> Mapping[str, str]:
    """Return the type of an error and the place where it was raised. Its message may hold what people typed."""
    *_, last = traceback.extract_tb(error.__traceback__) or [None]
    return {"error": type(error).__name__, "at": f"{last.name}:{last.lineno}" if last else ""}
