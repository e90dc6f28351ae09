"""The addresses of a running bot at which its health and its metrics are asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.discord_bot.client import DictionaryClient
from bot.discord_bot.listening import listening
from bot.discord_bot.monitoring.collector import ClientCollector
from bot.discord_bot.monitoring.health import Health
from bot.discord_bot.runtime.background import in_background
from bot.errors import DataError, SettingsError
from bot.listen_address import Address

logger = structlog.get_logger(__name__)

LIVE, READY, METRICS = "/healthz", "/readyz", "/metrics"


class Monitor:
    """Answers about one client."""

    def __init__(self, client: DictionaryClient) -> None:
        self._client = client
        self._health = Health(client)
        self._collector = ClientCollector(client)
        client.metrics.registry.register(self._collector)

    def add_health(self, application: web.Application) -> None:
        """Add the addresses that say only if the bot is well: strangers may ask there."""
        application.router.add_get(LIVE, self._live)
        application.router.add_get(READY, self._ready_or_not)

    def application(self) -> web.Application:
        """Return all addresses, for aiohttp to serve."""
        application = web.Application()
        application.router.add_get(LIVE, self._live)
        application.router.add_get(READY, self._ready)
        application.router.add_get(METRICS, self._metrics)
        return application

    async def _live(self, _request: web.Request) -> web.Response:
        return web.Response(text="live\n")

    async def _ready_or_not(self, request: web.Request) -> web.Response:
        status = (await self._ready(request)).status
        return web.Response(text="ready\n" if status == HTTPStatus.OK else "not ready\n", status=status)

    async def _ready(self, _request: web.Request) -> web.Response:
        checks = await self._health.checks()
        is_ready = all(check.problem is None for check in checks)
        status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        return web.Response(text="".join(f"{check}\n" for check in checks), status=status)

    async def _metrics(self, _request: web.Request) -> web.Response:
        self._collector.sources = await self._sources()
        body = await asyncio.to_thread(generate_latest, self._client.metrics.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _sources(self) -> list[tuple[str, str]]:
        try:
            async with self._client.live.dictionary() as dictionary:
                return [(source.id, source.edition) for source in await dictionary.lexicon.sources()]
        except DataError:
            return []


@asynccontextmanager
async def monitoring(client: DictionaryClient, address: Address | None) -> AsyncIterator[Monitor]:
    """Answer at an address until the `with` block ends; at none if it is None, or if another program has it."""
    monitor = Monitor(client)
    async with AsyncExitStack() as stack:
        if address is not None:
            await stack.enter_async_context(in_background(client.metrics.watch_event_loop()))
            await _listen(stack, monitor, address)
        yield monitor


async def _listen(stack: AsyncExitStack, monitor: Monitor, address: Address) -> None:
    try:
        place = await stack.enter_async_context(listening(monitor.application(), address, "MEDLEX_MONITORING"))
    except SettingsError as error:
        logger.warning("not_monitored", problem=error.problem, remedy=error.remedy)
    else:
        logger.info("monitored", address=place)
