"""The client and the judgment of the benchmarks over HTTP."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from nacl.signing import SigningKey

from benchmarks.capacity.asking import Asked
from benchmarks.scale.http_client import Client, get
from benchmarks.scale.http_load import CONFIRMED, SECOND_TIME, HttpLoad, SentRequest
from benchmarks.scale.mix import KINDS, REPORT, Mix, text_of
from benchmarks.scale.over_http import Seen, faults
from benchmarks.scale.signed import Signer, id_at
from bot.discord_bot.http_interactions.signature import Signatures


class Server:
    """Sends pieces of a response for each request; without any it closes the connection."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.pieces = pieces
        self.answering: list[asyncio.Task[None]] = []

    def begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer all requests of a connection."""
        self.answering.append(asyncio.create_task(self._answer(reader, writer)))

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while self.pieces and await reader.read(1 << 16):
            for piece in self.pieces:
                writer.write(piece)
                await writer.drain()
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def client_of(*pieces: bytes) -> AsyncIterator[tuple[Client, Server]]:
    """A client of a server that sends these pieces."""
    server = Server(pieces)
    async with await asyncio.start_server(server.begin, "127.0.0.1", 0) as listening:
        client = Client(listening.sockets[0].getsockname()[1])
        yield client, server
        client.close()
        await asyncio.gather(*server.answering)


async def test_a_response_in_pieces_is_read_and_its_connection_used_again() -> None:
    pieces = b"HTTP/1.1 20", b"0 OK\r\ncontent-LENGTH: 4\r\n\r", b"\nab", b"cd"
    async with client_of(*pieces) as (client, server):
        for _ in range(3):
            response = await client.send(get("/"))
            assert (response.status, response.body) == (200, b"abcd")
        assert len(server.answering) == 1


async def test_a_connection_that_is_to_be_closed_is_not_used_again() -> None:
    async with client_of(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n") as (client, server):
        assert [(await client.send(get("/"))).status for _ in range(2)] == [204, 204]
        assert len(server.answering) == 2


async def test_no_response_is_an_error() -> None:
    async with client_of() as (client, _):
        with pytest.raises(OSError, match=r"closed|reset"):
            await client.send(get("/"))


def test_requests_are_signed_as_the_bot_wants_it() -> None:
    signer = Signer()
    head, _, body = signer.request({"type": 1}).partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    assert int(headers["Content-Length"]) == len(body)
    assert Signatures(bytes(signer.key.verify_key)).accepts(headers, body)
    assert not Signatures(bytes(SigningKey.generate().verify_key)).accepts(headers, body)


def test_all_kinds_are_asked_by_different_people() -> None:
    page = [{"type": 2, "custom_id": "tab:texts:k:interleukin"}]
    mix = Mix(9, [page])
    made = [mix.next(number, time.time()) for number in range(300)]
    assert {kind for kind, _ in made} == KINDS.keys()
    assert len({each["member"]["user"]["id"] for _, each in made}) == len({each["id"] for _, each in made}) == 300
    assert id_at(1_420_070_400.001, 5) == str((1 << 22) + 5)


def seen(*sent: SentRequest, rows: Sequence[int] = ()) -> Seen:
    """What was seen when a copy was killed at 10.0 and nothing else happened."""
    load = HttpLoad(Client(0), Signer(), Mix(1), 1.0, sent=list(sent))
    return Seen(load, killed_at=10.0, rows=Counter(map(text_of, rows)))


def report(number: int, *responses: tuple[int, bytes], at: float = 5.0) -> SentRequest:
    """A report with these responses."""
    sent = SentRequest(number, REPORT, at)
    for status, body in responses:
        sent.note(status, body)
        sent.answered_at = at
    return sent


DONE, TOLD, GONE, LATE = (200, CONFIRMED), (200, SECOND_TIME), (0, b""), (200, b"Nothing was changed.")


@pytest.mark.parametrize(
    ("what", "found"),
    [
        (seen(report(1, DONE), rows=[1]), ""),
        (seen(report(1, DONE, TOLD), report(2, (409, b""), DONE), rows=[1, 2]), ""),
        (seen(report(1, DONE, DONE), rows=[1]), "1 interactions were answered twice"),
        (seen(report(1, LATE)), ""),
        (seen(report(1, DONE), rows=[1, 1]), "1 reports were stored twice"),
        (seen(report(1, DONE)), "1 reports were confirmed and are not stored"),
        (seen(report(1, GONE), rows=[1]), "1 interactions were lost"),
        (seen(report(1, GONE, at=9.9), rows=[1]), ""),
        (seen(report(1, (503, b""), at=10.1)), "1 interactions were lost"),
    ],
)
def test_what_is_wrong_is_found(what: Seen, found: str) -> None:
    said = list(faults(what))
    assert len(said) == bool(found)
    assert found in "".join(said)


def test_delays_are_those_of_what_was_answered() -> None:
    asked = Asked([0.001] * 99 + [0.5], bot=0.2, seconds=10.0)
    assert (asked.delay(0.5), asked.delay(0.99), asked.delay(1.0)) == (1.0, 1.0, 500.0)
    assert (asked.rate, asked.processor) == (10.0, 2.0)
