"""Copies of `medlex serve` behind haproxy: one is killed and one is stopped while people ask, and both are started again."""

from __future__ import annotations

import argparse
import asyncio
import signal
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from aiohttp import web
from pydantic import SecretStr

from benchmarks.capacity.doors import free_port, until_ready
from benchmarks.discord_cost.__main__ import TERMS
from benchmarks.discord_cost.wire import Json, called_back, define, reply, serving
from benchmarks.lookup.measuring import MILLISECONDS, quantile, show
from benchmarks.scale.gateway import in_server
from benchmarks.scale.haproxy import haproxy
from benchmarks.scale.http_client import Client
from benchmarks.scale.http_load import HttpLoad, SentRequest, http_load
from benchmarks.scale.load import SECONDS_TO_ANSWER
from benchmarks.scale.mix import EVENT, KINDS, Mix, text_of
from benchmarks.scale.processes import Bot, running
from benchmarks.scale.scenario import SECONDS_UNTIL_RESTART
from benchmarks.scale.signed import Signer, id_at
from bot.settings import Home
from bot.storage.server_data import opened

SECONDS_AFTER = 5.0
MAX_SECONDS_TO_STOP = 5.0
RESPONSE = called_back({"type": 4, "data": {}})


@dataclass
class Seen:
    """What was seen. Times are in seconds of the monotonic clock; `memory` is by copy: resident, and its own, in MiB."""

    load: HttpLoad
    calm: tuple[float, float] = (0.0, 0.0)
    killed_at: float = 0.0
    stopped_at: float = 0.0
    back_after: list[float] = field(default_factory=list)
    stopped_in: list[float] = field(default_factory=list)
    memory: dict[str, tuple[float, float]] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)


