"""Signed interactions at a steady rate, sent through the load balancer, and what became of each."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from benchmarks.scale.http_client import Client
from benchmarks.scale.load import SECONDS_BETWEEN_ROUNDS, SECONDS_TO_ANSWER
from benchmarks.scale.mix import EVENT, REPORT, Mix, event
from benchmarks.scale.signed import Signer
from bot.discord_bot.http_interactions.endpoint import EVENTS

# One of so many reports is sent a second time at the same moment, as by a proxy that tries again.
REPEATED = 4
SECONDS_BETWEEN_EVENTS = 1.0
# Discord tries again with growing pauses for ten minutes if an event is not acknowledged
# (https://discord.com/developers/docs/events/webhook-events). It does not try again with interactions.
FIRST_PAUSE = 0.5
SECOND_TIME = b"I got this twice"
CONFIRMED = b"Its reference is"
NO_RESPONSE = 0


@dataclass(eq=False)
class SentRequest:
    """An interaction or event: when it was sent and first answered (seconds of the monotonic clock), and how many answers it
    has. `status` is that of the last response, `is_repeated` True if it was sent twice at the same moment. `refusals` are
    the responses that say that it was done before, `confirmations` those that say that it was written down.
    """

    number: int
    kind: str
    at: float
    answered_at: float | None = None
    status: int = NO_RESPONSE
    answers: int = 0
    tries: int = 1
    is_repeated: bool = False
    refusals: int = 0
    confirmations: int = 0

    def note(self, status: int, body: bytes) -> None:
        """Note a response. Of an interaction that was sent twice one may be answered that it was done."""
        self.status = status
        if status == HTTPStatus.CONFLICT or SECOND_TIME in body:
            self.refusals += 1
        elif status == HTTPStatus.OK:
            self.confirmations += CONFIRMED in body
            self.note_answer()

    def note_answer(self) -> None:
        """Note an answer, now."""
        self.answers += 1
        self.answered_at = self.answered_at or time.monotonic()


@dataclass
class HttpLoad:
    """So many interactions a second until `is_over`, and an event each second."""

    client: Client
    signer: Signer
    mix: Mix
    rate: float
    is_over: bool = False
    sent: list[SentRequest] = field(default_factory=list)
    by_id: dict[str, SentRequest] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _waiting: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Ask until the end. What is behind is made up for, so that a slow machine is asked as much."""
        began, asked, told = time.monotonic(), 0, 0
        while not self.is_over:
            passed = time.monotonic() - began
            for _ in range(int(passed * self.rate) - asked):
                asked += 1
                self._start(self._ask(next(self._numbers)))
            for _ in range(int(passed / SECONDS_BETWEEN_EVENTS) - told):
                told += 1
                self._start(self._tell(next(self._numbers)))
            await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def finish(self) -> None:
        """Wait as long as Discord waits for the last answers."""
        if self._waiting:
            await asyncio.wait(self._waiting, timeout=2 * SECONDS_TO_ANSWER)

    async def _ask(self, number: int) -> None:
        kind, interaction = self.mix.next(number, time.time())
        request = self.signer.request(interaction)
        sent = SentRequest(number, kind, time.monotonic())
        self.sent.append(sent)
        self.by_id[interaction["id"]] = sent
        if kind == REPORT and number % REPEATED == 0:
            sent.is_repeated = True
            self._start(self._send_to_bot(sent, request))
        await self._send_to_bot(sent, request)

    async def _send_to_bot(self, sent: SentRequest, request: bytes) -> None:
        sent.note(*await self._send(request))

    async def _tell(self, number: int) -> None:
        """Send an event, again and again with longer pauses until it is acknowledged."""
        sent = SentRequest(number, EVENT, time.monotonic())
        self.sent.append(sent)
        pause = FIRST_PAUSE
        while sent.status != HTTPStatus.NO_CONTENT:
            sent.status, _ = await self._send(self.signer.request(event(number << 22), EVENTS))
            if sent.status == HTTPStatus.NO_CONTENT:
                sent.note_answer()
            else:
                sent.tries += 1
                await asyncio.sleep(pause)
                pause *= 2

    async def _send(self, request: bytes) -> tuple[int, bytes]:
        try:
            async with asyncio.timeout(SECONDS_TO_ANSWER):
                response = await self.client.send(request)
        except OSError:  # TimeoutError is among them
            return NO_RESPONSE, b""
        return response.status, response.body


@asynccontextmanager
async def http_load(load: HttpLoad) -> AsyncIterator[None]:
    """Ask until the `with` block ends."""
    task = asyncio.create_task(load.run())
    try:
        yield
    finally:
        load.is_over = True
        await task
        await load.finish()
