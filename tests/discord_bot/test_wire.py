"""The bot as it runs on Discord, over real sockets to a Discord on this machine."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from discord_bot.body_checks import OpenApi, limit_problems
from discord_bot.loopback import TOKEN, Discord, Request, loopback
from discord_bot.reading import Shown
from waiting import SECONDS_UNTIL_HUNG

from benchmarks.discord_cost.wire import READER, define, member
from bot.discord_bot.registry import COMMANDS
from bot.discord_bot.run import run_bot, sync_commands
from bot.errors import DataError, MedlexError, SettingsError, UsageError
from bot.settings import Home

SERVER_CONTEXT: dict[str, Any] = {
    "context": 0,
    "guild_id": "6",
    "guild": {"id": "6", "locale": "en-US", "features": []},
    "channel": {"id": "5", "type": 0, "name": "dictionary", "guild_id": "6", "permissions": "0", "position": 0},
    "member": member(READER),
    "user": None,
}


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch, openapi: OpenApi | None) -> AsyncIterator[Discord]:
    """Discord on this machine; all that it was sent is checked afterwards."""
    async with loopback(monkeypatch) as discord:
        yield discord
    problems = [problem for sent in discord.requests for problem in wrong(sent, openapi)]
    assert problems == []


def wrong(sent: Request, openapi: OpenApi | None) -> list[str]:
    """Why Discord would not take a request."""
    described = openapi.problems(sent.method, sent.path, sent.body) if openapi else []
    return limit_problems(sent.method, sent.path, sent.body) + described


@asynccontextmanager
async def running(
    home: Home, wire: Discord, announce: Callable[[str, str], None] = lambda _name, _invite: None
) -> AsyncIterator[asyncio.Task[None]]:
    """The bot, online; it is told to stop as a service manager does, and has to end well."""
    bot = asyncio.create_task(run_bot(home, TOKEN, announce=announce))
    try:
        await asyncio.wait_for(wire.identified.acquire(), timeout=SECONDS_UNTIL_HUNG)
        yield bot
        assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(bot, timeout=SECONDS_UNTIL_HUNG)
    finally:
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)


async def test_the_bot_signs_in_registers_answers_and_stops_when_told_to(own_home: Home, wire: Discord) -> None:
    async with running(own_home, wire):
        (registered,) = wire.asked("PUT", "/applications/1000/commands")
        answer = await wire.ask(define("interleukin"))
    assert sorted(command["name"] for command in registered.body) == sorted(command.name for command in COMMANDS)
    assert re.fullmatch(r"/interactions/\d+/interaction-token/callback", answer.path)
    page = Shown(answer.body["data"]["components"])
    assert page.heading == "interleukin"
    assert len(page.definitions) == 1
    assert wire.sockets_closed == 1


async def test_the_host_is_told_that_the_bot_is_online_and_how_to_invite_it(own_home: Home, wire: Discord) -> None:
    announced: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    async with running(own_home, wire, lambda name, invite: announced.put_nowait((name, invite))):
        _, invite = await asyncio.wait_for(announced.get(), timeout=SECONDS_UNTIL_HUNG)
    assert invite.startswith("https://discord.com/oauth2/authorize?client_id=1000&scope=bot+applications.commands")


async def test_the_bot_asks_for_no_intent(own_home: Home, wire: Discord) -> None:
    async with running(own_home, wire):
        pass
    assert [(identify["intents"], identify["token"]) for identify in wire.identities] == [(0, TOKEN)]


async def test_people_in_servers_where_the_bot_is_no_member_are_answered_too(own_home: Home, wire: Discord) -> None:
    async with running(own_home, wire):
        answer = await wire.ask(define("IL-6", **SERVER_CONTEXT))
        offered = await wire.ask(define("inter", typing=True, **SERVER_CONTEXT))
    assert Shown(answer.body["data"]["components"]).heading == "interleukin-6"
    assert offered.body["data"]["choices"][0] == {"name": "interleukin", "value": "key:interleukin"}


async def test_a_term_longer_than_discord_lets_through_is_refused_kindly(own_home: Home, wire: Discord) -> None:
    async with running(own_home, wire):
        answer = await wire.ask(define("interleukin " * 500))
        offered = await wire.ask(define("interleukin " * 500, typing=True))
    assert "6,000 characters" in answer.body["data"]["content"]
    assert answer.body["data"]["flags"] == 1 << 6 | 1 << 2  # ephemeral, without embeds
    assert offered.body["data"]["choices"] == []


async def test_the_second_start_registers_nothing(own_home: Home, wire: Discord) -> None:
    for _ in range(2):
        async with running(own_home, wire):
            pass
    assert len(wire.asked("PUT", "/applications/1000/commands")) == 1


async def test_neither_the_token_nor_what_people_type_is_in_the_log(
    own_home: Home, wire: Discord, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(own_home, wire):
        for term in ("zyxwvut", "zyxwvut " * 100):
            await wire.ask(define(term, typing=True))
            await wire.ask(define(term))
    assert caplog.records
    for secret in (TOKEN, "zyxwvut", "interaction-token"):
        assert secret not in caplog.text


async def test_a_refused_token_says_how_to_get_another(own_home: Home, wire: Discord) -> None:
    with pytest.raises(SettingsError, match="DISCORD_TOKEN") as caught:
        await asyncio.wait_for(run_bot(own_home, "wrong.token"), timeout=SECONDS_UNTIL_HUNG)
    assert "Reset Token" in caught.value.remedy
    assert "wrong.token" not in str(caught.value)
    assert wire.identities == []


async def test_a_token_that_is_reset_while_the_bot_runs_says_how_to_get_another(own_home: Home, wire: Discord) -> None:
    bot = asyncio.create_task(run_bot(own_home, TOKEN))
    await asyncio.wait_for(wire.identified.acquire(), timeout=SECONDS_UNTIL_HUNG)
    wire.close_gateway(4004)
    with pytest.raises(SettingsError, match="DISCORD_TOKEN"):
        await asyncio.wait_for(bot, timeout=SECONDS_UNTIL_HUNG)


async def test_without_a_network_the_bot_says_so(own_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    async with loopback(monkeypatch):
        pass
    with pytest.raises(MedlexError, match="cannot be reached"):
        await asyncio.wait_for(run_bot(own_home, TOKEN), timeout=SECONDS_UNTIL_HUNG)


async def test_a_damaged_lexicon_keeps_the_bot_from_going_online(own_home: Home, wire: Discord) -> None:
    own_home.lexicon.write_bytes(b"")
    with pytest.raises(DataError, match="medlex build"):
        await asyncio.wait_for(run_bot(own_home, TOKEN), timeout=SECONDS_UNTIL_HUNG)
    assert wire.identities == []


async def test_sync_registers_without_going_online_or_opening_the_lexicon(own_home: Home, wire: Discord) -> None:
    own_home.lexicon.unlink()
    for _ in range(2):
        assert await asyncio.wait_for(sync_commands(own_home, TOKEN), timeout=SECONDS_UNTIL_HUNG) == len(COMMANDS)
    assert len(wire.asked("PUT", "/applications/1000/commands")) == 2
    assert wire.identities == []


async def sync(home: Home, **options: Any) -> int:
    """`medlex sync` with these options."""
    return await asyncio.wait_for(sync_commands(home, TOKEN, **options), timeout=SECONDS_UNTIL_HUNG)


async def test_sync_for_one_server_leaves_what_is_everywhere_and_the_note_of_it_alone(
    own_home: Home, wire: Discord
) -> None:
    assert await sync(own_home, server=7) == len(COMMANDS)
    assert not own_home.registered_commands.exists()
    async with running(own_home, wire):
        note = own_home.registered_commands.read_bytes()
    assert await sync(own_home, server=7) == len(COMMANDS)
    assert await sync(own_home, server=7, clear=True) == 0
    assert own_home.registered_commands.read_bytes() == note
    async with running(own_home, wire):
        pass
    sent = [len(request.body) for request in wire.asked("PUT", "/applications/1000/guilds/7/commands")]
    assert sent == [len(COMMANDS), len(COMMANDS), 0]
    assert len(wire.asked("PUT", "/applications/1000/commands")) == 1


async def test_sync_for_one_server_sends_names_in_every_language(own_home: Home, wire: Discord) -> None:
    await sync(own_home, server=7)
    (request,) = wire.asked("PUT", "/applications/1000/guilds/7/commands")
    names = {command["name"]: command.get("name_localizations") for command in request.body}
    assert "es-419" in names["define"]


async def test_commands_that_were_cleared_everywhere_come_back_with_the_next_start(
    own_home: Home, wire: Discord
) -> None:
    await sync(own_home)
    assert await sync(own_home, clear=True) == 0
    async with running(own_home, wire):
        pass
    sent = [len(request.body) for request in wire.asked("PUT", "/applications/1000/commands")]
    assert sent == [len(COMMANDS), 0, len(COMMANDS)]


async def test_sync_for_a_server_without_the_bot_says_so(own_home: Home, wire: Discord) -> None:
    wire.strange_servers.add("8")
    with pytest.raises(UsageError, match="in the server 8") as caught:
        await sync(own_home, server=8)
    assert "invite the bot" in caught.value.remedy


async def test_sync_with_a_refused_token_says_how_to_get_another(own_home: Home, wire: Discord) -> None:
    with pytest.raises(SettingsError, match="DISCORD_TOKEN"):
        await asyncio.wait_for(sync_commands(own_home, "wrong.token"), timeout=SECONDS_UNTIL_HUNG)
