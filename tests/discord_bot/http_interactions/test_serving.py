"""`medlex serve`: its settings, its start, and its end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from click.testing import Result
from discord_bot.reading import Shown
from discord_bot.signing import Sender
from waiting import SECONDS_UNTIL_HUNG

from benchmarks.discord_cost.wire import define
from bot.discord_bot.listening import SECONDS_FOR_ANSWERS
from bot.discord_bot.serve import SECONDS_FOR_SAVES, SECONDS_TO_DRAIN, door_of, serve
from bot.errors import SettingsError
from bot.listen_address import Address
from bot.settings import Home, Settings

APPLICATION = str(10**17)


def settings_for(home: Home, sender: Sender, **others: Any) -> Settings:
    """Settings with which the bot takes what the sender sends."""
    return Settings(
        **{
            "medlex_home": home.folder,
            "discord_application_id": APPLICATION,
            "discord_public_key": bytes(sender.key.verify_key).hex(),
            "medlex_http": "127.0.0.1:0",
            "medlex_monitoring": "off",
            "medlex_backups": 0,
            **others,
        }
    )


def test_it_ends_within_five_seconds() -> None:
    assert SECONDS_TO_DRAIN + SECONDS_FOR_ANSWERS + SECONDS_FOR_SAVES < 5


@asynccontextmanager
async def serving(settings: Settings, sender: Sender) -> AsyncIterator[asyncio.Task[None]]:
    """The bot, which listens."""
    listens: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    bot = asyncio.create_task(serve(settings, None, listens.set_result))
    try:
        sender.address = await asyncio.wait_for(listens, timeout=SECONDS_UNTIL_HUNG)
        yield bot
    finally:
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)


async def test_told_to_stop_it_answers_what_still_comes_and_ends(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, answered = asyncio.Event(), asyncio.Event()

    async def drained() -> None:
        told.set()
        await answered.wait()

    monkeypatch.setattr("bot.discord_bot.serve.drained", drained)
    sender = Sender()
    async with serving(settings_for(own_home, sender), sender) as bot:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(told.wait(), timeout=SECONDS_UNTIL_HUNG)
        response = await sender.send(define("interleukin", application_id=APPLICATION))
        assert "Interleukin" in Shown(response.body["data"]["components"]).text
        answered.set()
        await asyncio.wait_for(bot, timeout=SECONDS_UNTIL_HUNG)
    with pytest.raises(OSError, match="connect"):
        await sender.send(define("interleukin", application_id=APPLICATION))


async def test_a_port_that_another_program_has_is_named(own_home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(SettingsError, match=f"cannot listen at {place}") as refused:
            await serve(settings_for(own_home, Sender(), medlex_http=place), None, lambda _address: None)
    assert "MEDLEX_HTTP" in str(refused.value.remedy)


@pytest.mark.parametrize("name", ["DISCORD_APPLICATION_ID", "DISCORD_PUBLIC_KEY"])
def test_a_setting_that_is_missing_is_named(own_home: Home, name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        door_of(settings_for(own_home, Sender(), **{name.lower(): None}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_PUBLIC_KEY", "abc"),
        ("DISCORD_PUBLIC_KEY", "g" * 64),
        ("DISCORD_APPLICATION_ID", "12"),
        ("DISCORD_APPLICATION_ID", "me"),
        ("MEDLEX_HTTP", "8080"),
        ("MEDLEX_HTTP", "localhost:http"),
        ("MEDLEX_HTTP", "localhost:70000"),
        ("MEDLEX_HTTP", ":"),
    ],
)
def test_a_setting_that_is_wrong_is_named(medlex: Callable[..., Result], name: str, value: str) -> None:
    result = medlex("serve", **{name: value})
    assert result.exit_code == 1
    assert name in result.stderr


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:8080", Address("127.0.0.1", 8080)),
        (" localhost:0 ", Address("localhost", 0)),
        ("[::1]:80", Address("::1", 80)),
        ("0.0.0.0:65535", Address("0.0.0.0", 65535)),  # noqa: S104 (what a container sets)
    ],
)
def test_places_to_listen_at(text: str, address: Address) -> None:
    assert Address.of(text) == address


async def test_strangers_learn_only_if_it_is_ready(own_home: Home) -> None:
    sender = Sender()
    async with serving(settings_for(own_home, sender), sender), aiohttp.ClientSession() as session:
        ready = await session.get(sender.address + "/readyz")
        live = await session.get(sender.address + "/healthz")
        assert (ready.status, await ready.text()) == (200, "ready\n")
        assert (live.status, await live.text()) == (200, "live\n")
        assert (await session.get(sender.address + "/metrics")).status == 404
