"""The bot behind an HTTP address: what it answers, and what it refuses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from discord_bot.body_checks import OpenApi
from discord_bot.loopback import TOKEN, Discord, loopback
from discord_bot.reading import Shown
from discord_bot.signing import Sender, endpoint_of
from nacl.signing import SigningKey
from structlog.testing import capture_logs

from benchmarks.discord_cost.wire import APPLICATION, define
from bot.discord_bot.http_interactions.client import HttpClient
from bot.discord_bot.http_interactions.signature import MAX_SECONDS_APART, SIGNATURE, TIMESTAMP
from bot.discord_bot.limits import SECONDS_TO_ANSWER
from bot.settings import Home

PING = {"type": 1, "id": "1", "application_id": APPLICATION, "token": "t", "version": 1}


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """Discord's REST interface on this machine."""
    async with loopback(monkeypatch) as discord:
        yield discord


@pytest.fixture
async def sender(home: Home, wire: Discord) -> AsyncIterator[Sender]:
    """Discord, which sends interactions to a bot without a token."""
    async with HttpClient(home) as client:
        await client.open(int(APPLICATION), None)
        async with endpoint_of(client, Sender()) as sender:
            yield sender


async def test_a_command_is_answered_in_the_response_and_discord_is_asked_for_nothing(
    sender: Sender, wire: Discord, openapi: OpenApi | None
) -> None:
    response = await sender.send(define("interleukin"))
    assert response.status == 200
    assert "Interleukin" in Shown(response.body["data"]["components"]).text
    assert wire.requests == []
    assert openapi is None or openapi.problems("POST", "/interactions/9/token/callback", response.body) == []


async def test_completions_are_answered_in_the_response(sender: Sender) -> None:
    response = await sender.send(define("interl", typing=True))
    assert response.body["type"] == 8
    assert "interleukin" in {choice["name"].casefold() for choice in response.body["data"]["choices"]}


async def test_discord_checks_the_address_with_a_ping(sender: Sender) -> None:
    assert (await sender.send(PING)).body == {"type": 1}
    assert (await sender.send({"version": 1, "application_id": APPLICATION, "type": 0}, "/events")).status == 204


@pytest.mark.parametrize("path", ["/interactions", "/events"])
async def test_a_request_that_discord_did_not_sign_is_refused(sender: Sender, path: str) -> None:
    body = b'{"type": 1}'
    signed = sender.signed(body)
    stranger = Sender(key=SigningKey.generate()).signed(body)
    foreign = [
        {},
        {TIMESTAMP: signed[TIMESTAMP]},
        {**signed, TIMESTAMP: str(int(signed[TIMESTAMP]) + 1)},
        {**signed, SIGNATURE: stranger[SIGNATURE]},
        {**signed, SIGNATURE: signed[SIGNATURE][:-2]},
        {**signed, SIGNATURE: "no hexadecimal"},
        {**signed, SIGNATURE: ""},
        {**signed, TIMESTAMP: "no time"},
        {**signed, TIMESTAMP: "１"},
    ]
    for headers in foreign:
        assert (await sender.post(path, body, headers)).status == 401
    assert (await sender.post(path, body + b" ", signed)).status == 401


@pytest.mark.parametrize("seconds", [-MAX_SECONDS_APART - 5, MAX_SECONDS_APART + 5, 10**12])
async def test_a_request_that_was_signed_at_another_time_is_refused(sender: Sender, seconds: int) -> None:
    body = b'{"type": 1}'
    headers = sender.signed(body, str(int(time.time()) + seconds))
    assert (await sender.post("/interactions", body, headers)).status == 401


async def test_an_interaction_that_is_sent_again_is_refused(sender: Sender) -> None:
    interaction = define("interleukin")
    assert [(await sender.send(interaction)).status for _ in range(2)] == [200, 409]


