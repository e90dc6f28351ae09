"""Waiting for programs that tests start. Tests wait for events, so no result depends on the speed of the machine.

A time limit in a test is only a guard: without it, a test that hangs would never fail.
"""

from __future__ import annotations

import socket
from contextlib import suppress

# Far longer than any test takes on a slow, busy machine.
SECONDS_UNTIL_HUNG = 900
# Code for programs that tests start: `connect` connects to a `ProgramListener`, `say` sends it a line, `wait` waits for
# `ProgramConnection.let_go_on`. The connection lasts until the program ends.
CONNECT = """
import socket
def connect(port):
    return socket.create_connection(("127.0.0.1", int(port)))
def say(connection, text):
    connection.sendall(f"{text}\\n".encode())
def wait(connection):
    connection.recv(1)
"""


class ProgramConnection:
    """The connection of a program that a test has started."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(SECONDS_UNTIL_HUNG)
        self._connection = connection
        self._lines = connection.makefile("r", encoding="utf-8")

    def read_line(self) -> str:
        """Return the next line that the program sends, without its line end; "" when it has ended."""
        with suppress(ConnectionResetError):
            return self._lines.readline().rstrip("\n")
        return ""

    def read_until_end(self) -> list[str]:
        """Wait until the program has ended. Return the lines that it has sent until then."""
        return list(iter(self.read_line, ""))

    def let_go_on(self) -> None:
        """Let the program continue after `wait`."""
        self._connection.sendall(b".")

    def close(self) -> None:
        """Close the connection."""
        self._lines.close()
        self._connection.close()


class ProgramListener:
    """A local port to which programs send their progress."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(SECONDS_UNTIL_HUNG)
        self._connections: list[ProgramConnection] = []
        self.port = int(self._server.getsockname()[1])

    def accept(self) -> ProgramConnection:
        """Wait for the next program that connects."""
        connection, _ = self._server.accept()
        self._connections.append(ProgramConnection(connection))
        return self._connections[-1]

    def close(self) -> None:
        """Close the port and all connections."""
        for program in self._connections:
            program.close()
        self._server.close()
