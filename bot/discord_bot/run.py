"""Running the bot on Discord, and registering its commands there."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress

import aiohttp
import discord
from pydantic import SecretStr

from bot.discord_bot.client import MedlexClient
from bot.discord_bot.refreshing import refreshing
from bot.errors import MedlexError, SettingsError
from bot.settings import NOTHING_PUBLISHED, Home, Policies, Refresh, Settings

# Send messages, embed links, attach files, use external emojis is more than Medlex needs: answers to commands need no
# permission. https://discord.com/developers/docs/topics/oauth2#shared-resources-oauth2-scopes
INVITE = (
    "https://discord.com/oauth2/authorize?client_id=YOUR_APPLICATION_ID&scope=bot+applications.commands&permissions=0"
)

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
AUTHENTICATION_FAILED = 4004
UNREACHABLE = (
    aiohttp.ClientError,
    TimeoutError,
    discord.ConnectionClosed,
    discord.GatewayNotFound,
    discord.HTTPException,
)

HOW_TO_GET_A_TOKEN = f"""To get one:
  1. Open https://discord.com/developers/applications and choose New Application.
  2. On its Bot page choose Reset Token and copy the token.
  3. Put it into a file named .env in this folder, as the line DISCORD_TOKEN=your-token (or set it in the environment).
  4. Invite the bot: open {INVITE}
     with the Application ID from the General Information page in place of YOUR_APPLICATION_ID.
  5. Run `medlex run` again.
To try Medlex without Discord, run `medlex preview`."""


def token_of(settings: Settings) -> str:
    """The bot's token. Raises SettingsError, saying how to get one, when there is none."""
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise SettingsError("There is no DISCORD_TOKEN, so Medlex cannot sign in to Discord.", HOW_TO_GET_A_TOKEN)
    return token


async def run_bot(
    home: Home,
    token: str,
    refresh: Refresh = Refresh.OFF,
    database: SecretStr | None = None,
    policies: Policies = NOTHING_PUBLISHED,
) -> None:
    """Serve until the program is told to stop, with sources fetched again as often as `refresh` says.

    Server data are opened, and migrated, first; `database` is the address of a PostgreSQL database for them. Raises
    SettingsError for a refused token, MedlexError without network, DataError when server data cannot be used.
    """
    client = MedlexClient(home, database, policies)
    task = asyncio.current_task()
    with suppress(NotImplementedError):  # Windows has no signal handlers on the loop; Ctrl+C still ends it.
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: task and task.cancel())
    async with refreshing(home, refresh), client, _explaining():
        with suppress(asyncio.CancelledError):
            await client.open_server_data()
            await client.start(token)


async def sync_commands(home: Home, token: str, server: int | None = None, *, clear: bool = False) -> int:
    """Register the commands now, whether or not they have changed; with `clear` take them away. With a server's id, only in
    that server. Returns how many there are then. Raises as `run_bot` does, and UsageError for a server without the bot.
    """
    client = MedlexClient(home)
    async with client, _explaining():
        await client.login_only(token)
        if server is not None:
            return await client.sync_server(server, clear=clear)
        if clear:
            await client.clear_commands()
            return 0
        return await client.register_commands()


def _refuses_token(error: BaseException | None) -> bool:
    """Whether the token is wrong, or was reset while the bot was running."""
    if isinstance(error, discord.ConnectionClosed):
        return error.code == AUTHENTICATION_FAILED
    return isinstance(error, discord.LoginFailure)


class _explaining:  # noqa: N801 (used as a statement)
    """Turn what goes wrong between here and Discord into errors that say what to do."""

    async def __aenter__(self) -> None:
        return None

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if _refuses_token(error):
            raise SettingsError("Discord refuses the DISCORD_TOKEN.", HOW_TO_GET_A_TOKEN) from error
        if isinstance(error, UNREACHABLE):
            raise MedlexError(
                f"Discord cannot be reached ({type(error).__name__}).", "Check the network, then run the command again."
            ) from error
