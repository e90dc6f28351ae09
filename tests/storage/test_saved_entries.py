"""A member's own list of entries."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.errors import UsageError
from bot.lexicon.server_glossary.term import TermKey
from bot.storage import saved
from bot.storage.records import MAX_SAVED, Place, SavedEntry
from bot.storage.server_data import ServerData

ALICE, BOB = 2**63 - 1, 80351110224678912
MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)


def entry(headword: str, *, user: int = ALICE, minute: int = 0) -> SavedEntry:
    return SavedEntry(user, headword.replace(" ", "-"), headword, MORNING + timedelta(minutes=minute))


async def test_an_entry_is_saved_with_its_headword_and_the_moment(data: ServerData) -> None:
    assert await data.saved.save(entry("interleukin"))
    assert await data.saved.page(ALICE) == [SavedEntry(ALICE, "interleukin", "interleukin", MORNING)]


async def test_the_moment_is_kept_in_utc_whatever_clock_it_was_read_from(data: ServerData) -> None:
    in_madrid = MORNING.astimezone(timezone(timedelta(hours=2)))
    await data.saved.save(replace(entry("interleukin"), saved_at=in_madrid))
    (saved,) = await data.saved.page(ALICE)
    assert (saved.saved_at, saved.saved_at.tzinfo) == (MORNING, UTC)


async def test_a_moment_without_an_offset_is_refused(data: ServerData) -> None:
    with pytest.raises(Exception, match="no moment"):
        await data.saved.save(replace(entry("interleukin"), saved_at=datetime(2026, 5, 12)))  # noqa: DTZ001 (the point)
    assert await data.saved.count(ALICE) == 0


async def test_an_entry_is_on_the_list_once_as_it_was_saved_first(data: ServerData) -> None:
    assert await data.saved.save(entry("interleukin"))
    assert not await data.saved.save(replace(entry("interleukin", minute=5), headword="another"))
    assert await data.saved.page(ALICE) == [entry("interleukin")]


async def test_the_list_begins_with_what_was_saved_last_and_comes_in_pages(data: ServerData) -> None:
    for minute, headword in enumerate(["one", "two", "three", "four", "five"]):
        await data.saved.save(entry(headword, minute=minute))
    pages = [await data.saved.page(ALICE, offset=offset, limit=2) for offset in (0, 2, 4, 6)]
    assert [[saved.headword for saved in page] for page in pages] == [["five", "four"], ["three", "two"], ["one"], []]


async def test_entries_saved_at_one_moment_keep_one_order(data: ServerData) -> None:
    for headword in ("b", "c", "a"):
        await data.saved.save(entry(headword))
    first, second = [await data.saved.page(ALICE, offset=offset, limit=2) for offset in (0, 2)]
    assert [saved.headword for saved in first + second] == ["a", "b", "c"]


async def test_each_member_has_a_list_of_their_own(data: ServerData) -> None:
    await data.saved.save(entry("interleukin"))
    await data.saved.save(entry("interleukin", user=BOB))
    await data.saved.save(entry("cytokine", user=BOB))
    assert (await data.saved.count(ALICE), await data.saved.count(BOB)) == (1, 2)
    assert not await data.saved.remove(ALICE, "cytokine")
    assert await data.saved.remove_all(ALICE) == 1
    assert (await data.saved.count(ALICE), await data.saved.count(BOB)) == (0, 2)


async def test_one_entry_can_be_removed_and_saved_again(data: ServerData) -> None:
    await data.saved.save(entry("interleukin"))
    await data.saved.save(entry("cytokine"))
    assert await data.saved.remove(ALICE, "interleukin")
    assert not await data.saved.remove(ALICE, "interleukin")
    assert [saved.headword for saved in await data.saved.page(ALICE)] == ["cytokine"]
    assert await data.saved.save(entry("interleukin", minute=1))


async def test_a_full_list_takes_no_more_and_says_what_to_do(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MAX_SAVED", 2)
    await data.saved.save(entry("one"))
    await data.saved.save(entry("two"))
    assert not await data.saved.save(entry("two"))
    with pytest.raises(UsageError) as refused:
        await data.saved.save(entry("three"))
    assert "2 entries" in refused.value.problem
    assert "Remove" in refused.value.remedy
    assert await data.saved.count(ALICE) == 2
    assert await data.saved.save(entry("one", user=BOB))


def test_a_list_holds_a_thousand_entries() -> None:
    assert MAX_SAVED == 1_000


async def test_entries_saved_at_once_do_not_slip_past_the_limit(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "MAX_SAVED", 5)
    await data.saved.save(entry("first"))
    saving = [data.saved.save(entry(f"entry {number}")) for number in range(12)]
    outcomes = await asyncio.gather(*saving, return_exceptions=True)
    assert outcomes.count(True) == 4
    assert sum(isinstance(outcome, UsageError) for outcome in outcomes) == 8
    assert await data.saved.count(ALICE) == 5


@pytest.mark.parametrize(
    "key",
    ["'; DROP TABLE saved_entry; --", "%_\\", "a\nb", "ä β 肝 🫀", "x" * 10_000, ""],
)
async def test_hostile_keys_are_only_keys(data: ServerData, key: str) -> None:
    hostile = SavedEntry(ALICE, key, key, MORNING)
    await data.saved.save(entry("interleukin"))
    assert await data.saved.save(hostile)
    assert hostile in await data.saved.page(ALICE)
    assert await data.saved.remove(ALICE, key)
    assert await data.saved.page(ALICE) == [entry("interleukin")]


async def test_entries_of_other_servers_glossaries_are_left_out_of_a_place(data: ServerData) -> None:
    own, long, others = TermKey(36, 1).encode(), TermKey(36, 99_999).encode(), TermKey(36**2, 1).encode()
    for minute, key in enumerate(("interleukin", own, others, long)):
        await data.saved.save(SavedEntry(ALICE, key, key, MORNING + timedelta(minutes=minute)))
    places = {
        Place(36): [long, own, "interleukin"],
        Place(36**2): [others, "interleukin"],
        Place(1): ["interleukin"],
        Place(None): ["interleukin"],
        None: [long, others, own, "interleukin"],
    }
    for place, keys in places.items():
        assert [each.entry_key for each in await data.saved.page(ALICE, place=place)] == keys
        assert await data.saved.count(ALICE, place=place) == len(keys)
        assert place is None or all(map(place.shows, keys))
        unseen = await data.study.unseen(ALICE, 9, place=place)
        assert [each.entry_key for each in unseen] == keys[::-1]
        assert (await data.study.counts(ALICE, MORNING, place=place)).unseen == len(keys)
    assert not Place(1).shows("~")
    assert not Place(None).shows(own)
