"""The addresses that Discord sends requests to: one for interactions, one for events of the application.

https://discord.com/developers/docs/interactions/receiving-and-responding
https://discord.com/developers/docs/events/webhook-events
"""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import Any

import discord
import structlog
from aiohttp import web

from bot.discord_bot.http_interactions.client import ANSWERED, HttpClient, Received
from bot.discord_bot.http_interactions.signature import Signatures
from bot.discord_bot.limits import SECONDS_TO_ANSWER
from bot.errors import DataError

logger = structlog.get_logger(__name__)

INTERACTIONS, EVENTS = "/interactions", "/events"
# The largest interactions carry the message that a button is on.
MAX_BODY_BYTES = 1 << 20
PONG = {"type": discord.InteractionType.ping.value}
# Of an event, which Discord sends in an envelope of its own.
EVENT_PING, EVENT = 0, 1


class Endpoint:
    """Answers the requests of Discord, and refuses all others. What a request holds is never logged."""

    def __init__(self, client: HttpClient, signatures: Signatures) -> None:
        self._client = client
        self._signatures = signatures

    def application(self) -> web.Application:
        """Return the addresses, for aiohttp to serve."""
        application = web.Application(client_max_size=MAX_BODY_BYTES)
        application.router.add_post(INTERACTIONS, self._interaction)
        application.router.add_post(EVENTS, self._event)
        return application

    async def _interaction(self, request: web.Request) -> web.StreamResponse:
        """Answer a request with an interaction."""
        received = await self._received(request)
        if received.get("type") == discord.InteractionType.ping.value:
            return web.json_response(PONG)
        self._refuse_foreign(received)
        return await self._answer(request, received)

    async def _answer(self, request: web.Request, received: Received) -> web.StreamResponse:
        """Respond with the first answer. The interaction goes on when it was sent."""
        first = self._client.hand_over(received)
        if first is None:
            raise web.HTTPBadRequest
        payload = await first.wait()
        if first.is_repeated:
            raise web.HTTPConflict
        try:
            response = web.json_response(payload) if payload else web.Response(status=HTTPStatus.ACCEPTED)
            if self._client.is_stopping:
                response.force_close()  # what comes next needs another copy
            await response.prepare(request)
            await response.write_eof()
        except ConnectionError as error:  # Discord, or a proxy before it, waits no longer
            logger.warning("response_not_taken", interaction=received["id"], error=type(error).__name__)
        finally:
            first.note_sent()
        return response

    def _refuse_foreign(self, received: Received) -> None:
        """Raise an error of HTTP for what is no interaction of this application."""
        interaction_id, interaction_type = received.get("id"), received.get("type")
        if not isinstance(interaction_type, int) or interaction_type not in ANSWERED:
            raise web.HTTPBadRequest
        if not isinstance(interaction_id, str):
            raise web.HTTPBadRequest
        if received.get("application_id") != str(self._client.application_id):
            raise web.HTTPUnauthorized

    async def _event(self, request: web.Request) -> web.StreamResponse:
        """Acknowledge an event. Discord sends it again later if the database cannot be written to."""
        received = await self._received(request)
        if received.get("type") not in (EVENT_PING, EVENT):
            raise web.HTTPBadRequest
        guild_id = _server_that_adds(received.get("event"))
        if guild_id is not None and self._client.keeps_server_data:
            try:
                await self._client.removed_guilds.note_installed(guild_id)
            except DataError as error:
                logger.warning("return_of_server_not_noted", guild=guild_id, problem=str(error))
                raise web.HTTPServiceUnavailable from error
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def _received(self, request: web.Request) -> Received:
        """Return what Discord has sent. Raises an error of HTTP for anything else."""
        try:
            async with asyncio.timeout(SECONDS_TO_ANSWER):
                body = await request.read()
        except TimeoutError as error:
            raise web.HTTPRequestTimeout from error
        if not self._signatures.accepts(request.headers, body):
            raise web.HTTPUnauthorized
        return _object_in(body)


def _server_that_adds(event: Any) -> int | None:
    """Return the id of the server that has added the bot; None for another event, such as APPLICATION_DEAUTHORIZED,
    which names only a person and so says nothing about servers.
    """
    match event:
        case {"type": "APPLICATION_AUTHORIZED", "data": {"guild": {"id": str(guild_id)}}} if guild_id.isdecimal():
            return int(guild_id)
    return None


def _object_in(body: bytes) -> Received:
    """Return the JSON object in a body. Raises an error of HTTP for anything else."""
    try:
        received = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise web.HTTPBadRequest from error
    if not isinstance(received, dict):
        raise web.HTTPBadRequest
    return received
