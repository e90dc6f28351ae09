"""A server with two members and the real bot in it, played by SimCord."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import discord
import simcord
from discord_bot.body_checks import OpenApi, limit_problems
from discord_bot.reading import Shown

from bot.discord_bot.client import SIMULATED_TIME, DictionaryClient
from bot.discord_bot.runtime.lateness import Lateness
from bot.settings import Home


@dataclass
class World:
    """The server, its members, and the bot."""

    env: simcord.Env
    home: Home
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor
    clients: list[DictionaryClient] = field(default_factory=list)

    async def define(self, term: str, **options: Any) -> simcord.InteractionResult:
        """Alice uses /define in the server."""
        return await self.alice.slash(self.channel, "define", term=term, **options)

    async def page(self, term: str, **options: Any) -> simcord.ResponseMessage:
        """Alice uses /define in the server; the message with the page that answers her."""
        return answered(await self.define(term, **options))

    async def tab(self, term: str, label: str, **options: Any) -> simcord.ResponseMessage:
        """Alice uses /define in the server and presses the button of a tab."""
        message = await self.page(term, **options)
        await self.alice.click(message, label=label)
        return message

    async def ask(self, command: str, **options: Any) -> simcord.ResponseMessage:
        """Alice uses a command in the server; the message that answers her."""
        return answered(await self.alice.slash(self.channel, command, **options))

    async def offered(self, typed: str) -> dict[str, str]:
        """Return the suggestions that Alice sees while she types: name and value."""
        choices = await self.alice.autocomplete(self.channel, "define", "term", typed)
        return {choice["name"]: choice["value"] for choice in choices}

    async def restart(self) -> None:
        """The bot goes, and a new one comes."""
        await self.restart_with(type(self.clients[-1])(self.home, simulated=self.clients[-1].simulated))

    async def restart_with(self, client: DictionaryClient) -> None:
        """Another program takes the bot's place."""
        await self.clients[-1].close_data()
        client.lateness = Lateness(SIMULATED_TIME)
        self.clients.append(client)
        await self.env.restart_bot(client)

    def bodies(self, ending: str = "/callback") -> list[Any]:
        """The bodies that the bot sent to paths with this ending, in order."""
        return [request.json for request in self.env.http_requests if request.path.endswith(ending)]

    def expected_errors(self) -> list[BaseException]:
        """The errors that SimCord saw in commands; those that no test asks for make it fail."""
        return self.env.errors


def answered(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The message that a command or component was answered with."""
    assert result.response is not None, result
    return result.response


def shown(message: simcord.ResponseMessage) -> Shown:
    """Return the page that a message shows now."""
    return Shown(message.components)


def posted(message: discord.Message) -> Shown:
    """Return the page that a message in a channel, or a direct message, shows."""
    return Shown([dict(part.to_dict()) for part in message.components])


def wrong_bodies(env: simcord.Env, openapi: OpenApi | None) -> Iterator[str]:
    """Each reason why Discord would not take what the bot sent."""
    for request in env.http_requests:
        for problem in limit_problems(request.method, request.path, request.json):
            yield f"{request.method} {request.path}: {problem}"
        if openapi is not None:
            for problem in openapi.problems(request.method, request.path, request.json):
                yield f"{request.method} {request.path}: OpenAPI: {problem}"
