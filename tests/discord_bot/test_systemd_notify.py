"""What systemd is told, at sockets as systemd has them."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from discord_bot.http_interactions.test_serving import serving, settings_for
from discord_bot.loopback import TOKEN, loopback
from discord_bot.signing import Sender
from structlog.testing import capture_logs
from waiting import SECONDS_UNTIL_HUNG

from bot.discord_bot.run import run_bot
from bot.discord_bot.systemd_notify import ServiceManager, supervised
from bot.settings import Home

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux'")

MAX_BYTES = 4096


class Systemd:
    """Receives what a service says."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self.socket.settimeout(0)

    async def hear(self) -> list[str]:
        """Wait for the next message; its lines."""
        hearing = asyncio.get_running_loop().sock_recv(self.socket, MAX_BYTES)
        return (await asyncio.wait_for(hearing, timeout=SECONDS_UNTIL_HUNG)).decode().split("\n")

    def heard(self) -> list[str]:
        """The first line of each message that is there already."""
        lines = []
        while True:
            try:
                lines.append(self.socket.recv(MAX_BYTES).decode().split("\n")[0])
            except BlockingIOError:
                return lines


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Systemd]:
    """A socket as systemd has it, which the environment names."""
    here = Systemd(str(tmp_path / "notify") if request.param == "path" else f"@medlex-test-{uuid.uuid4()}")
    monkeypatch.setenv("NOTIFY_SOCKET", here.address)
    yield here
    here.socket.close()


async def test_a_bot_at_the_gateway_is_ready_when_it_is_online_and_says_that_it_stops(
    own_home: Home, systemd: Systemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback(monkeypatch) as wire:
        bot = asyncio.create_task(run_bot(own_home, TOKEN))
        ready = await systemd.hear()
        assert wire.identities
        assert ready[0] == "READY=1"
        assert ready[1].startswith("STATUS=Online as ")
        os.kill(os.getpid(), signal.SIGTERM)
        assert (await systemd.hear())[0] == "STOPPING=1"
        await asyncio.wait_for(bot, timeout=SECONDS_UNTIL_HUNG)


async def test_a_bot_over_http_is_ready_when_it_listens_and_says_that_it_stops(
    own_home: Home, systemd: Systemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord_bot.serve.SECONDS_TO_DRAIN", 0.0)
    sender = Sender()
    async with serving(settings_for(own_home, sender), sender) as bot:
        assert await systemd.hear() == ["READY=1", f"STATUS=Listens at {sender.address}"]
        os.kill(os.getpid(), signal.SIGTERM)
        assert (await systemd.hear())[0] == "STOPPING=1"
        await asyncio.wait_for(bot, timeout=SECONDS_UNTIL_HUNG)


async def test_a_bot_that_discord_refuses_is_never_ready(
    own_home: Home, systemd: Systemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback(monkeypatch):
        bot = asyncio.create_task(run_bot(own_home, "wrong.token"))
        assert (await systemd.hear())[0] == "STOPPING=1"
        await asyncio.gather(bot, return_exceptions=True)
    assert "READY=1" not in systemd.heard()


async def test_signs_of_life_come_from_the_event_loop(systemd: Systemd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "2000")
    async with supervised():
        for _ in range(3):
            assert await systemd.hear() == ["WATCHDOG=1"]
        systemd.heard()
        time.sleep(0.05)  # noqa: ASYNC251 (the loop is blocked: that is the test)
        assert systemd.heard() == []
        assert await systemd.hear() == ["WATCHDOG=1"]
    assert systemd.heard()[-1] == "STOPPING=1"


async def test_no_sign_of_life_without_a_watchdog(systemd: Systemd, monkeypatch: pytest.MonkeyPatch) -> None:
    for microseconds, watched in (("", ""), ("0", ""), ("soon", ""), ("2000", "1")):
        monkeypatch.setenv("WATCHDOG_USEC", microseconds)
        monkeypatch.setenv("WATCHDOG_PID", watched)
        async with supervised() as manager:
            await asyncio.sleep(0)
            assert manager.watchdog_seconds is None
        assert systemd.heard() == ["STOPPING=1"]


def test_half_of_the_time_that_the_unit_says() -> None:
    environment = {
        "NOTIFY_SOCKET": "/run/systemd/notify",
        "WATCHDOG_USEC": "60000000",
        "WATCHDOG_PID": str(os.getpid()),
    }
    assert ServiceManager.of(environment) == ServiceManager("/run/systemd/notify", 60.0)


@pytest.mark.parametrize("address", ["", "notify", "vsock:2:1234"])
async def test_other_addresses_are_told_nothing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    monkeypatch.setenv("WATCHDOG_USEC", "2000")
    with capture_logs() as log:
        async with supervised() as manager:
            manager.ready("Online")
    assert manager == ServiceManager()
    assert log == []


async def test_a_systemd_that_does_not_listen_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    with capture_logs() as log:
        async with supervised() as manager:
            manager.ready("Online")
    assert [line["event"] for line in log] == ["service_manager_not_told"] * 2


async def test_a_systemd_that_reads_nothing_is_waited_for_a_moment_only(
    systemd: Systemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord_bot.systemd_notify.SECONDS_TO_SEND", 0.001)
    manager = ServiceManager(systemd.address)
    with capture_logs() as log:
        while not log:  # until the socket holds no more
            manager.ready("Online")
    assert log[0]["event"] == "service_manager_not_told"


async def test_a_name_of_several_lines_says_nothing_else(systemd: Systemd) -> None:
    ServiceManager(systemd.address).ready("Online as a\nSTOPPING=1")
    assert await systemd.hear() == ["READY=1", "STATUS=Online as a STOPPING=1"]
