"""Messages of Discord as JSON: those of its gateway, answers of its REST interface, and interactions.

The messages come in the order of https://discord.com/developers/docs/events/gateway#connection-lifecycle. The
benchmark and the tests of the wire each make a Discord of their own with them.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

import discord
from aiohttp import web

Json = dict[str, Any]

APPLICATION = "1000"
INTERACTION_IDS = itertools.count(9)
READER: Json = {"id": "77", "username": "reader", "discriminator": "0", "global_name": None, "avatar": None}
BOT: Json = {**READER, "id": APPLICATION, "username": "medlex", "bot": True}
HEARTBEAT, IDENTIFY, HELLO, ACKNOWLEDGED, DISPATCH = 1, 2, 10, 11, 0
REST = "/api/v10"
# In an id, those after the time.
FURTHER_BITS = 22
GREETING: Json = {"op": HELLO, "d": {"heartbeat_interval": 41_250}, "s": None, "t": None}
HEARD: Json = {"op": ACKNOWLEDGED, "d": None, "s": None, "t": None}
APPLICATION_INFO: Json = {
    "id": APPLICATION,
    "name": "Medlex",
    "icon": None,
    "description": "",
    "summary": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 0,
    "owner": READER,
    "team": None,
}


def new_id(number: int) -> str:
    """An id that Discord would give now; `number` distinguishes those of one millisecond
    (https://discord.com/developers/docs/reference#snowflakes).
    """
    return str(discord.utils.time_snowflake(discord.utils.utcnow()) + number % (1 << FURTHER_BITS))


def member(person: Json) -> Json:
    """A person as a member of a server, with no roles and no permissions."""
    return {
        "user": person,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "permissions": "0",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def ready(gateway: str, shard: Iterable[int] = (0, 1)) -> Json:
    """The gateway's message to a bot that has signed in; `gateway` is the address at which to resume a lost
    connection, `shard` the number of the shard and how many there are.
    """
    data = {
        "v": 10,
        "user": BOT,
        "guilds": [],
        "session_id": "session",
        "resume_gateway_url": gateway,
        "application": {"id": APPLICATION, "flags": 0},
        "shard": list(shard),
    }
    return {"op": DISPATCH, "t": "READY", "s": 1, "d": data}


def interaction_created(interaction: Json, sequence: int) -> Json:
    """The gateway's message to a bot for an interaction."""
    return {"op": DISPATCH, "t": "INTERACTION_CREATE", "s": sequence, "d": interaction}


def gateway_at(host: str, shards: int = 1, at_once: int = 1, *, left: int = 999, reset_after: int = 0) -> Json:
    """How to connect to the gateway of a Discord at a host: the number of shards, how many may sign in at once, how many
    are left, and the milliseconds until there are more
    (https://discord.com/developers/docs/events/gateway#get-gateway-bot).
    """
    limit = {"total": 1000, "remaining": left, "reset_after": reset_after, "max_concurrency": at_once}
    return {"url": f"ws://{host}/gateway/", "shards": shards, "session_start_limit": limit}


def resource(path: str, body: Any, host: str = "") -> Any:
    """The answer of a Discord at a host to a request for a REST path, without the version before it. Raises HTTPNotFound
    for one that Medlex does not use.
    """
    if path == "/users/@me":
        return BOT
    if path == "/oauth2/applications/@me":
        return APPLICATION_INFO
    if path == "/gateway/bot":
        return gateway_at(host)
    if path.endswith("/commands"):
        return list(_registered(body))
    if path.endswith("/callback"):
        return called_back(body)
    raise web.HTTPNotFound


def _registered(commands: Iterable[Json]) -> Iterable[Json]:
    given = {"application_id": APPLICATION, "version": "1", "dm_permission": True}
    for number, command in enumerate(commands):
        yield {"id": str(number), **given, "description": "", **command}  # in a context menu, none is sent


def reply(resource: Any, *, status: int = 200) -> web.Response:
    """JSON with a Content-Type of exactly `application/json`: discord.py reads any other as text."""
    return web.Response(body=json.dumps(resource).encode(), content_type="application/json", status=status)


def called_back(body: Json) -> Json:
    """Discord's answer to a bot that has just answered an interaction."""
    interaction = {"id": "9", "type": 2, "response_message_id": "10", "response_message_loading": False}
    if body["type"] != discord.InteractionResponseType.channel_message.value:
        return {"interaction": interaction}
    message = {
        "id": "10",
        "channel_id": "5",
        "author": BOT,
        "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 20,
        "flags": body["data"].get("flags", 0),
        "components": [],
    }
    return {"interaction": interaction, "resource": {"type": body["type"], "message": message}}


def define(term: str, *, typing: bool = False, **context: Any) -> Json:
    """An interaction: someone who has installed Medlex for themselves uses /define in a group chat without Medlex."""
    option = {"name": "term", "type": 3, "value": term, **({"focused": True} if typing else {})}
    return {
        "id": str(next(INTERACTION_IDS)),  # the bot answers none twice
        "application_id": APPLICATION,
        "type": 4 if typing else 2,
        "token": "interaction-token",
        "version": 1,
        "data": {"id": "0", "name": "define", "type": 1, "options": [option]},
        "channel_id": "5",
        "channel": {"id": "5", "type": 3, "name": None, "recipients": [READER], "owner_id": "77"},
        "user": READER,
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {"1": READER["id"]},
        "context": 2,
        "app_permissions": "0",
        "attachment_size_limit": 10_485_760,
        **context,
    }


@asynccontextmanager
async def serving(
    gateway: Callable[[web.Request], Awaitable[web.StreamResponse]],
    rest: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> AsyncIterator[int]:
    """Serve a Discord with these handlers of its gateway and of its REST interface. Yields the free port of this
    machine.
    """
    application = web.Application(client_max_size=1 << 24)
    application.router.add_get("/gateway/", gateway)
    application.router.add_route("*", REST + "/{rest:.*}", rest)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
