"""The doors of one process of the bot, as Discord is in front of them. Each is asked at moments that are planned beforehand."""

from __future__ import annotations

import asyncio
import itertools
import socket
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from benchmarks.discord_cost.wire import called_back, define, reply, serving
from benchmarks.scale.gateway import ManyServers, in_server, many_servers
from benchmarks.scale.http_client import Client, get
from benchmarks.scale.processes import Bot, bots
from benchmarks.scale.signed import Signer, id_at

SERVERS = 50_000
SECONDS_TO_START = 60.0
# To make and sign one request, at most.
SECONDS_A_REQUEST = 0.0005
RESPONSE = called_back({"type": 4, "data": {}})


class Door(Protocol):
    """A way in to the bot."""

    bot: Bot

    async def prepare(self, terms: Sequence[str], rate: float) -> None:
        """Make the questions for these terms, which will be asked at a rate (in a second); return when it is time to."""

    async def ask(self, number: int) -> float | None:
        """Ask one of the prepared questions. Returns when it was answered, in seconds of the monotonic clock; None if
        nobody took the question. Raises OSError if it was taken and not answered.
        """


class AtGateway:
    """The gateway, with one shard."""

    def __init__(self, here: ManyServers, bot: Bot) -> None:
        self.here = here
        self.bot = bot
        self._terms: Sequence[str] = ()

    async def prepare(self, terms: Sequence[str], rate: float) -> None:  # noqa: ARG002 (as of every door)
        """Remember the terms. What is sent holds the moment, so it is made then."""
        self._terms = terms

    async def ask(self, number: int) -> float | None:
        """Send the interaction over the shard's connection; see `Door`."""
        sent = await self.here.ask(number % SERVERS, self._terms[number], typing=False)
        if sent is None:
            return None
        await sent.done.wait()
        return sent.answered_at


class OverHttp:
    """The address to which interactions are sent."""

    def __init__(self, client: Client, signer: Signer, bot: Bot) -> None:
        self.bot = bot
        self.called_back: dict[str, asyncio.Future[float]] = {}
        self._client = client
        self._signer = signer
        self._requests: list[tuple[str, bytes]] = []
        self._numbers = itertools.count(1)

    async def prepare(self, terms: Sequence[str], rate: float) -> None:
        """Sign all requests; see `Door`."""
        begins = time.time() + len(terms) * SECONDS_A_REQUEST
        self._requests = [self._request(term, begins + at / rate) for at, term in enumerate(terms)]
        await asyncio.sleep(max(0.0, begins - time.time()))

    def _request(self, term: str, at: float) -> tuple[str, bytes]:
        number = next(self._numbers)
        id = id_at(at, number)
        interaction = define(term, **in_server(number, number), id=id, token=f"token-{id}")
        return id, self._signer.request(interaction, at=at)

    async def ask(self, number: int) -> float | None:
        """Send the request; see `Door`. An answer that does not come in the response is waited for."""
        id, request = self._requests[number]
        answer: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.called_back[id] = answer
        try:
            response = await self._client.send(request)
        except ConnectionError:  # refused, or ended by a bot that stops before it has read the request
            return None
        if response.status == HTTPStatus.ACCEPTED:
            return await answer
        if response.status != HTTPStatus.OK:
            raise ConnectionError(response.status)
        return time.monotonic()

    async def rest(self, request: web.Request) -> web.Response:
        """Take an answer that is a request."""
        await request.read()
        answer = self.called_back.get(request.path.split("/")[-3])
        if answer is not None and not answer.done():
            answer.set_result(time.monotonic())
        return reply(RESPONSE)


@asynccontextmanager
async def at_gateway(folder: Path, processor: int | None, settings: Mapping[str, str]) -> AsyncIterator[Door]:
    """A bot that is connected to the gateway."""
    here = ManyServers(SERVERS, 1, 1)
    async with many_servers(here) as port:
        (bot,) = bots(1, 1, folder, settings, port)
        bot.processor_number = processor
        async with started(bot):
            await asyncio.wait_for(here.until_connected(1), SECONDS_TO_START)
            yield AtGateway(here, bot)


@asynccontextmanager
async def over_http(
    folder: Path, processor: int | None, settings: Mapping[str, str], *ways: str
) -> AsyncIterator[Door]:
    """A bot that listens. `ways` is "callbacks" where answers are to be requests."""
    signer, address = Signer(), free_port()
    client, listening = Client(address), {"MEDLEX_HTTP": f"127.0.0.1:{address}", "DISCORD_TOKEN": ""}
    made: list[OverHttp] = []

    async def rest(request: web.Request) -> web.StreamResponse:
        return await made[0].rest(request)

    async with serving(_no_gateway, rest) as port:
        (bot,) = bots(1, 1, folder, {**settings, **signer.settings, **listening}, port)
        bot.way, bot.processor_number = ("serve", *ways), processor
        made.append(OverHttp(client, signer, bot))
        async with started(bot):
            await until_ready(client)
            yield made[0]
    client.close()


async def _no_gateway(_request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotFound


@asynccontextmanager
async def started(bot: Bot) -> AsyncIterator[None]:
    """Start a bot, and kill it at the end if it runs."""
    try:
        await bot.start()
        yield
    finally:
        if bot.process is not None and bot.process.returncode is None:
            bot.process.kill()
            await bot.process.wait()


async def until_ready(client: Client) -> None:
    """Wait until the bot says that it can answer."""

    async def ready() -> None:
        response: Any = None
        while response is None or response.status != HTTPStatus.OK:
            await asyncio.sleep(0.05)
            with suppress(OSError):
                response = await client.send(get("/readyz"))

    await asyncio.wait_for(ready(), SECONDS_TO_START)


def free_port() -> int:
    """Return a port of this machine that nothing listens at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
