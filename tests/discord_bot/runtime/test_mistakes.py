"""Commands that fail though nothing is broken: a person's mistake, an outdated command, an answer that comes
too late.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from discord import AppCommandOptionType, MessageFlags, app_commands
from discord_bot.runtime.test_updating_pages import without_source
from discord_bot.world import World, answered, shown
from structlog.testing import capture_logs

from bot.clock import Clock
from bot.discord_bot.client import SIMULATED_TIME
from bot.discord_bot.registry import COMMANDS
from bot.discord_bot.runtime.lateness import Lateness
from bot.settings import Home

Late = Callable[[float], None]
DEFINE = next(command for command in COMMANDS if command.name == "define")
STALE: dict[str, app_commands.AppCommandError] = {
    "a command that is gone": app_commands.CommandNotFound("old", []),
    "a changed command": app_commands.CommandSignatureMismatch(DEFINE),
    "an option that is no choice": app_commands.TransformerError(
        "zyxwvut", AppCommandOptionType.string, app_commands.Transformer()
    ),
}
SAID = {
    "a command that is gone": "has changed since Discord last showed it",
    "a changed command": "has changed since Discord last showed it",
    "an option that is no choice": "I didn't understand one of the options",
}


class PassingTime:
    """A clock that is set by hand, and runs on with that of the simulated Discord."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.clock = replace(SIMULATED_TIME, monotonic=lambda: SIMULATED_TIME.monotonic() + self.seconds)

    def set(self, seconds: float) -> None:
        """Let so many seconds have passed in all."""
        self.seconds = seconds


@pytest.fixture
def late(world: World) -> Late:
    """A function that makes all later interactions late by a number of seconds."""
    passed = PassingTime()
    world.clients[-1].lateness = Lateness(passed.clock)
    return passed.set


@pytest.mark.parametrize("kind", STALE)
async def test_what_discord_still_shows_as_it_was_gets_a_private_kind_line_and_is_no_fault(
    world: World, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    async def refuse(*_: object) -> bool:
        raise STALE[kind]

    monkeypatch.setattr(world.clients[-1].tree, "interaction_check", refuse)
    with capture_logs() as log:
        message = answered(await world.define("interleukin"))
    assert message.ephemeral
    assert SAID[kind] in message.content
    assert "reference" not in message.content
    assert [line for line in log if line["log_level"] != "info"] == []
    world.expected_errors()


async def test_a_command_that_comes_too_late_is_dropped_and_noted(world: World, late: Late) -> None:
    await world.define("interleukin")
    late(3)
    with capture_logs() as log:
        result = await world.define("zyxwvut")
    assert not result.acknowledged
    (line,) = [line for line in log if line["event"] == "interaction_too_late"]
    assert 2.5 < line["seconds"] < 10
    assert "zyxwvut" not in str(log)


async def test_one_that_can_still_be_answered_in_time_is(world: World, late: Late) -> None:
    await world.define("interleukin")
    late(2)
    assert shown(await world.page("interleukin")).heading == "interleukin"


async def test_a_press_that_comes_too_late_leaves_the_page(world: World, late: Late) -> None:
    message = await world.page("interleukin")
    before = message.components
    late(3)
    assert not (await world.alice.select(message, ["cytokine"], custom_id="open:related")).acknowledged
    assert message.components == before


async def test_names_are_not_offered_too_late(world: World, late: Late) -> None:
    assert await world.offered("inter")
    late(60)
    assert await world.offered("inter") == {}


async def test_a_host_whose_clock_is_wrong_answers_all_the_same(world: World, late: Late) -> None:
    for seconds in (3_600, 3_601):
        late(seconds)
        assert shown(await world.page("interleukin")).heading == "interleukin"


async def test_time_that_passes_between_two_commands_makes_nothing_late(world: World) -> None:
    await world.define("interleukin")
    await world.env.advance_time(3_600)
    assert shown(await world.page("interleukin")).heading == "interleukin"


def lateness_at(seconds: list[float], now: datetime) -> Lateness:
    """Lateness by a clock that shows these seconds, one after the other, from 0 on."""
    passed = iter([0.0, *seconds])
    return Lateness(Clock(monotonic=lambda: next(passed), now=lambda: now))


def test_a_clock_that_is_put_right_makes_nothing_late() -> None:
    now = datetime(2026, 1, 1).astimezone()
    moments = [now]
    lateness = Lateness(Clock(monotonic=lambda: 0.0, now=lambda: moments[-1]))
    lateness.of(now)
    for jump in (timedelta(hours=1), timedelta(hours=-1), timedelta(days=365)):
        moments.append(now + jump)
        assert lateness.of(now) == timedelta(0)


def test_a_machine_that_slept_answers_when_it_wakes() -> None:
    """Asleep, a machine counts no time, so that it is behind Discord's clock afterwards."""
    now = datetime(2026, 1, 1).astimezone()
    lateness = lateness_at([1, 2, 7], now)
    lateness.of(now + timedelta(seconds=1))
    assert lateness.of(now + timedelta(hours=8)) == timedelta(0)
    assert lateness.of(now + timedelta(hours=8)) == timedelta(seconds=5)


def test_if_all_are_late_by_the_same_time_it_is_the_clock() -> None:
    now = datetime(2026, 1, 1).astimezone()
    lateness = lateness_at([0, *[300] * 21], now)
    lateness.of(now)
    assert lateness.of(now) == timedelta(minutes=5)
    late = [lateness.of(now) for _ in range(20)]
    assert late[-1] == timedelta(0)


def test_many_late_ones_with_a_timely_one_between_do_not_make_lateness_the_rule() -> None:
    now = datetime(2026, 1, 1).astimezone()
    seconds: list[float] = [0, *[4] * 19, 1, *[4] * 19]
    lateness = lateness_at(seconds, now)
    assert [lateness.of(now) for _ in seconds] == [timedelta(seconds=each) for each in seconds]


async def test_what_was_typed_is_repeated_without_a_link_or_a_picture_of_one(world: World) -> None:
    message = answered(await world.define("interleukin", source="https://example.org/*x*"))
    assert world.expected_errors()
    assert "“https\\://example.org/\\*x\\*”" in message.content
    assert world.bodies()[-1]["data"]["flags"] & MessageFlags.suppress_embeds.flag


async def test_a_fault_before_a_command_starts_is_told_under_a_reference(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: object) -> None:
        raise ValueError("zyxwvut")

    monkeypatch.setattr("bot.discord_bot.runtime.tree.apply_private_default", broken)
    with capture_logs() as log:
        message = answered(await world.define("interleukin"))
    assert message.ephemeral
    (line,) = [line for line in log if line["event"] == "failed"]
    assert line["reference"] in message.content
    world.expected_errors()


async def test_a_button_of_a_vanished_entry_says_so_and_its_search_finds_what_looks_alike(
    own_home: Home, world: World
) -> None:
    message = await world.page("frostbite")
    without_source(own_home, "mesh")
    gone = answered(await world.alice.select(message, ["cold-temperature"], custom_id="open:related"))
    assert "no longer in the dictionary" in shown(gone).text
    await world.restart()
    found = answered(await world.alice.click(gone, label="Search for it"))
    assert found.id == gone.id
    assert found.ephemeral
    assert shown(found).definitions == []
    assert "no longer" not in shown(found).text
