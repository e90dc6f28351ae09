"""Waiting for events: no test sleeps and hopes, nor does an outcome depend on how fast the machine is.

A number of seconds stands in a test only as a guard, so that a test that would never end fails instead.
"""

from __future__ import annotations

import socket
from contextlib import suppress

# Far longer than anything here takes on a slow machine with much else to do.
SECONDS_UNTIL_HUNG = 900
# For programs that tests start: `ring` connects to a `Doorbell` and `say` sends it a line. The connection
# lasts until the program ends; `wait` waits for `Caller.go_on`.
RING = """
import socket
def ring(port):
    return socket.create_connection(("127.0.0.1", int(port)))
def say(connection, text):
    connection.sendall(f"{text}\\n".encode())
def wait(connection):
    connection.recv(1)
"""


class Caller:
    """A program that has rung."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(SECONDS_UNTIL_HUNG)
        self._connection = connection
        self._lines = connection.makefile("r", encoding="utf-8")

    def line(self) -> str:
        """The next line that it sends, without its line end; nothing when it has ended."""
        with suppress(ConnectionResetError):
            return self._lines.readline().rstrip("\n")
        return ""

    def rest(self) -> list[str]:
        """Wait until it has ended. Returns the lines that it has sent until then."""
        return list(iter(self.line, ""))

    def go_on(self) -> None:
        """Let it go on that waits for this."""
        self._connection.sendall(b".")

    def close(self) -> None:
        """Hang up."""
        self._lines.close()
        self._connection.close()


class Doorbell:
    """A port on this machine at which programs say how far they are."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(SECONDS_UNTIL_HUNG)
        self._callers: list[Caller] = []
        self.port = int(self._server.getsockname()[1])

    def answer(self) -> Caller:
        """Wait for the next program that rings."""
        connection, _ = self._server.accept()
        self._callers.append(Caller(connection))
        return self._callers[-1]

    def close(self) -> None:
        """Close everything."""
        for caller in self._callers:
            caller.close()
        self._server.close()
