"""Buttons, menus and forms that an older version or somebody else has made are out of date, and no fault of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from discord_bot.forging import press, submit
from discord_bot.ui.test_custom_ids import SENT
from discord_bot.world import World, answered
from structlog.testing import capture_logs

from bot.settings import Home

FOREIGN = ["x", "old-button", "tab:", "save:", "quiz:d0105", "study:rate:9:0:x", "saved:list:999:0:", "peek:"]
OUT_OF_DATE = "is out of date"


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, for some buttons store something."""
    return world


def faults(log: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the lines of a log that a host would look into."""
    return [line for line in log if line["log_level"] != "info"]


@pytest.mark.parametrize("custom_id", FOREIGN)
async def test_a_button_that_nothing_answers_is_said_to_be_out_of_date(world: World, custom_id: str) -> None:
    with capture_logs() as log:
        said = answered(await press(world, world.alice, world.channel, custom_id))
    assert said.ephemeral
    assert OUT_OF_DATE in said.content
    assert [(line.get("of"), repr(line.get("exc_info"))) for line in faults(log)] == []


async def test_a_form_that_nothing_answers_or_that_lacks_fields_is_said_to_be_out_of_date(world: World) -> None:
    for custom_id, fields in {
        "old-form": {"text": "x"},
        "feedback:interleukin": {"text": "x"},
        "explain-text": {"other": "x"},
    }.items():
        with capture_logs() as log:
            said = answered(await submit(world.alice, world.channel, custom_id, fields))
        assert said.ephemeral, custom_id
        assert OUT_OF_DATE in said.content, custom_id
        assert faults(log) == [], custom_id


@pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
async def test_a_button_that_stands_on_another_message_than_ours_is_no_fault_of_ours(
    world: World, private: bool
) -> None:
    unanswered = []
    with capture_logs() as log:
        for custom_id in SENT:
            before = len(log)
            result = await press(world, world.alice, world.channel, custom_id, private=private)
            if not result.acknowledged:
                unanswered.append(custom_id)
            for line in log[before:]:
                line["of"] = custom_id
    assert [(line.get("of"), repr(line.get("exc_info"))) for line in faults(log)] == []
    assert unanswered == []
