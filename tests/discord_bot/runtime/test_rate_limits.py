"""Limits per person: fast typing never queues outdated work, and nobody acts more often than is allowed."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord_bot.runtime.heavy_work import Heavy, HeavyWork
from bot.discord_bot.runtime.rate_limits import ConcurrencyLimit, LatestTaskPerUser, RateLimit
from bot.errors import UsageError


async def after(event: asyncio.Event, result: str) -> str:
    await event.wait()
    return result


async def test_newer_work_of_a_person_ends_the_older_at_once() -> None:
    latest: LatestTaskPerUser[str] = LatestTaskPerUser()
    never, now = asyncio.Event(), asyncio.Event()
    now.set()
    older = asyncio.create_task(latest.run(1, after(never, "inter")))
    await asyncio.sleep(0)
    assert await latest.run(1, after(now, "interl")) == "interl"
    assert await older is None


async def test_a_task_that_is_ended_from_outside_ends_and_nothing_is_kept() -> None:
    latest: LatestTaskPerUser[str] = LatestTaskPerUser()
    never = asyncio.Event()
    alone = asyncio.create_task(latest.run(1, after(never, "inter")))
    await asyncio.sleep(0)
    alone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await alone
    assert latest._working == {}  # noqa: SLF001 (what is kept is the point)


async def test_a_task_that_was_stopped_for_a_newer_one_goes_on_behind_its_work() -> None:
    latest: LatestTaskPerUser[str] = LatestTaskPerUser()
    never, now = asyncio.Event(), asyncio.Event()
    now.set()

    async def answer() -> str:
        found = await latest.run(1, after(never, "inter"))
        await asyncio.sleep(0)
        return found or "nothing"

    older = asyncio.create_task(answer())
    await asyncio.sleep(0)
    assert await latest.run(1, after(now, "interl")) == "interl"
    assert await older == "nothing"
    assert latest._working == {}  # noqa: SLF001 (what is kept is the point)


async def test_a_task_that_is_ended_when_a_newer_one_came_ends_too() -> None:
    latest: LatestTaskPerUser[str] = LatestTaskPerUser()
    never, now = asyncio.Event(), asyncio.Event()
    now.set()
    older = asyncio.create_task(latest.run(1, after(never, "inter")))
    await asyncio.sleep(0)
    older.cancel()
    assert await latest.run(1, after(now, "interl")) == "interl"
    with pytest.raises(asyncio.CancelledError):
        await older


async def test_the_work_of_others_goes_on() -> None:
    latest: LatestTaskPerUser[str] = LatestTaskPerUser()
    now = asyncio.Event()
    works = [asyncio.create_task(latest.run(person, after(now, str(person)))) for person in range(3)]
    await asyncio.sleep(0)
    now.set()
    assert await asyncio.gather(*works) == ["0", "1", "2"]


async def test_an_error_reaches_whom_it_concerns_and_nothing_is_kept() -> None:
    latest: LatestTaskPerUser[str] = LatestTaskPerUser()

    async def fail() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await latest.run(1, fail())
    assert latest._working == {}  # noqa: SLF001 (what is kept is the point)


def test_a_rate_limit_forgets_who_used_it() -> None:
    time = [0.0]
    limit = RateLimit(1, 10, lambda: time[0])
    limit.use(1)
    time[0] = 4.0
    assert limit.seconds_to_wait(1) == 6.0
    assert limit.seconds_to_wait(2) == 0.0
    time[0] = 10.0
    assert limit.seconds_to_wait(1) == 0.0
    assert not limit._used  # noqa: SLF001 (that it is forgotten is the point)


def test_a_rate_limit_holds_within_any_span_of_time() -> None:
    time = [0.0]
    limit = RateLimit(5, 3_600, lambda: time[0])
    for at in (0.0, 3_599.0, 3_599.0, 3_599.0, 3_599.0):
        time[0] = at
        assert limit.seconds_to_wait(1) == 0.0
        limit.use(1)
    time[0] = 3_600.5
    assert limit.seconds_to_wait(1) == 0.0
    limit.use(1)
    assert limit.seconds_to_wait(1) == 3_598.5


async def test_no_more_runs_at_once_than_is_allowed_and_the_next_begins_when_one_ends() -> None:
    limit, running, most = ConcurrencyLimit(at_once=2, seconds=60), 0, 0

    async def work() -> None:
        nonlocal running, most
        async with limit.turn():
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(work() for _ in range(20)))
    assert (running, most) == (0, 2)


async def test_whoever_would_wait_too_long_is_told_and_takes_no_turn() -> None:
    limit = ConcurrencyLimit(at_once=1, seconds=0.01)
    async with limit.turn():
        with pytest.raises(UsageError, match="Too many people"):
            async with limit.turn():
                pytest.fail("there was no turn left")
    async with limit.turn():
        pass


async def test_an_import_is_done_alone_and_holds_up_nothing_else() -> None:
    heavy = HeavyWork(seconds=0.01)
    async with heavy.turn(Heavy.IMPORT), heavy.turn(Heavy.EXPORT):
        with pytest.raises(UsageError):
            async with heavy.turn(Heavy.IMPORT):
                pytest.fail("there was no turn left")
