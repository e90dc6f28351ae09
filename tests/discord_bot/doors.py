"""The doors that interactions come through: the gateway, or HTTP. Tests ask the same of the bot behind either."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

import discord
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.discord_bot.client import DictionaryClient
from bot.discord_bot.gateway_client import MedlexClient
from bot.discord_bot.http_interactions.client import HttpClient
from bot.discord_bot.http_interactions.first_answer import FirstAnswer

# `http` runs all tests of the bot over HTTP.
DOOR = "MEDLEX_TEST_DOOR"


class OverHttp(HttpClient):
    """The bot that gets its interactions as requests, and whose responses SimCord takes for answers."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._connection.parsers["INTERACTION_CREATE"] = self.receive
        self.receiving: set[asyncio.Task[None]] = set()

    def receive(self, interaction: Any) -> None:
        """Hand an interaction over, as bytes would bring it."""
        first = self.hand_over(json.loads(json.dumps(interaction)))
        assert first is not None
        task = asyncio.create_task(respond(first, interaction, async_context.get()))
        self.receiving.add(task)
        task.add_done_callback(self.receiving.discard)


async def respond(first: FirstAnswer, interaction: Any, simcord: AsyncWebhookAdapter) -> None:
    """Give SimCord the response, as Discord takes it for the answer."""
    try:
        if payload := await first.wait():
            path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
            await simcord.request(Route("POST", path), None, payload=json.loads(json.dumps(payload)))  # type: ignore[arg-type]
    except discord.HTTPException as refused:  # Discord tells nobody why it shows that the application did not respond
        raise AssertionError(f"Discord does not take the response: {refused}") from refused
    finally:
        first.note_sent()


def client_type() -> type[DictionaryClient]:
    """Return the client behind the door that the environment names."""
    return OverHttp if os.environ.get(DOOR) == "http" else MedlexClient
