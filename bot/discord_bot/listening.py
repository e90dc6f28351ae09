"""Listen for HTTP requests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import SettingsError
from bot.listen_address import Address

# How long requests that are being answered may go on once listening ends.
SECONDS_FOR_ANSWERS = 3.0


@asynccontextmanager
async def listening(application: web.Application, address: Address, setting: str) -> AsyncIterator[str]:
    """Answer requests until the `with` block ends, and finish those that are being answered. Yields the address as a
    URL, with the port that it has.

    Raises SettingsError, which names the setting that the address is from, if it cannot be listened at.
    """
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=SECONDS_FOR_ANSWERS)
    await runner.setup()
    try:
        await _start(web.TCPSite(runner, address.host, address.port), address, setting)
        yield f"http://{address.shown_host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _start(site: web.TCPSite, address: Address, setting: str) -> None:
    try:
        await site.start()
    except OSError as error:
        raise SettingsError(
            f"Medlex cannot listen at {address}: {error.strerror or error}.",
            f"Set {setting} to an address of this machine that nothing else uses, such as {address.host}:"
            f"{address.port + 1}.",
        ) from error