async def run(options: argparse.Namespace, home: Home, folder: Path, database: SecretStr) -> list[str]:
    """Play it, print what was seen, and return what is not as it should be."""
    signer, port = Signer(), free_port()
    load = HttpLoad(Client(port), signer, Mix(options.servers), options.rate)
    seen = Seen(load)

    async def rest(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/callback"):
            load.by_id[request.path.split("/")[-3]].note_answer()
            return reply(RESPONSE)
        return reply(RESPONSE["resource"]["message"])

    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(serving(_no_gateway, rest))
        environment = {**signer.settings, "MEDLEX_DATABASE": database.get_secret_value()}
        copies = [_copy(number, folder, environment, discord) for number in range(options.processes)]
        await stack.enter_async_context(running(copies))
        for copy in copies:
            await until_ready(Client(_port_of(copy)))
        await stack.enter_async_context(haproxy(port, [_port_of(copy) for copy in copies], folder))
        await until_ready(load.client)
        load.mix.pages = [await _page(load, term) for term in TERMS]
        await _play(seen, copies, options.calm)
        seen.stopped_in += await asyncio.gather(*(copy.end(signal.SIGTERM) for copy in copies))
    async with opened(home, database) as data:
        seen.rows = Counter(each.text for each in await data.feedback.list())
    warnings = sorted({warning for copy in copies for warning in copy.warnings()})
    _print(seen, options)
    print("In the logs:", ", ".join(warnings) or "no warning")
    return list(faults(seen))


async def _no_gateway(_request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotFound


def _copy(number: int, folder: Path, environment: Mapping[str, str], discord: int) -> Bot:
    own = {
        "DISCORD_TOKEN": "",
        "MEDLEX_HOME": str(folder / "home"),
        "MEDLEX_LOG": "json",
        "MEDLEX_MONITORING": "off",
        "MEDLEX_BACKUPS": "0",
        "MEDLEX_HTTP": f"127.0.0.1:{free_port()}",
    }
    return Bot(
        f"copy {number}", range(0), {**environment, **own}, folder / f"copy-{number}.log", discord, way=("serve",)
    )


def _port_of(copy: Bot) -> int:
    return int(copy.environment["MEDLEX_HTTP"].rpartition(":")[2])


async def _page(load: HttpLoad, term: str) -> list[Json]:
    """Return the components of the page for a term."""
    id = id_at(time.time(), 0)
    person = in_server(1 << 22, 1)
    response = await load.client.send(load.signer.request(define(term) | person | {"id": id, "token": f"token-{id}"}))
    components: list[Json] = msgspec.json.decode(response.body)["data"]["components"]
    return components


async def _play(seen: Seen, copies: list[Bot], calm: float) -> None:
    async with http_load(seen.load):
        began, before = time.monotonic(), {copy.name: copy.processor() for copy in copies}
        await asyncio.sleep(calm)
        seen.calm = (began, time.monotonic() - SECONDS_TO_ANSWER)
        seen.memory = {copy.name: copy.memory() for copy in copies}
        seen.processor = {copy.name: (copy.processor() - before[copy.name]) / calm for copy in copies}
        first, second, *_ = copies
        seen.killed_at = time.monotonic()
        await first.end(signal.SIGKILL)
        await _start_again(seen, first)
        await asyncio.sleep(SECONDS_AFTER)
        seen.stopped_at = time.monotonic()
        seen.stopped_in.append(await second.end(signal.SIGTERM))
        await _start_again(seen, second)
        await asyncio.sleep(SECONDS_AFTER)


async def _start_again(seen: Seen, copy: Bot) -> None:
    began = time.monotonic()
    await asyncio.sleep(SECONDS_UNTIL_RESTART)
    await copy.start()
    await until_ready(Client(_port_of(copy)))
    seen.back_after.append(time.monotonic() - began)


def _print(seen: Seen, options: argparse.Namespace) -> None:
    show(
        "Memory in MiB, and processor time in a second of calm",
        ["copy", "resident", "its own", "processor"],
        [[name, *memory, seen.processor[name]] for name, memory in seen.memory.items()],
    )
    show(
        f"{options.rate:g} interactions a second in {options.servers:,} servers, {len(seen.memory)} copies behind haproxy: "
        "milliseconds to the answer",
        ["", "sent", "median", "p99", "most"],
        [
            row
            for name, within in (("calm", seen.calm), ("all", (0.0, float("inf"))))
            for row in _rows(seen, name, within)
        ],
    )
    lost = [one for one in seen.load.sent if not one.answers]
    repeated = [one for one in seen.load.sent if one.is_repeated]
    print(
        f"{len(seen.load.sent)} sent; without an answer: {len(lost)} ({_when(seen, lost)}). Reports stored: {len(seen.rows)}. "
        f"{len(repeated)} reports were sent twice at the same moment, of {sum(one.refusals for one in repeated)} the second "
        f"was refused or told so. Events that were sent again: {sum(one.tries > 1 for one in seen.load.sent)}."
    )
    print(
        f"Seconds to stop: {', '.join(f'{each:.1f}' for each in seen.stopped_in)}. Ready again after the kill and the stop: "
        f"{', '.join(f'{each:.1f} s' for each in seen.back_after)}."
    )


def _rows(seen: Seen, name: str, within: tuple[float, float]) -> Iterator[list[object]]:
    for kind in [*KINDS, EVENT]:
        times = [
            MILLISECONDS * (one.answered_at - one.at)
            for one in seen.load.sent
            if one.kind == kind and within[0] <= one.at <= within[1] and one.answered_at is not None
        ]
        if times:
            yield [f"{kind}, {name}", len(times), *(quantile(times, share) for share in (0.5, 0.99, 1.0))]


def _when(seen: Seen, lost: list[SentRequest]) -> str:
    return (
        ", ".join(f"{one.kind} {one.at - seen.killed_at:+.2f} s of the kill, {one.status}" for one in lost[:10])
        or "none"
    )


def faults(seen: Seen) -> Iterator[str]:
    """Yield what is not as it should be."""
    sent = seen.load.sent
    if twice := sum((one.confirmations if one.is_repeated else one.answers) > 1 for one in sent):
        yield f"{twice} interactions were answered twice."
    in_hands = [one for one in sent if not one.answers and seen.killed_at - SECONDS_TO_ANSWER < one.at < seen.killed_at]
    if lost := [one for one in sent if not one.answers and one not in in_hands]:
        yield f"{len(lost)} interactions were lost that were not in the hands of the killed copy: {_when(seen, lost)}."
    if done_twice := [text for text, rows in seen.rows.items() if rows > 1]:
        yield f"{len(done_twice)} reports were stored twice."
    confirmed = {text_of(one.number) for one in sent if one.confirmations}
    if missing := confirmed - seen.rows.keys():
        yield f"{len(missing)} reports were confirmed and are not stored."
    if late := sum(
        one.answered_at is not None and one.answered_at - one.at > SECONDS_TO_ANSWER
        for one in sent
        if one.kind != EVENT
    ):
        yield f"{late} interactions were answered too late."
    if any(seconds > MAX_SECONDS_TO_STOP for seconds in seen.stopped_in):
        yield "A copy took too long to stop."
