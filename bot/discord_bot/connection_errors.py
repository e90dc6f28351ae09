"""Errors of the connection to Discord, as errors that say what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus

import discord

from bot.discord_bot.gateway import UNREACHABLE, UnreadableSignInError, refusal_code
from bot.discord_bot.limits import (
    CLOSE_AUTHENTICATION_FAILED,
    CLOSE_DISALLOWED_INTENTS,
    CLOSE_INVALID_INTENTS,
    CLOSE_INVALID_SHARD,
    CLOSE_INVALID_VERSION,
    CLOSE_SHARDING_REQUIRED,
)
from bot.errors import MedlexError, SettingsError

GETTING_STARTED = """To get one:
  1. Open https://discord.com/developers/applications and choose New Application.
  2. On its Bot page choose Reset Token and copy the token.
  3. Put it into a file named .env in this folder, as the line DISCORD_TOKEN=your-token (or set it in the environment).
  4. Run `medlex run` again. It prints the address that invites the bot to your server.
To try Medlex without Discord, run `medlex preview`."""
UPDATE = "Install the newest Medlex: `pip install --upgrade medlex`. If it is the newest, report this as a bug."
TRY_LATER = "Wait some minutes, then run the command again. https://discordstatus.com says if Discord has a problem."

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
REFUSED_CONNECTIONS: dict[int, Callable[[], MedlexError]] = {
    CLOSE_AUTHENTICATION_FAILED: lambda: SettingsError("Discord refuses the DISCORD_TOKEN.", GETTING_STARTED),
    CLOSE_INVALID_SHARD: lambda: SettingsError(
        "Discord does not accept the number of this shard (close code 4010).",
        "Check the shard settings of this process; one process needs none.",
    ),
    CLOSE_SHARDING_REQUIRED: lambda: SettingsError(
        "The bot is in too many servers for one connection (close code 4011).",
        "Spread it over shards, each with at most 2,500 servers.",
    ),
    CLOSE_INVALID_VERSION: lambda: MedlexError(
        "Discord no longer offers the version of its gateway that this Medlex uses (close code 4012).", UPDATE
    ),
    CLOSE_INVALID_INTENTS: lambda: MedlexError(
        "Discord does not know the intents that this Medlex asks for (close code 4013).", UPDATE
    ),
    CLOSE_DISALLOWED_INTENTS: lambda: SettingsError(
        "Discord does not allow this bot the intents that it asks for (close code 4014).",
        "Open the Bot page of the application at https://discord.com/developers/applications, and check what its "
        "privileged intents are set to. Medlex needs none of them.",
    ),
}


@asynccontextmanager
async def discord_errors() -> AsyncIterator[None]:
    """Turn errors of the connection to Discord into a MedlexError that says what to do: a SettingsError for what the
    host has set wrongly.
    """
    try:
        yield
    except MedlexError:
        raise
    except Exception as error:
        if told := explained(error):
            raise told from error
        raise


def explained(error: Exception) -> MedlexError | None:
    """Return the error that says what to do; None for what is no error of the connection."""
    if code := refusal_code(error):
        return REFUSED_CONNECTIONS[code]()
    if isinstance(error, UnreadableSignInError):
        return MedlexError(
            "Something other than Discord answers at discord.com.",
            "Check the network, such as a proxy or a page to sign in to it. Then run the command again.",
        )
    if isinstance(error, discord.HTTPException):
        return _refused_request(error)
    if not isinstance(error, (*UNREACHABLE, discord.ConnectionClosed)):
        return None
    return MedlexError(
        f"Discord cannot be reached ({type(error).__name__}).", "Check the network, then run the command again."
    )


def _refused_request(error: discord.HTTPException) -> MedlexError:
    """Return the error for a request that Discord has answered with an error."""
    told = f"(status {error.status}{f', code {error.code}' if error.code else ''})"
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return MedlexError(
            f"Discord refuses requests from this network for a while {told}.",
            "Wait an hour, then run the command again. It comes from signing in too often, or from others who share "
            "the address.",
        )
    if error.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        return MedlexError(
            f"Discord refuses a request of this bot {told}.",
            "Check that DISCORD_TOKEN is of the application that you mean. If it is, install the newest Medlex: `pip "
            "install --upgrade medlex`.",
        )
    return MedlexError(f"Discord has a problem {told}.", TRY_LATER)
