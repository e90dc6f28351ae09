"""`medlex serve`: the bot behind an HTTP address that Discord sends interactions to."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog
from aiohttp import web

from bot.discord_bot.backing_up import backing_up
from bot.discord_bot.connection_errors import discord_errors
from bot.discord_bot.http_interactions.client import HttpClient
from bot.discord_bot.http_interactions.endpoint import Endpoint
from bot.discord_bot.http_interactions.signature import Signatures
from bot.discord_bot.listening import listening
from bot.discord_bot.monitoring.http import Monitor, monitoring
from bot.discord_bot.refreshing import refreshing
from bot.discord_bot.systemd_notify import supervised
from bot.errors import SettingsError
from bot.listen_address import Address
from bot.settings import Settings

logger = structlog.get_logger(__name__)

# A load balancer that asks `/readyz` every half second stops sending interactions within this time; those that it
# still sends are answered. With what is left, everything ends within five seconds.
SECONDS_TO_DRAIN = 1.0
SECONDS_FOR_SAVES = 0.8
WHERE_TO_FIND = "Open https://discord.com/developers/applications, choose the application, and copy it from General Information into the file .env."


@dataclass(frozen=True, slots=True)
class HttpDoor:
    """The application that Discord sends interactions of, its public key (32 bytes), and where to listen for them."""

    application_id: int
    public_key: bytes
    address: Address


def door_of(settings: Settings) -> HttpDoor:
    """Return what the settings say of the door. Raises SettingsError, which names the setting that is missing."""
    if settings.discord_application_id is None:
        raise SettingsError("There is no DISCORD_APPLICATION_ID.", WHERE_TO_FIND)
    if settings.discord_public_key is None:
        raise SettingsError(
            "There is no DISCORD_PUBLIC_KEY, so Medlex cannot tell Discord's requests from others.", WHERE_TO_FIND
        )
    key = bytes.fromhex(settings.discord_public_key)
    return HttpDoor(settings.discord_application_id, key, Address.of(settings.medlex_http))


async def serve(settings: Settings, token: str | None, announce: Callable[[str], None]) -> None:
    """Answer interactions until the program is stopped.

    With a token the bot also posts terms of the day and what is reported, and registers its commands. `announce` is
    called with the address once requests are answered. Raises SettingsError for a wrong setting or an address that
    cannot be listened at, DataError if the lexicon or server data cannot be used.
    """
    door, database, backups = door_of(settings), settings.medlex_database, settings.medlex_backups
    client = HttpClient(
        settings.home,
        database,
        settings.policies,
        feedback_channel=settings.medlex_feedback_channel,
        backups=backups,
    )
    async with (
        supervised() as manager,
        refreshing(settings.home, settings.medlex_refresh, client.metrics),
        client,
        discord_errors(),
    ):
        await client.open(door.application_id, token)
        async with (
            backing_up(settings.home, database, backups, client),
            monitoring(client, settings.monitoring) as monitor,
            listening(application_of(client, door, monitor), door.address, "MEDLEX_HTTP") as address,
        ):
            manager.ready(f"Listens at {address}")
            announce(address)
            await stop_signal()
            client.is_stopping = True
            manager.stopping()
            await drained()
        await client.in_flight.finish(SECONDS_FOR_SAVES)


def application_of(client: HttpClient, door: HttpDoor, monitor: Monitor) -> web.Application:
    """Return everything that a load balancer asks for: interactions, events and health."""
    application = Endpoint(client, Signatures(door.public_key)).application()
    monitor.add_health(application)
    return application


async def drained() -> None:
    """Wait until load balancers send nothing more here."""
    await asyncio.sleep(SECONDS_TO_DRAIN)


async def stop_signal() -> None:
    """Wait until the program is told to stop. Ctrl+C ends it at once, as ever."""
    stopped = asyncio.Event()
    with suppress(NotImplementedError):  # Windows has no signal handlers on the loop; Ctrl+C ends the program there.
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await stopped.wait()
