"""A client of HTTP/1.1 that costs next to nothing, so that it does not disturb what it measures: requests are bytes, and of
responses only the status and the body are read.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

END_OF_HEAD = b"\r\n\r\n"
STATUS_LINE = re.compile(rb"HTTP/1\.1 ([0-9]{3})")
LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
LAST = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Response:
    """The status and body of a response."""

    status: int
    body: bytes


class Connection(asyncio.Protocol):
    """A connection for one request at a time."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.is_open = False
        self._received = b""
        self._waiting: asyncio.Future[Response] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note that it is open; asyncio calls this and the next two."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 (of a connection over TCP)
        self.transport, self.is_open = transport, True

    def connection_lost(self, error: Exception | None) -> None:
        """Let whoever waits for a response know that none comes."""
        self.is_open = False
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error or ConnectionResetError("closed without a response"))

    def data_received(self, data: bytes) -> None:
        """Give a response to whoever waits for it, once it is whole."""
        self._received += data
        head, end, rest = self._received.partition(END_OF_HEAD)
        length = int(found[1]) if (found := LENGTH.search(head)) else 0
        status = STATUS_LINE.match(head)
        if not end or status is None or len(rest) < length or self._waiting is None:
            return
        self._received = rest[length:]
        self.is_open = self.is_open and not LAST.search(head)
        if not self._waiting.done():
            self._waiting.set_result(Response(int(status[1]), rest[:length]))

    async def send(self, request: bytes) -> Response:
        """Send a request, and return the response. Raises OSError if there is none."""
        if self.transport is None or not self.is_open:
            raise ConnectionResetError("closed before the request")
        self._waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self._waiting


class Client:
    """Sends requests to one address, over as many connections as are busy at once."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._idle: list[Connection] = []

    async def send(self, request: bytes) -> Response:
        """Send a request, and return the response. Raises OSError if nobody listens, or no response comes."""
        connection = await self._connection()
        response = await connection.send(request)
        if connection.is_open:
            self._idle.append(connection)
        elif connection.transport is not None:
            connection.transport.close()
        return response

    async def _connection(self) -> Connection:
        while self._idle:
            if (connection := self._idle.pop()).is_open:
                return connection
        _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", self.port)
        return connection

    def close(self) -> None:
        """Close all connections that nothing is sent over."""
        for connection in self._idle:
            if connection.transport is not None:
                connection.transport.close()
        self._idle.clear()


def get(path: str) -> bytes:
    """Return a request for a path."""
    return f"GET {path} HTTP/1.1\r\nHost: bot.example.org\r\n\r\n".encode()
