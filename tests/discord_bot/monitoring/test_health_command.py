"""`medlex health` asks the running bot."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from click.testing import Result
from discord_bot.loopback import TOKEN, Discord, loopback
from waiting import SECONDS_UNTIL_HUNG

from bot.cli.health_request import LIVE, READY
from bot.discord_bot.client import DictionaryClient
from bot.discord_bot.monitoring import http
from bot.discord_bot.run import run_bot
from bot.listen_address import Address
from bot.settings import CHECKOUT, Home


@pytest.fixture
def address() -> Address:
    """An address of this machine that nothing uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return Address("127.0.0.1", free.getsockname()[1])


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """Discord on this machine."""
    async with loopback(monkeypatch) as here:
        yield here


@asynccontextmanager
async def online(home: Home, address: Address) -> AsyncIterator[None]:
    """The bot, once it is ready."""
    is_ready = asyncio.Event()
    bot = asyncio.create_task(
        run_bot(home, TOKEN, monitored_at=address, announce=lambda _name, _invite: is_ready.set())
    )
    try:
        await asyncio.wait_for(is_ready.wait(), timeout=SECONDS_UNTIL_HUNG)
        yield
    finally:
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)


async def run_health(address: Address, *words: str) -> tuple[int | None, str]:
    """Run `medlex health` in a process of its own; its exit status, and what it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "health", *words),
        env={"PYTHONPATH": str(CHECKOUT), "MEDLEX_MONITORING": str(address)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    printed, _ = await asyncio.wait_for(process.communicate(), timeout=SECONDS_UNTIL_HUNG)
    return process.returncode, printed.decode()


async def test_its_exit_status_tells_if_the_bot_is_well(home: Home, wire: Discord, address: Address) -> None:
    status, printed = await run_health(address)
    assert status == 1
    assert f"No bot answers at {address}: Connection refused." in printed
    async with online(home, address):
        assert await run_health(address) == (0, "The bot is alive.\n")
        assert await run_health(address, "--ready") == (0, "The bot is ready.\n")


async def test_it_says_what_keeps_a_bot_from_answering(
    home: Home, wire: Discord, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with online(home, address):
        monkeypatch.setattr(DictionaryClient, "is_stopping", True)
        status, printed = await run_health(address, "--ready")
        assert status == 1
        assert "it was told to stop" in printed
        assert await run_health(address) == (0, "The bot is alive.\n")


def test_it_asks_at_the_addresses_of_the_bot() -> None:
    assert (LIVE, READY) == (http.LIVE, http.READY)


def test_where_monitoring_is_off_it_says_so(medlex: Callable[..., Result]) -> None:
    result = medlex("health", MEDLEX_MONITORING="off")
    assert result.exit_code == 1
    assert "MEDLEX_MONITORING is off" in result.stderr


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b""),
        (200, b"<html>hello</html>"),
        (404, b"live\n"),
        (503, b'{"error": "busy"}'),
        (200, b"\xff\xfe"),
        (200, b"a" * 1_000_000),
    ],
    ids=["empty", "page", "not found", "json", "bytes", "long"],
)
def test_another_program_at_the_address_is_no_bot(medlex: Callable[..., Result], status: int, body: bytes) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            with suppress(ConnectionError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        answering = Thread(target=server.handle_request)
        answering.start()
        result = medlex("health", MEDLEX_MONITORING=f"127.0.0.1:{server.server_port}")
        answering.join(SECONDS_UNTIL_HUNG)
    assert result.exit_code == 1
    assert "Something other than Medlex" in result.stderr


def test_it_loads_neither_discord_nor_the_dictionary() -> None:
    """Containers run it every few seconds, and all commands together take several times as long to load."""
    code = (
        "import sys; from bot.cli.main import main; main.main(['health', '-h'], standalone_mode=False);"
        "print({'discord', 'sqlalchemy', 'numpy', 'aiohttp', 'lxml'} & set(sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=SECONDS_UNTIL_HUNG,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "set()"
