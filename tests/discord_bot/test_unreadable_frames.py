"""What Discord's gateway may send that cannot be read: nothing of it ends the bot, or is in its log."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from copy import deepcopy
from typing import Any

import discord
import pytest
from discord_bot.loopback import TOKEN, Discord, loopback
from discord_bot.test_wire import SERVER_CONTEXT
from structlog.testing import capture_logs
from waiting import SECONDS_UNTIL_HUNG

from benchmarks.discord_cost.wire import Json, define, interaction_created
from bot.discord_bot.connection_errors import explained
from bot.discord_bot.gateway import UnreadableSignInError
from bot.discord_bot.run import run_bot
from bot.errors import MedlexError, SettingsError
from bot.settings import Home

MARKER = "zygomaticotemporal"
UNREADABLE = [
    "nonsense",
    "[]",
    "null",
    "7",
    '"text"',
    '{"op": 0, "t": "INTER',
    "{" * 5_000,
    b"\x00\x01\x02\x00\x00\xff\xff",
]
SKIPPED = [
    {"op": 0, "t": "INTERACTION_CREATE", "s": 5, "d": None},
    {"op": 0, "t": "INTERACTION_CREATE", "s": 5, "d": []},
    {"op": 0, "t": "INTERACTION_CREATE", "s": 5, "d": {"id": MARKER}},
    {"op": 0, "t": "GUILD_CREATE", "s": 5, "d": {"id": MARKER}},
    {"op": 0, "t": "NO_SUCH_EVENT", "s": 5, "d": MARKER},
    {"op": 99, "t": None, "s": None, "d": None},
]
STRANGE: list[Any] = [None, MARKER, -1, [], {}, 10**40, True]


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """Discord on this machine; nobody waits between two connections."""
    monkeypatch.setattr(discord.backoff.ExponentialBackoff, "delay", lambda _self: 0.0)
    async with loopback(monkeypatch) as here:
        yield here


@asynccontextmanager
async def running(home: Home, wire: Discord) -> AsyncIterator[asyncio.Task[None]]:
    """The bot, online."""
    bot = asyncio.create_task(run_bot(home, TOKEN))
    try:
        await online(wire)
        yield bot
    finally:
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)


async def online(wire: Discord) -> None:
    await asyncio.wait_for(wire.identified.acquire(), timeout=SECONDS_UNTIL_HUNG)


async def is_answered(wire: Discord) -> bool:
    """Ask for a term, and wait for its answer; other interactions may be answered before."""
    wire.events.put_nowait({**define("interleukin"), "id": "123456"})
    while True:
        answer = await asyncio.wait_for(wire.answers.get(), timeout=SECONDS_UNTIL_HUNG)
        if answer.path.startswith("/interactions/123456/"):
            return "interleukin" in json.dumps(answer.body)


@pytest.mark.parametrize("frame", UNREADABLE, ids=lambda frame: repr(frame[:30]))
async def test_after_a_frame_that_cannot_be_read_the_bot_connects_again_and_answers(
    own_home: Home, wire: Discord, caplog: pytest.LogCaptureFixture, frame: str | bytes
) -> None:
    with caplog.at_level(logging.INFO):
        async with running(own_home, wire) as bot:
            wire.send_frame(frame)
            await online(wire)
            assert await is_answered(wire)
            assert not bot.done()
    assert MARKER not in caplog.text


async def test_many_unreadable_frames_in_a_row_do_not_end_the_bot(own_home: Home, wire: Discord) -> None:
    async with running(own_home, wire):
        for _ in range(5):
            wire.send_frame("nonsense")
            await online(wire)
        assert await is_answered(wire)


@pytest.mark.parametrize("event", SKIPPED, ids=lambda event: json.dumps(event)[:60])
async def test_an_event_that_cannot_be_read_is_skipped_on_the_same_connection(
    own_home: Home, wire: Discord, caplog: pytest.LogCaptureFixture, event: Json
) -> None:
    with caplog.at_level(logging.INFO):
        async with running(own_home, wire):
            wire.send_frame(json.dumps(event))
            assert await is_answered(wire)
    assert len(wire.identities) == 1
    assert MARKER not in caplog.text


def changed(value: Any) -> Iterator[Any]:
    """Yield a JSON value with one part taken away or made strange, in every way."""
    if not isinstance(value, dict | list):
        return
    for at in list(value) if isinstance(value, dict) else range(len(value)):
        without = deepcopy(value)
        del without[at]
        yield without
        for part in [*STRANGE, *changed(value[at])]:
            other = deepcopy(value)
            other[at] = part
            yield other


async def test_no_single_change_of_an_interaction_ends_the_bot(own_home: Home, wire: Discord) -> None:
    """A part of the gateway's message, at any depth, is missing, null, a text, a number, a list or an object."""
    message = interaction_created({**define("interleukin"), **SERVER_CONTEXT}, 7)
    messages = [{**message, "d": each} for each in changed(message["d"])]
    assert len(messages) > 350
    with capture_logs():  # rendering a traceback for each would take most of the time
        async with running(own_home, wire) as bot:
            for each in messages:
                wire.send_frame(json.dumps(each))
            assert await is_answered(wire)
            assert not bot.done()
    assert len(wire.identities) == 1


async def test_a_sign_in_that_cannot_be_read_is_followed_by_another(own_home: Home, wire: Discord) -> None:
    """READY without its session: there is no connection to go on with."""
    async with running(own_home, wire):
        wire.send_frame(json.dumps({"op": 0, "t": "READY", "s": 1, "d": {"v": 10}}))
        await online(wire)
        assert await is_answered(wire)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (4004, "DISCORD_TOKEN"),
        (4010, "shard"),
        (4011, "too many servers"),
        (4012, "newest Medlex"),
        (4013, "newest Medlex"),
        (4014, "intents"),
    ],
)
async def test_a_connection_that_discord_refuses_for_good_ends_the_bot_with_what_to_do(
    own_home: Home, wire: Discord, code: int, words: str
) -> None:
    async with running(own_home, wire) as bot:
        wire.close_gateway(code)
        with pytest.raises(MedlexError, match=words):
            await asyncio.wait_for(bot, timeout=SECONDS_UNTIL_HUNG)


class Response:
    """What discord.py reads of a response to make its exception."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.reason = "because"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (discord.HTTPException(Response(429), "<html>banned</html>"), "for a while"),
        (discord.HTTPException(Response(400), {"code": 50035, "message": MARKER}), "refuses a request"),
        (discord.Forbidden(Response(403), {"code": 50001, "message": MARKER}), "refuses a request"),
        (discord.DiscordServerError(Response(503), "<html>"), "Discord has a problem"),
        (UnreadableSignInError(), "other than Discord"),
        (TimeoutError(), "cannot be reached"),
    ],
)
def test_what_discord_answers_is_told_as_what_it_is(error: Exception, words: str) -> None:
    told = explained(error)
    assert told is not None
    assert words in str(told)
    assert MARKER not in str(told)


def test_an_error_of_our_own_is_not_taken_for_one_of_the_connection() -> None:
    assert explained(KeyError("flags")) is None
    assert isinstance(explained(discord.LoginFailure("wrong")), SettingsError)
