"""A publisher's server on this machine, and downloads that do not wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from waiting import SECONDS_UNTIL_HUNG

from bot.clock import Clock
from bot.errors import DataError
from bot.sources.download.download import download
from bot.sources.download.options import FetchOptions, Progress
from bot.sources.download.retry import RetryPolicy

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

NOW = datetime(2026, 5, 12, 12, tzinfo=UTC)
ETAG = '"v1"'
TRICKLED = 10


def ranged(request: web.Request, content: bytes, headers: dict[str, str]) -> tuple[int, int, dict[str, str]]:
    """The status, first byte and headers with which a server that knows ranges answers (RFC 9110, 14 and 13.1.5)."""
    validators = {headers.get("ETag"), headers.get("Last-Modified")} - {None}
    if "Range" not in request.headers or request.headers.get("If-Range") not in validators:
        return 200, 0, headers
    start = int(request.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    return 206, start, headers | {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}


@dataclass
class Publisher:
    """A server that answers each path with the answers it was given, in their order; the last one stays.

    `requests` are those it got. `options` makes downloads tell it how many bytes arrived (`done`), note in
    `waits` what they would have waited, and wait for an answer until it calls `expire_timeouts`.
    """

    port: int = 0
    requests: list[web.Request] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    seen: list[Progress] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    _timeouts: list[asyncio.Timeout] = field(default_factory=list)

    def address(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def gives(self, path: str, *answers: Answer) -> str:
        """Set the answers of a path; return its address."""
        self.answers[path] = list(answers)
        return self.address(path)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Give the next answer of a path, 404 where there is none."""
        self.requests.append(request)
        answers = self.answers.get(request.path, [self.status(404)])
        return await (answers.pop(0) if len(answers) > 1 else answers[0])(request)

    @property
    def done(self) -> int:
        """The number of bytes that the client has."""
        return self.seen[-1].done if self.seen else 0

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    @asynccontextmanager
    async def timeout(self, seconds: float) -> AsyncIterator[None]:
        """Stand in for `asyncio.timeout`; no time passes before `expire_timeouts`."""
        async with asyncio.timeout(SECONDS_UNTIL_HUNG) as timeout:
            self._timeouts.append(timeout)
            try:
                yield
            finally:
                self._timeouts.remove(timeout)

    def expire_timeouts(self) -> None:
        """End all waiting for an answer."""
        for timeout in self._timeouts:
            timeout.reschedule(asyncio.get_running_loop().time())

    def options(
        self, *, clock: dict[str, Any] | None = None, policy: dict[str, Any] | None = None, **fields: Any
    ) -> FetchOptions:
        """Options of a download that never really waits, with these settings of its clock and retry policy,
        and these fields.
        """
        unhurried = Clock(sleep=self._sleep, timeout=self.timeout, jitter=lambda: 1.0, now=lambda: NOW)
        patient = replace(RetryPolicy(clock=replace(unhurried, **clock or {})), **policy or {})
        return FetchOptions(progress=self.seen.append, policy=patient, **fields)

    async def refusal(self, addresses: list[str], folder: Path, options: FetchOptions | None = None) -> DataError:
        """The error that a download of these addresses ends with."""
        with pytest.raises(DataError) as caught:
            await download(addresses, folder, "mesh.gz", options or self.options())
        return caught.value

    def left_in(self, folder: Path) -> set[str]:
        """The files in a folder, without the hidden lock."""
        return {path.name for path in folder.iterdir() if not path.name.startswith(".")}

    def file(self, content: bytes, etag: str | None = ETAG, *, ranges: bool = True, **headers: str) -> Answer:
        """A file, as a server gives it that knows ranges (unless told otherwise) and conditions."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()} | ({"ETag": etag} if etag else {})

        async def answer(request: web.Request) -> web.StreamResponse:
            if etag and request.headers.get("If-None-Match") == etag:
                return web.Response(status=304, headers=headers)
            status, start, sent = ranged(request, content, headers) if ranges else (200, 0, headers)
            return web.Response(status=status, body=content[start:], headers=sent)

        return answer

    def cut(
        self,
        content: bytes,
        at: int,
        etag: str | None = ETAG,
        *,
        length: bool = True,
        reset: bool = True,
        **headers: str,
    ) -> Answer:
        """The file, but the connection ends when the client has got the bytes up to `at`."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()} | ({"ETag": etag} if etag else {})

        async def answer(request: web.Request) -> web.StreamResponse:
            status, start, sent = ranged(request, content, headers)
            response = web.StreamResponse(status=status, headers=sent)
            if length:
                response.content_length = len(content) - start
            await response.prepare(request)
            await response.write(content[start:at])
            await self.until(lambda: self.done >= at)
            transport: Any = request.transport
            (transport.abort if reset else transport.close)()
            return response

        return answer

    async def until(self, condition: Callable[[], bool]) -> None:
        """Let the client work until something is so."""
        async with asyncio.timeout(SECONDS_UNTIL_HUNG):
            while not condition():  # noqa: ASYNC110 (any condition, and no time passes)
                await asyncio.sleep(0)

    def stall(self, content: bytes = b"", length: int = 100, *, in_time: bool = False) -> Answer:
        """So many bytes of the file, and then nothing, for longer than the client waits unless it is `in_time`."""

        async def answer(request: web.Request) -> web.StreamResponse:
            reports = len(self.seen)
            if content:
                response = web.StreamResponse(headers={"ETag": ETAG})
                response.content_length = length
                await response.prepare(request)
                await response.write(content)
            if not in_time:
                await self.until(lambda: not content or (len(self.seen) > reports and self.done >= len(content)))
                self.expire_timeouts()
            await asyncio.Event().wait()
            raise AssertionError

        return answer

    def raw(self, answer: bytes, later: bytes = b"") -> Answer:
        """These very bytes, others when the client has some of the file, and the end of the connection."""

        async def answer_raw(request: web.Request) -> web.StreamResponse:
            transport: Any = request.transport
            transport.write(answer)
            if later:
                await self.until(lambda: self.done > 0)
                transport.write(later)
            transport.close()
            return web.Response()

        return answer_raw

    def trickle(self, beginning: bytes, again: bytes) -> Answer:
        """These very bytes, and then others over and over, for longer than the client will read."""

        async def answer(request: web.Request) -> web.StreamResponse:
            transport: Any = request.transport
            transport.write(beginning)
            for _ in range(TRICKLED):
                transport.write(again)
                await asyncio.sleep(0)
            self.expire_timeouts()
            await asyncio.Event().wait()
            raise AssertionError

        return answer

    def status(self, status: int, body: bytes = b"sorry", **headers: str) -> Answer:
        """An answer with this status, body and headers."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(request: web.Request) -> web.StreamResponse:
            return web.Response(status=status, body=body, headers=headers)

        return answer


async def no_time(seconds: float) -> None:
    """Return without waiting."""


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if not path.name.endswith(".lock")] if folder.exists() else []
