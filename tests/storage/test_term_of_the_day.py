"""Guilds' choices of channel and hour for the term of the day, and the posted terms."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import UsageError
from bot.storage.records import TermOfTheDay
from bot.storage.server_data import ServerData

CLINIC, SCHOOL = 197038439483310086, 2**62
WISH = TermOfTheDay(CLINIC, channel_id=5, hour=9, time_zone="Europe/Madrid", language="es")
TODAY = date(2026, 5, 12)


async def test_a_guild_gets_what_it_asks_for(data: ServerData) -> None:
    assert await data.terms_of_the_day.get(CLINIC) is None
    await data.terms_of_the_day.set(WISH)
    assert await data.terms_of_the_day.get(CLINIC) == WISH
    assert await data.terms_of_the_day.get(SCHOOL) is None


async def test_a_later_wish_takes_the_place_of_the_earlier(data: ServerData) -> None:
    await data.terms_of_the_day.set(WISH)
    later = TermOfTheDay(CLINIC, channel_id=6, hour=0, time_zone="UTC")
    await data.terms_of_the_day.set(later)
    assert await data.terms_of_the_day.all() == [later]


async def test_all_guilds_that_want_a_term_are_listed_until_they_want_none(data: ServerData) -> None:
    other = replace(WISH, guild_id=SCHOOL, hour=23)
    await data.terms_of_the_day.set(other)
    await data.terms_of_the_day.set(WISH)
    assert await data.terms_of_the_day.all() == [WISH, other]
    assert await data.terms_of_the_day.remove(CLINIC)
    assert not await data.terms_of_the_day.remove(CLINIC)
    assert await data.terms_of_the_day.all() == [other]


@pytest.mark.parametrize("hour", [-1, 24, 2**70])
async def test_an_hour_that_there_is_not_is_refused(data: ServerData, hour: int) -> None:
    with pytest.raises(UsageError, match="no hour"):
        await data.terms_of_the_day.set(replace(WISH, hour=hour))
    assert await data.terms_of_the_day.all() == []


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "Madrid",
        "Europe",
        "Europe/",
        "../etc/passwd",
        "/etc/localtime",
        "localtime",
        "right/UTC",
        "a\x00b",
        "\ud800",
        "x" * 999,
    ],
)
async def test_a_time_zone_that_there_is_not_is_refused(data: ServerData, zone: str) -> None:
    with pytest.raises(UsageError, match="no time zone") as refused:
        await data.terms_of_the_day.set(replace(WISH, time_zone=zone))
    assert "Europe/Madrid" in refused.value.remedy
    assert await data.terms_of_the_day.all() == []


@pytest.mark.parametrize(
    "zone", ["UTC", "America/Argentina/Buenos_Aires", "Asia/Kathmandu", "Etc/GMT+12", "US/Pacific"]
)
async def test_time_zones_of_the_iana_database_are_taken(data: ServerData, zone: str) -> None:
    await data.terms_of_the_day.set(replace(WISH, time_zone=zone))
    assert await data.terms_of_the_day.all() == [replace(WISH, time_zone=zone)]


async def test_a_language_is_two_letters(data: ServerData) -> None:
    await data.terms_of_the_day.set(replace(WISH, language=" ES "))
    assert await data.terms_of_the_day.get(CLINIC) == WISH
    with pytest.raises(UsageError, match="no language"):
        await data.terms_of_the_day.set(replace(WISH, language="Spanish"))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-05-12T06:59:59+00:00", None),
        ("2026-05-12T07:00:00+00:00", date(2026, 5, 12)),
        ("2026-05-12T21:59:59+00:00", date(2026, 5, 12)),
        ("2026-05-12T22:00:00+00:00", None),
        ("2026-01-12T07:59:00+00:00", None),
        ("2026-01-12T08:00:00+00:00", date(2026, 1, 12)),
    ],
)
def test_a_term_is_due_from_its_hour_on_by_the_clocks_of_the_guild(now: str, due: date | None) -> None:
    assert WISH.due_on(datetime.fromisoformat(now)) == due


def test_an_hour_that_summer_time_leaves_out_comes_an_hour_later() -> None:
    at_two = replace(WISH, hour=2)
    assert at_two.due_on(datetime(2026, 3, 29, 0, 59, tzinfo=UTC)) is None
    assert at_two.due_on(datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) == date(2026, 3, 29)


async def test_a_day_of_a_guild_is_claimed_once(data: ServerData) -> None:
    assert await data.terms_of_the_day.claim(CLINIC, TODAY, "interleukin")
    assert not await data.terms_of_the_day.claim(CLINIC, TODAY, "interleukin")
    assert not await data.terms_of_the_day.claim(CLINIC, TODAY, "cytokine")
    assert await data.terms_of_the_day.claim(SCHOOL, TODAY, "interleukin")
    assert await data.terms_of_the_day.claim(CLINIC, TODAY + timedelta(days=1), "cytokine")
    assert await data.terms_of_the_day.posted_keys(CLINIC, TODAY) == {"interleukin", "cytokine"}


async def test_of_many_claims_at_once_one_succeeds(data: ServerData) -> None:
    claims = (data.terms_of_the_day.claim(CLINIC, TODAY, f"entry-{number}") for number in range(20))
    assert (await asyncio.gather(*claims)).count(True) == 1


async def test_a_claim_is_given_back_when_its_post_could_not_be_made(data: ServerData) -> None:
    await data.terms_of_the_day.claim(CLINIC, TODAY, "interleukin")
    assert not await data.terms_of_the_day.release(CLINIC, TODAY, "somebody-elses")
    assert not await data.terms_of_the_day.claim(CLINIC, TODAY, "cytokine")
    assert await data.terms_of_the_day.release(CLINIC, TODAY, "interleukin")
    assert await data.terms_of_the_day.claim(CLINIC, TODAY, "cytokine")
    assert await data.terms_of_the_day.posted_keys(CLINIC, TODAY) == {"cytokine"}


async def test_what_was_posted_within_a_year_is_known_even_after_a_pause(data: ServerData) -> None:
    await data.terms_of_the_day.set(WISH)
    for days in (400, 364, 10):
        await data.terms_of_the_day.claim(CLINIC, TODAY - timedelta(days=days), f"{days}-days-ago")
    await data.terms_of_the_day.remove(CLINIC)
    await data.terms_of_the_day.set(WISH)
    posted = await data.terms_of_the_day.posted_keys(CLINIC, TODAY - timedelta(days=365))
    assert posted == {"364-days-ago", "10-days-ago"}


async def test_what_was_posted_over_a_year_ago_is_kept_no_longer(data: ServerData) -> None:
    for guild in (CLINIC, SCHOOL):
        await data.terms_of_the_day.claim(guild, TODAY - timedelta(days=367), "old")
        await data.terms_of_the_day.claim(guild, TODAY - timedelta(days=366), "new")
    await data.terms_of_the_day.delete_old(TODAY)
    for guild in (CLINIC, SCHOOL):
        assert await data.terms_of_the_day.posted_keys(guild, date.min) == {"new"}
