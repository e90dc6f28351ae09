"""Keep the connection to Discord's gateway through frames and events that cannot be read.

discord.py ends the program for any error in them. Here an event that cannot be read is skipped, and after a frame that
cannot be read the bot connects anew. Only Discord's refusals end it (`limits.FATAL_CLOSE_CODES`).
https://discord.com/developers/docs/events/gateway#connection-lifecycle
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Mapping
from typing import Any

import discord
import structlog
from discord.backoff import ExponentialBackoff

from bot.discord_bot.limits import CLOSE_AUTHENTICATION_FAILED, CLOSE_DISALLOWED_INTENTS, FATAL_CLOSE_CODES

logger = structlog.get_logger(__name__)

# Without the session in it there is no connection, so it is not skipped.
READY = "READY"

Parser = Callable[[Any], None]


class UnreadableSignInError(discord.DiscordException):
    """Something answers in Discord's place, such as the page of a proxy."""


class SteadyClient(discord.Client):
    """A client that stays connected, whatever the gateway sends."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        parsers = self._connection.parsers
        self._connection.parsers = {event: skipping(event, parser) for event, parser in parsers.items()}

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
                await super().connect(reconnect=reconnect)
            except Exception as error:
                if refusal_code(error):
                    raise
                await self._leave(error, pause.delay())

    async def _leave(self, error: Exception, seconds: float) -> None:
        """Close what is left of a connection, and wait before the next one."""
        logger.warning("gateway_unreadable", **raised_at(error), reconnecting_in=round(seconds, 1))
        if self.ws is not None:
            await self.ws.close(code=4000)
        await asyncio.sleep(seconds)


def skipping(event: str, parser: Parser) -> Parser:
    """Return a parser that skips an event which it cannot read. That of READY is returned as it is."""
    if event == READY:
        return parser

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
