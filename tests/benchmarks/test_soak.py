"""What a soak presses, and what it calls lost, late and answered twice."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from benchmarks.scale.gateway import Connection, Sent
from benchmarks.soak.discord import pressable
from benchmarks.soak.minutes import Record

LINK: dict[str, Any] = {"type": 2, "style": 5, "url": "https://example.org"}
BUTTON: dict[str, Any] = {"type": 2, "style": 1, "custom_id": "tab:1"}
MENU: dict[str, Any] = {"type": 3, "custom_id": "menu", "options": [{"value": "a"}, {"value": "b"}]}


def test_buttons_and_each_option_are_pressed_wherever_they_stand_and_links_are_not() -> None:
    section = {"type": 9, "components": [{"type": 10, "content": "x"}], "accessory": BUTTON}
    page = [{"type": 17, "components": [section, {"type": 1, "components": [MENU]}, {"type": 1, "components": [LINK]}]}]
    presses = list(pressable(page))
    assert [press["custom_id"] for press in presses] == ["tab:1", "menu", "menu"]
    assert [press.get("values") for press in presses] == [None, ["a"], ["b"]]


def test_what_can_no_longer_be_pressed_is_not() -> None:
    assert list(pressable([{"type": 1, "components": [BUTTON | {"disabled": True}]}])) == []


@pytest.mark.parametrize(
    ("answered_at", "answers", "killed", "seen"),
    [
        (1.5, 1, False, {"lost": 0, "late": 0, "twice": 0}),
        (5.0, 1, False, {"lost": 0, "late": 1, "twice": 0}),
        (1.5, 2, False, {"lost": 0, "late": 0, "twice": 1}),
        (None, 0, False, {"lost": 1, "late": 0, "twice": 0}),
        (None, 0, True, {"lost": 0, "late": 0, "twice": 0}),
    ],
)
def test_an_interaction_is_judged(answered_at: float | None, answers: int, killed: bool, seen: dict[str, int]) -> None:
    connection = Connection(0, web.WebSocketResponse(), "session", is_killed=killed)
    record = Record()
    record.judge(Sent(connection, "/define", 1.0, answered_at, answers))
    assert {"lost": record.lost.total(), "late": record.late.total(), "twice": record.twice} == seen
