"""`medlex preview`: the real bot in a page of a local browser, without a Discord account or token.

SimCord (https://simcord.readthedocs.io/) stands in for Discord, on this machine only.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from pydantic import SecretStr

from bot.discord_bot.client import MedlexClient
from bot.errors import SettingsError, UsageError
from bot.files import reason
from bot.settings import NOTHING_PUBLISHED, Home, Policies

SERVER_NAME = "Medlex preview"
CHANNEL_NAME = "dictionary"
READER_NAME = "reader"
BOT_NAME = "Medlex"


async def preview(
    home: Home,
    port: int,
    announce: Callable[[str], None],
    database: SecretStr | None = None,
    policies: Policies = NOTHING_PUBLISHED,
) -> None:
    """Serve the preview until it is interrupted. `announce` is called once with the page's address.

    It uses the real server data, in a PostgreSQL database if `database` is its address. Raises SettingsError if SimCord
    is not installed, UsageError if the port is taken, DataError if server data cannot be used.
    """
    simcord = _simcord()
    logging.getLogger("discord.client").setLevel(logging.WARNING)  # "logging in using static token": there is none
    client = MedlexClient(home, database, policies, simulated=True)
    try:
        await client.open_server_data()
        async with simcord.run(client, check_errors=False) as world:
            assert client.user is not None
            await client.user.edit(username=BOT_NAME)
            server = world.create_guild(SERVER_NAME)
            channel = server.create_text_channel(CHANNEL_NAME)
            reader = server.add_member(world.create_user(READER_NAME))
            await _serve(world.preview(channel, viewers=[reader], layout="channel", port=port), announce)
    except (OSError, simcord.SetupError) as error:
        raise _port_refused(port, error) from error
    finally:
        await client.close_data()


def _port_refused(port: int, error: Exception) -> Exception:
    """Return a UsageError if the operating system refused the port (SimCord wraps its error), else the error itself."""
    cause = error if isinstance(error, OSError) else error.__cause__
    if not isinstance(cause, OSError):
        return error
    return UsageError(f"Port {port} cannot be used: {reason(cause)}.", "Choose another with --port.")


def _simcord() -> Any:
    try:
        import aiohttp  # noqa: F401
        import markdown_it  # noqa: F401
        import PIL  # noqa: F401
        import simcord
    except ImportError as error:
        raise SettingsError(
            f"The preview needs the package {error.name}, which is not installed.",
            'Run `pip install "medlex[preview]"`.',
        ) from error
    return simcord


async def _serve(page: Any, announce: Callable[[str], None]) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers on the loop; Ctrl+C still ends it.
            loop.add_signal_handler(name, stopped.set)
    async with page:
        announce(page.url)
        closing = asyncio.create_task(page.wait_closed())
        stopping = asyncio.create_task(stopped.wait())
        await asyncio.wait({closing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        stopping.cancel()
