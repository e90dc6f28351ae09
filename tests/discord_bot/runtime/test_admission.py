"""Which interactions are answered: none twice, and no flood; what people do in a hurry is never refused."""

from __future__ import annotations

import copy
import time
from typing import Any

import discord
import pytest
import simcord
from discord_bot.buttons import page_with
from discord_bot.forging import press, submit
from discord_bot.world import World, answered, shown
from structlog.testing import capture_logs

from bot.discord_bot.http_interactions.signature import MAX_SECONDS_APART
from bot.discord_bot.pages.actions import feedback_button, save_button
from bot.discord_bot.runtime import admission
from bot.discord_bot.runtime.admission import Admission, Flood
from bot.discord_bot.runtime.heavy_work import HeavyWork
from bot.discord_bot.runtime.rate_limits import MAX_COUNTED, FloodLimit
from bot.settings import Home

MEMBER, SERVER = 50, 1_000
TOO_FAST = "You are going faster than I can follow."


@pytest.fixture
def now() -> list[float]:
    """The time in seconds, which a test sets."""
    return [1_000.0]


@pytest.fixture
def limited(now: list[float]) -> Admission:
    """The limits as they are for people."""
    return Admission(lambda: now[0])


def refused(limits: Admission, times: int, *, person: int = 1, guild: int | None = 7, types: bool = False) -> int:
    """Return how many of so many uses at once are refused."""
    return sum(limits.flood(person, guild, types=types) is not None for _ in range(times))


def test_whoever_presses_as_fast_as_discord_shows_pages_is_never_refused(limited: Admission, now: list[float]) -> None:
    for _ in range(4 * 600):
        assert limited.flood(1, 7) is None
        now[0] += 0.25


def test_a_class_of_thirty_in_one_server_is_never_refused(limited: Admission, now: list[float]) -> None:
    for _ in range(600):
        assert [limited.flood(person, 7) for person in range(30)] == [None] * 30
        assert [limited.flood(person, 7, types=True) for person in range(30)] == [None] * 30
        now[0] += 0.34


def test_a_flood_of_one_member_is_refused_until_ten_seconds_have_passed(limited: Admission, now: list[float]) -> None:
    assert refused(limited, 300) == 300 - MEMBER
    now[0] += 10.1
    assert refused(limited, 300) == 300 - MEMBER


def test_others_do_not_suffer_from_one_members_flood(limited: Admission) -> None:
    refused(limited, 10_000)
    assert refused(limited, MEMBER, person=2) == 0


def test_a_flood_of_many_members_is_refused_in_their_server_and_nowhere_else(limited: Admission) -> None:
    allowed = sum(limited.flood(person, 7) is None for person in range(2_000))
    assert allowed == SERVER
    assert limited.flood(5_000, 7) is Flood.OF_SERVER
    assert limited.flood(5_001, 8) is None
    assert limited.flood(5_002, None) is None


def test_typing_does_not_use_up_what_a_member_may_do(limited: Admission) -> None:
    assert refused(limited, 100, types=True) == 0
    assert refused(limited, 1, types=True) == 1
    assert refused(limited, MEMBER) == 0


def test_a_member_is_told_once_in_ten_seconds(limited: Admission, now: list[float]) -> None:
    assert [limited.is_told(1) for _ in range(3)] == [False, True, True]
    assert not limited.is_told(2)
    now[0] += 10.1
    assert not limited.is_told(1)


def test_an_interaction_is_seen_again_as_long_as_it_could_be_answered(limited: Admission, now: list[float]) -> None:
    assert admission.SECONDS_REMEMBERED >= MAX_SECONDS_APART
    assert not limited.is_repeated(1)
    assert limited.is_repeated(1)
    assert not any(limited.is_repeated(id) for id in range(2, 10_000))
    now[0] += admission.SECONDS_REMEMBERED - 1
    assert limited.is_repeated(1)
    now[0] += 2 * admission.SECONDS_REMEMBERED
    assert not limited.is_repeated(1)


def test_of_a_flood_of_interactions_the_last_ones_are_remembered(limited: Admission) -> None:
    last = 3 * admission.MIN_REMEMBERED
    assert not any(limited.is_repeated(id) for id in range(last))
    assert all(limited.is_repeated(id) for id in range(last - admission.MIN_REMEMBERED, last))


def test_memory_is_bounded_whoever_comes(limited: Admission) -> None:
    for id in range(100_000):
        limited.flood(id, id)
        limited.is_told(id)
        limited.is_repeated(id)
    caches: list[Any] = [limited._told]  # noqa: SLF001 (how much is kept is the point)
    limits = limited._uses  # noqa: SLF001
    caches += [limits._members._counts, limits._servers._counts]  # noqa: SLF001
    assert max(map(len, caches)) <= MAX_COUNTED
    assert len(limited._seen) <= 2 * admission.MIN_REMEMBERED  # noqa: SLF001


