"""Tell systemd how the bot is doing: that it is ready, alive, and stopping (`Type=notify` and `WatchdogSec=`).

A message is one datagram of lines (https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html). Written
here because of the packages for it sdnotify and sd-notify are no longer kept, cysystemd brings 2.4 MB of compiled code,
and systemd-watchdog ends the program if systemd does not take a message.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from bot.discord_bot.runtime.background import in_background
from bot.files import reason

logger = structlog.get_logger(__name__)

# systemd reads at once. If it does not, waiting longer would keep people from their answers.
SECONDS_TO_SEND = 1.0


@dataclass(frozen=True, slots=True)
class ServiceManager:
    """The systemd that started this program, if one did.

    `address` is the path of its socket, or a name that begins with @ (Linux' abstract sockets); None if nobody listens.
    `watchdog_seconds` is within which time it wants a sign of life; None if it wants none.
    """

    address: str | None = None
    watchdog_seconds: float | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> ServiceManager:
        """Read what systemd says in the environment. Anything else that stands there counts as nothing."""
        address = environment.get("NOTIFY_SOCKET", "")
        if not address.startswith(("/", "@")):
            return cls()
        return cls(address, _watchdog_seconds(environment))

    def ready(self, status: str) -> None:
        """Say that people are answered now, with a line that `systemctl status` shows."""
        self._send("READY=1", f"STATUS={' '.join(status.split())}")

    def stopping(self) -> None:
        """Say that the program ends."""
        self._send("STOPPING=1", "STATUS=Stopping")

    async def show_life(self) -> None:
        """Say at half the time of the watchdog that the program is alive, until cancelled.

        It is said from the event loop. While something blocks that, nothing is said, and systemd starts the bot again.
        """
        if self.address is None or self.watchdog_seconds is None:
            return
        while True:
            self._send("WATCHDOG=1")
            await asyncio.sleep(self.watchdog_seconds / 2)

    def _send(self, *lines: str) -> None:
        if self.address is None:
            return
        place = "\0" + self.address[1:] if self.address.startswith("@") else self.address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.settimeout(SECONDS_TO_SEND)
                sender.sendto("\n".join(lines).encode(), place)
        except OSError as error:
            logger.warning("service_manager_not_told", message=lines[0], problem=reason(error))


def _watchdog_seconds(environment: Mapping[str, str]) -> float | None:
    """Return the time of the watchdog; None if there is none, or if it watches another process."""
    microseconds, watched = environment.get("WATCHDOG_USEC", ""), environment.get("WATCHDOG_PID", "")
    if watched and watched != str(os.getpid()):
        return None
    return int(microseconds) / 1e6 if microseconds.isdecimal() and int(microseconds) else None


@asynccontextmanager
async def supervised() -> AsyncIterator[ServiceManager]:
    """Show that the program is alive until the `with` block ends, and say then that it is stopping."""
    manager = ServiceManager.of(os.environ)
    async with in_background(manager.show_life()):
        try:
            yield manager
        finally:
            manager.stopping()
