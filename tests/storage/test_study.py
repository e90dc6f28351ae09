"""What members have studied of their lists."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.storage.records import SavedEntry, StudyCard, StudyCounts
from bot.storage.server_data import ServerData

ALICE, BOB = 2**63 - 1, 80351110224678912
MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)


def card(key: str, *, user: int = ALICE, days: float = 3, reviews: int = 1) -> StudyCard:
    due = MORNING + timedelta(days=days)
    return StudyCard(user, key, 2, None, 3.5, 5.25, due, MORNING, MORNING, reviews)


async def save(data: ServerData, *keys: str, user: int = ALICE) -> None:
    for minutes, key in enumerate(keys):
        await data.saved.save(SavedEntry(user, key, key, MORNING + timedelta(minutes=minutes)))


async def test_a_card_is_found_as_it_was_stored(data: ServerData) -> None:
    await save(data, "gout")
    first = replace(card("gout"), state=1, step=0)
    assert await data.study.rate(first)
    assert await data.study.find(ALICE, "gout") == first
    assert await data.study.find(BOB, "gout") is None


async def test_a_review_counts_once(data: ServerData) -> None:
    await save(data, "gout")
    pressed = await asyncio.gather(*(data.study.rate(card("gout")) for _ in range(3)))
    assert sorted(pressed) == [False, False, True]
    second = card("gout", days=9, reviews=2)
    assert [await data.study.rate(second), await data.study.rate(second)] == [True, False]
    assert await data.study.find(ALICE, "gout") == second


async def test_cards_are_due_the_longest_first(data: ServerData) -> None:
    await save(data, "gout", "edema", "sepsis")
    await save(data, "asthma", user=BOB)
    for key, days in (("gout", 3), ("edema", 1), ("sepsis", 9)):
        await data.study.rate(card(key, days=days))
    await data.study.rate(card("asthma", user=BOB, days=0))
    due = await data.study.due(ALICE, MORNING + timedelta(days=5), 10)
    assert [each.entry_key for each in due] == ["edema", "gout"]
    assert [each.entry_key for each in await data.study.all(ALICE)] == ["edema", "gout", "sepsis"]


async def test_entries_that_were_never_studied_come_in_the_order_of_the_list(data: ServerData) -> None:
    await save(data, "gout", "edema", "sepsis")
    await data.study.rate(card("edema"))
    assert [each.entry_key for each in await data.study.unseen(ALICE, 10)] == ["gout", "sepsis"]
    assert await data.study.counts(ALICE, MORNING) == StudyCounts(studied=1, new=1, unseen=2)
    assert await data.study.counts(ALICE, MORNING + timedelta(seconds=1)) == StudyCounts(studied=0, new=0, unseen=2)


async def test_an_entry_that_leaves_the_list_takes_its_card_with_it(data: ServerData) -> None:
    await save(data, "gout", "edema")
    await data.study.rate(card("gout"))
    await data.study.rate(card("edema"))
    assert await data.saved.remove(ALICE, "gout")
    assert [each.entry_key for each in await data.study.all(ALICE)] == ["edema"]
    assert await data.saved.remove_all(ALICE) == 1
    assert await data.study.all(ALICE) == []


async def test_a_review_of_an_entry_that_has_left_the_list_counts_nothing(data: ServerData) -> None:
    await save(data, "gout")
    await data.study.rate(card("gout"))
    await data.forget_member(ALICE)
    assert not await data.study.rate(card("gout"))
    assert not await data.study.rate(card("gout", reviews=2))
    assert await data.study.all(ALICE) == []


async def test_nothing_of_a_forgotten_member_is_left(data: ServerData) -> None:
    for user in (ALICE, BOB):
        await save(data, "gout", user=user)
        await data.study.rate(card("gout", user=user))
    await data.forget_member(ALICE)
    assert await data.study.all(ALICE) == []
    assert len(await data.study.all(BOB)) == 1