async def test_twenty_at_once_and_each_gets_its_own_answer(sender: Sender) -> None:
    terms = ["interleukin", "dysprosium"] * 10
    responses = await asyncio.gather(*(sender.send(define(term)) for term in terms))
    pages = [Shown(response.body["data"]["components"]).text.casefold() for response in responses]
    assert all(term in page for term, page in zip(terms, pages, strict=True))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no JSON",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"type": 1e400}',
        b'{"type": 2}',
        b'{"type": 99, "id": "1"}',
        b'{"type": [1]}',
        b'{"a":' * 100_000,
        b'{"id": "1", "type": 2, "application_id": "1000"}',
        b'{"id": "x", "type": 3, "application_id": "1000", "data": 7}',
    ],
)
async def test_what_is_no_interaction_is_refused_and_the_bot_goes_on(sender: Sender, body: bytes) -> None:
    assert (await sender.send(body)).status == 400
    assert (await sender.send(define("interleukin"))).status == 200


async def test_an_interaction_of_another_application_is_refused(sender: Sender) -> None:
    assert (await sender.send(define("interleukin", application_id="1001"))).status == 401


async def test_a_body_that_is_too_large_is_refused(sender: Sender) -> None:
    assert (await sender.send(b" " * ((1 << 20) + 1))).status == 413


async def test_a_body_that_never_ends_is_given_up(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.discord_bot.http_interactions.endpoint.SECONDS_TO_ANSWER", 0.05)
    ended = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await ended.wait()

    assert (await sender.post("/interactions", slow(), sender.signed(b"{"))).status == 408
    ended.set()


async def test_a_connection_that_is_cut_before_the_response_leaves_one_line_in_the_log(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = web.Response.prepare

    async def cut(response: web.Response, request: web.BaseRequest) -> Any:
        assert request.transport is not None
        request.transport.abort()
        return await prepare(response, request)

    monkeypatch.setattr(web.Response, "prepare", cut)
    with capture_logs() as log, pytest.raises(aiohttp.ClientError):
        await sender.send(define("interleukin"))
    monkeypatch.undo()
    assert [line["event"] for line in log if line["log_level"] != "info"] == ["response_not_taken"]
    assert (await sender.send(define("interleukin"))).status == 200


async def test_other_methods_and_paths_are_refused(sender: Sender) -> None:
    async with aiohttp.ClientSession() as session:
        assert (await session.get(sender.address + "/interactions")).status == 405
        assert (await session.post(sender.address + "/elsewhere")).status == 404


async def test_what_is_not_answered_in_time_is_accepted_and_the_answer_goes_to_discord(
    sender: Sender, wire: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord_bot.http_interactions.first_answer.SECONDS_TO_ANSWER", 0.0)
    assert (await sender.send(define("interleukin"))).status == 202
    answer = await asyncio.wait_for(wire.answers.get(), timeout=SECONDS_TO_ANSWER * 10)
    assert "Interleukin" in Shown(answer.body["data"]["components"]).text


async def test_nothing_of_an_interaction_is_logged(sender: Sender, caplog: pytest.LogCaptureFixture) -> None:
    await sender.send(define("a secret of mine"))
    await sender.send({**define("a secret of mine"), "data": {"id": "a secret of mine"}})
    assert "secret" not in caplog.text


async def test_with_a_token_the_bot_signs_in_and_registers_its_commands(own_home: Home, wire: Discord) -> None:
    async with HttpClient(own_home) as client:
        await client.open(int(APPLICATION), TOKEN)
        assert wire.asked("PUT", f"/applications/{APPLICATION}/commands")


def event(kind: str, **data: Any) -> dict[str, Any]:
    """An event of the application, as Discord sends it."""
    return {"version": 1, "application_id": APPLICATION, "type": 1, "event": {"type": kind, "data": data}}


async def test_events_are_acknowledged(sender: Sender) -> None:
    events = [
        event("APPLICATION_AUTHORIZED", guild={"id": "6"}, integration_type=0),
        event("APPLICATION_AUTHORIZED", guild={"id": "no number"}),
        event("APPLICATION_DEAUTHORIZED", user={"id": "77"}),
        event("ENTITLEMENT_CREATE"),
        {"type": 1, "event": None},
    ]
    assert [(await sender.send(each, "/events")).status for each in events] == [204] * 5
    assert (await sender.send({"type": 2}, "/events")).status == 400