def test_a_check_costs_less_than_ten_microseconds() -> None:
    limits, turns = Admission(), 20_000

    def seconds() -> float:
        started = time.process_time()
        for id in range(turns):
            limits.is_repeated(id + turns)
            limits.flood(id % 2_000, id % 50)
        return time.process_time() - started

    assert min(seconds() for _ in range(3)) / turns < 10e-6


def test_a_limit_goes_by_the_monotonic_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = FloodLimit(1, 3_600)
    assert limit.use(1) == 0
    monkeypatch.setattr("time.time", lambda: 10e9)
    assert limit.use(1) > 0


@pytest.fixture
async def hurried(world: World, own_home: Home, limited: Admission) -> World:
    """A world whose bot refuses floods, and whose time stands still."""
    world.clients[-1].admission = limited
    return world


async def test_a_flood_of_300_definitions_is_refused_in_words_once_and_privately(hurried: World) -> None:
    with capture_logs() as log:
        results = [await hurried.define("interleukin") for _ in range(300)]
    told = [each.response for each in results[MEMBER:] if each.acknowledged]
    assert all(each.acknowledged for each in results[:MEMBER])
    assert [each and (TOO_FAST in each.content, each.ephemeral) for each in told] == [(True, True)]
    assert [line["event"] for line in log if line["log_level"] == "warning"] == ["flood_refused"]
    assert len(hurried.expected_errors()) == 0


async def test_a_flood_of_presses_and_forms_is_refused_as_well_and_completion_goes_silent(
    hurried: World, now: list[float]
) -> None:
    page = await hurried.page("interleukin")
    for _ in range(MEMBER - 1):
        await hurried.alice.click(page, label="Related")
    assert TOO_FAST in answered(await press(hurried, hurried.alice, hurried.channel, "help:0")).content
    now[0] += 10.1
    for _ in range(MEMBER):
        await hurried.alice.click(page, label="Related")
    form = await submit(hurried.alice, hurried.channel, "explain-text", {"text": "They found frostbite."})
    assert TOO_FAST in answered(form).content
    offered = [await hurried.offered("inter") for _ in range(102)]
    assert offered[99]
    assert offered[100:] == [{}, {}]


@pytest.fixture
def delivered_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every interaction is delivered twice, as after a lost connection."""
    once = discord.state.ConnectionState.parse_interaction_create

    def twice(state: Any, data: Any) -> None:
        again = copy.deepcopy(data)
        once(state, data)
        once(state, again)

    monkeypatch.setattr(discord.state.ConnectionState, "parse_interaction_create", twice)


@pytest.mark.usefixtures("delivered_twice", "own_home")
async def test_what_is_delivered_twice_is_done_once(world: World) -> None:
    message = await page_with(world, feedback_button("interleukin"), save_button("interleukin"))
    form = await world.alice.click(message, label="Report a mistake")
    await world.alice.submit_modal(form, {"kind": ["wrong"], "text": "No.", "contact": ["no"]})
    said = answered(await world.alice.click(message, label="Save"))
    assert "already" not in said.content
    data = world.clients[-1].server_data
    assert len(await data.feedback.list()) == 1
    assert await data.saved.count(world.alice.id) == 1
    assert world.expected_errors() == []


SURROGATES = "inter\ud800leukin \udfff"


@pytest.mark.usefixtures("own_home")
async def test_lone_surrogates_in_what_is_typed_do_no_harm(world: World) -> None:
    with capture_logs() as log:
        results: list[simcord.InteractionResult] = [
            await world.define(SURROGATES),
            await world.alice.slash(world.channel, "search", words=SURROGATES),
            await world.alice.slash(world.channel, "compare", first=SURROGATES, second="interleukin"),
            await world.alice.slash(world.channel, "browse", letter=SURROGATES),
            await submit(world.alice, world.channel, "explain-text", {"text": SURROGATES + " frostbite"}),
            await submit(
                world.alice,
                world.channel,
                "feedback:interleukin",
                {"kind": ["wrong"], "text": SURROGATES, "contact": ["no"]},
            ),
        ]
        await world.offered(SURROGATES)
    assert all(each.acknowledged for each in results)
    assert [line for line in log if line["log_level"] != "info"] == []
    (kept,) = await world.clients[-1].server_data.feedback.list()
    assert kept.text == "inter\ufffdleukin \ufffd"


async def test_heavy_work_that_would_wait_too_long_is_refused_in_words(world: World) -> None:
    world.clients[-1].heavy_work = HeavyWork(seconds=0)  # nobody gets a turn in time
    said = await world.ask("search", words="lack of oxygen in the blood")
    assert said.ephemeral
    assert "Too many people are asking for this right now" in said.content
    world.clients[-1].heavy_work = HeavyWork()
    assert shown(await world.ask("search", words="lack of oxygen in the blood")).heading
    assert len(world.expected_errors()) == 1
