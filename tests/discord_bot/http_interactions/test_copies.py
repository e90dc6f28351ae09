"""Two copies behind one load balancer, on one PostgreSQL: what is sent to both is written once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from discord_bot.reading import Shown
from discord_bot.signing import Sender, endpoint_of
from storage.places import postgres_database

from benchmarks.discord_cost.discord_here import press
from benchmarks.discord_cost.wire import APPLICATION, READER, define
from bot.discord_bot.http_interactions.client import HttpClient
from bot.discord_bot.ui.custom_ids.entry import GiveFeedback, SaveEntry
from bot.settings import Home

ALREADY_DONE = "I got this twice, and did it the first time."


@pytest.fixture
async def copies(own_home: Home) -> AsyncIterator[list[tuple[HttpClient, Sender]]]:
    """Two copies, each with a sender that has the same key."""
    sender = Sender()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(postgres_database())
        made = []
        for _ in range(2):
            client = await stack.enter_async_context(HttpClient(own_home, database))
            await client.open(int(APPLICATION), None)
            made.append((client, await stack.enter_async_context(endpoint_of(client, Sender(key=sender.key)))))
        yield made


def report(text: str) -> dict[str, Any]:
    """The form with a mistake in an entry, as it is sent."""
    fields: dict[str, Any] = {"kind": {"values": ["wrong"]}, "text": {"value": text}, "contact": {"values": ["no"]}}
    parts = [{"type": 18, "component": {"custom_id": name, **field}} for name, field in fields.items()]
    return define("") | {"type": 5, "data": {"custom_id": GiveFeedback("interleukin").encode(), "components": parts}}


async def both(copies: list[tuple[HttpClient, Sender]], interaction: dict[str, Any]) -> list[str]:
    """Send an interaction to one copy, then to the other; the texts of both answers."""
    bodies = [(await sender.send(interaction)).body for _, sender in copies]
    return [body["data"].get("content") or Shown(body["data"]["components"]).text for body in bodies]


async def test_a_press_that_is_sent_to_both_is_done_once_and_the_second_says_so(
    copies: list[tuple[HttpClient, Sender]],
) -> None:
    custom_id = SaveEntry("interleukin").encode()
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Save", "custom_id": custom_id}]}
    first, second = await both(copies, press(custom_id, [row]))
    assert ALREADY_DONE not in first
    assert ALREADY_DONE in second
    assert await copies[0][0].server_data.saved.count(int(READER["id"])) == 1


async def test_a_form_that_both_get_at_once_is_stored_once(copies: list[tuple[HttpClient, Sender]]) -> None:
    interaction = report("Sent to both.")
    responses = await asyncio.gather(*(sender.send(interaction) for _, sender in copies))
    assert [response.status for response in responses] == [200, 200]
    assert sum(ALREADY_DONE in str(response.body) for response in responses) == 1
    assert [each.text for each in await copies[0][0].server_data.feedback.list()] == ["Sent to both."]


async def test_what_only_reads_is_answered_by_whichever_copy_gets_it(copies: list[tuple[HttpClient, Sender]]) -> None:
    assert all("Interleukin" in text for text in await both(copies, define("interleukin")))


async def test_what_one_copy_gets_twice_is_refused_there(copies: list[tuple[HttpClient, Sender]]) -> None:
    _, sender = copies[0]
    interaction = report("Sent twice.")
    assert [(await sender.send(interaction)).status for _ in range(2)] == [200, 409]
