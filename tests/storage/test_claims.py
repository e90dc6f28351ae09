"""What an interaction writes is written once, whichever process gets it, however often."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextvars import Context, copy_context
from datetime import UTC, datetime, timedelta

import pytest
from discord.utils import time_snowflake
from sqlalchemy import select
from storage.places import Place

from bot.errors import RepeatedError, UsageError
from bot.storage.claims import claim_writes
from bot.storage.records import SavedEntry
from bot.storage.schema import written_interaction
from bot.storage.server_data import ServerData, opened
from bot.storage.written_interactions import INTERACTIONS_KEPT

NOW = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
ALICE, BOB = 80351110224678912, 53908232506183680
FIRST, SECOND = time_snowflake(NOW), time_snowflake(NOW) + 1


class Stopped(Exception):  # noqa: N818 (no error of ours)
    """The process ended there."""


def answering(interaction_id: int) -> Context:
    """The context of a task that answers an interaction."""
    context = copy_context()
    context.run(claim_writes, interaction_id)
    return context


async def answer(interaction_id: int, *work: Awaitable[object]) -> None:
    """Answer an interaction with some work."""

    async def one_after_another() -> None:
        for each in work:
            await each

    await asyncio.create_task(one_after_another(), context=answering(interaction_id))


def saving(data: ServerData, key: str, user: int = ALICE) -> Awaitable[bool]:
    """Somebody saves an entry."""
    return data.saved.save(SavedEntry(user, key, key, NOW))


async def stored(data: ServerData) -> set[int]:
    """The interactions of which it is known that they have written."""
    async with data.database.reading() as connection:
        return set((await connection.execute(select(written_interaction))).scalars())


@pytest.fixture
def place(postgres_place: Place) -> Place:
    """Only PostgreSQL is shared."""
    return postgres_place


async def test_another_process_that_gets_the_same_interaction_writes_nothing(
    data: ServerData, elsewhere: ServerData
) -> None:
    await answer(FIRST, saving(data, "p53"))
    with pytest.raises(RepeatedError):
        await answer(FIRST, saving(elsewhere, "other"))
    assert await data.saved.count(ALICE) == 1
    await answer(SECOND, saving(elsewhere, "other"))
    assert await data.saved.count(ALICE) == 2


async def test_of_two_processes_at_once_one_writes(data: ServerData, elsewhere: ServerData) -> None:
    for number in range(20):
        both = (
            answer(FIRST + number, saving(each, f"{number}", user)) for each, user in ((data, ALICE), (elsewhere, BOB))
        )
        results = await asyncio.gather(*both, return_exceptions=True)
        assert sorted(type(each).__name__ for each in results) == ["NoneType", "RepeatedError"]
    assert await data.saved.count(ALICE) + await data.saved.count(BOB) == 20


async def test_what_was_not_finished_is_done_by_the_other_process(data: ServerData, elsewhere: ServerData) -> None:
    async def dies() -> None:
        async with data.database.writing(ALICE):
            raise Stopped

    with pytest.raises(Stopped):
        await answer(FIRST, dies())
    assert await stored(data) == set()
    await answer(FIRST, saving(elsewhere, "p53"))
    assert await data.saved.count(ALICE) == 1


async def test_an_interaction_may_write_several_times_and_again_after_an_error(data: ServerData) -> None:
    async def fails() -> None:
        async with data.database.writing(ALICE):
            raise UsageError("No.", "Yes.")

    async def fails_and_goes_on() -> None:
        with pytest.raises(UsageError):
            await fails()

    await answer(FIRST, fails_and_goes_on(), saving(data, "a"), fails_and_goes_on(), saving(data, "b"))
    assert await stored(data) == {FIRST}
    assert await data.saved.count(ALICE) == 2


async def test_who_only_reads_and_what_answers_nobody_leaves_nothing(data: ServerData) -> None:
    await answer(FIRST, data.saved.count(ALICE))
    await saving(data, "p53")
    assert await stored(data) == set()


async def test_old_ones_are_deleted(data: ServerData) -> None:
    old, last = (time_snowflake(NOW - INTERACTIONS_KEPT + timedelta(seconds=each)) for each in (-1, 1))
    for id in (old, last, FIRST):
        await answer(id, saving(data, str(id)))
    await data.delete_expired(NOW)
    assert await stored(data) == {last, FIRST}


async def test_a_file_belongs_to_one_process_so_nothing_is_stored_there(sqlite_place: Place) -> None:
    async with opened(sqlite_place.home) as data:
        await answer(FIRST, saving(data, "a"))
        await answer(FIRST, saving(data, "b"))
        assert (await stored(data), await data.saved.count(ALICE)) == (set(), 2)
