"""The term of the day: when and where it is posted, and what happens when that goes wrong."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from unittest.mock import AsyncMock

import pytest
import simcord
from discord_bot.features.daily.posting import DENIED, EIGHT, Hours, poster, posts, said, title, want
from discord_bot.lexicon_edits import change_entry, damage, definition
from discord_bot.world import World, answered, shown
from structlog.testing import capture_logs

from bot.discord_bot.features.daily.posting import SECONDS_BETWEEN_QUESTIONS, seconds_to_next_hour
from bot.discord_bot.gateway_client import MedlexClient
from bot.discord_bot.runtime.context import Duty, PostFailure
from bot.lexicon.model import RankedEntry
from bot.settings import Home
from bot.storage.guild_settings import LANGUAGE
from bot.terms.model import SemanticType


async def test_the_term_is_posted_with_its_publisher_and_the_disclaimer(world: World, hours: Hours) -> None:
    await want(world)
    await poster(world, hours).post_due()
    (page,) = posts(world.channel)
    assert len(page.cited) == 1
    assert "Not medical advice" in page.texts[-1]
    assert [button["label"] for button in page.buttons] == ["Show the whole entry", "Save"]


async def test_anybody_can_open_and_save_the_posted_term(world: World, hours: Hours) -> None:
    await want(world)
    await poster(world, hours).post_due()
    message = world.channel.history()[-1]
    opened = answered(await world.bob.click(message, label="Show the whole entry"))
    assert opened.ephemeral
    assert shown(opened).heading == title(posts(world.channel)[0])
    assert answered(await world.bob.click(message, label="Save")).ephemeral
    assert await world.clients[-1].server_data.saved.count(world.bob.id) == 1


async def test_it_comes_once_a_day_also_after_a_restart_and_from_a_second_process(world: World, hours: Hours) -> None:
    await want(world)
    await poster(world, hours).post_due()
    await poster(world, hours).post_due()
    await world.restart()
    await poster(world, hours).post_due()
    other = MedlexClient(world.home, simulated=True)
    assert len(posts(world.channel)) == 1
    await other.close_data()
    hours.time += timedelta(days=1)
    await asyncio.gather(poster(world, hours).post_due(), poster(world, hours).post_due())
    assert len(posts(world.channel)) == 2


async def test_it_is_not_posted_before_its_hour_in_the_servers_own_time_zone(world: World, hours: Hours) -> None:
    await want(world, time_zone="America/New_York")
    await poster(world, hours).post_due()
    assert posts(world.channel) == []
    hours.time += timedelta(hours=5)
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1


async def test_a_bot_that_starts_late_catches_up_the_same_day(world: World, hours: Hours) -> None:
    await want(world, hour=0)
    hours.time = EIGHT.replace(hour=23, minute=59)
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1


@pytest.fixture
def three_terms(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A dictionary in which three terms are well known."""
    keys = ["cytokine", "interleukin", "sepsis"]
    known = AsyncMock(return_value=[RankedEntry(key, None, 1) for key in keys])
    monkeypatch.setattr("bot.lexicon.collections.well_known.well_known", known)
    return keys


async def test_no_term_comes_twice_within_a_year_and_the_status_says_when_none_is_left(
    world: World, hours: Hours, admin: simcord.MemberActor, three_terms: list[str]
) -> None:
    await want(world)
    for _ in range(4):
        await poster(world, hours).post_due()
        hours.time += timedelta(days=1)
    assert sorted(map(title, posts(world.channel))) == three_terms
    assert "every term with a plain definition" in await said(world, admin, "daily status")
    hours.time += timedelta(days=366)
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 4
    assert "every term with a plain definition" not in await said(world, admin, "daily status")


async def test_the_term_is_in_the_language_that_was_chosen(
    own_home: Home, world: World, hours: Hours, three_terms: list[str]
) -> None:
    text = "Proteína pequeña que las células usan para enviarse mensajes unas a otras."
    change_entry(own_home, "sepsis", definitions=(definition(text, language="es"),))
    await want(world, language="es")
    await poster(world, hours).post_due()
    assert posts(world.channel)[0].definitions == [text]
    assert posts(world.channel)[0].button("Guardar")


async def test_without_a_choice_the_servers_own_language_holds(
    own_home: Home, world: World, hours: Hours, three_terms: list[str]
) -> None:
    text = "Proteína pequeña que las células usan para enviarse mensajes unas a otras."
    change_entry(own_home, "sepsis", definitions=(definition(text, language="es"),))
    wish = await want(world, language=None)
    await world.clients[-1].server_data.guild_settings.set(wish.guild_id, LANGUAGE, "es")
    await poster(world, hours).post_due()
    assert posts(world.channel)[0].definitions == [text]


async def test_where_nothing_is_explained_in_the_language_english_is_shown(
    world: World, hours: Hours, three_terms: list[str]
) -> None:
    await want(world, language="es")
    await poster(world, hours).post_due()
    assert title(posts(world.channel)[0]) in three_terms


async def test_specialists_definitions_genes_and_abbreviations_are_no_terms_of_the_day(
    own_home: Home, world: World, hours: Hours, three_terms: list[str]
) -> None:
    for_specialists = definition(
        "A small protein by which cells tell one another what to do.", audience="professionals"
    )
    change_entry(own_home, "cytokine", definitions=(for_specialists,))
    change_entry(own_home, "interleukin", semantic_types=(SemanticType.GENE,))
    change_entry(own_home, "sepsis", headword="SPS")
    await want(world)
    await poster(world, hours).post_due()
    assert posts(world.channel) == []


async def test_a_channel_that_is_gone_or_closed_does_not_stop_the_others(
    world: World, hours: Hours, admin: simcord.MemberActor
) -> None:
    gone = world.env.create_guild("Gone")
    wish = await want(world, gone.create_text_channel("gone"), guild_id=1)
    await world.clients[-1].server_data.terms_of_the_day.set(replace(wish, channel_id=12345))
    closed = world.alice.guild.create_text_channel("closed", overwrites={world.alice.guild.default_role: DENIED})
    await want(world, closed, guild_id=2)
    await want(world)
    with capture_logs() as log:
        await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1
    noted = {line["guild"]: line["trouble"] for line in log if line["event"] == "term_not_posted"}
    assert noted == {1: "no-channel", 2: "forbidden"}


async def test_a_missing_permission_is_shown_to_admins_until_a_post_goes_well(
    world: World, hours: Hours, admin: simcord.MemberActor
) -> None:
    closed = world.alice.guild.create_text_channel("closed", overwrites={world.alice.guild.default_role: DENIED})
    wish = await want(world, closed)
    await poster(world, hours).post_due()
    status = await said(world, admin, "daily status")
    assert "I can't see that channel or post in it" in status
    assert "has not been posted yet" in status
    hours.time += timedelta(hours=17)
    await poster(world, hours).post_due()
    assert "⚠️" in await said(world, admin, "daily status"), "the next morning, before it is due again"
    await want(world, hour=wish.hour)
    hours.time += timedelta(hours=7)
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1
    assert "⚠️" not in await said(world, admin, "daily status")


async def test_a_lexicon_that_cannot_be_read_is_noted_and_tried_again(
    own_home: Home, world: World, hours: Hours
) -> None:
    await want(world)
    kept = own_home.lexicon.read_bytes()
    damage(own_home)
    await poster(world, hours).post_due()
    assert posts(world.channel) == []
    assert world.clients[-1].post_failures == {world.alice.guild.id: PostFailure.FAILED}
    own_home.lexicon.with_suffix(".copy").write_bytes(kept)
    own_home.lexicon.with_suffix(".copy").replace(own_home.lexicon)
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1


async def test_the_poster_sleeps_until_the_next_hour_and_then_looks_again(world: World, hours: Hours) -> None:
    await want(world, hour=9)
    running = asyncio.create_task(poster(world, hours).run())
    await hours.asleep()
    await hours.wake()
    assert posts(world.channel) == []
    assert hours.slept[1:] == [3_600.0]  # a second past eight, until a second past nine
    hours.time += timedelta(hours=1)
    await hours.wake()
    assert len(posts(world.channel)) == 1
    assert len(hours.slept) == 3
    running.cancel()


async def test_of_several_processes_one_posts_and_another_goes_on_when_it_ends(
    world: World, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads = AsyncMock(return_value=False)
    monkeypatch.setattr(world.clients[-1], "leads", leads)
    await want(world)
    running = asyncio.create_task(poster(world, hours).run())
    await hours.asleep()
    await hours.wake()
    assert posts(world.channel) == []
    assert hours.slept[1:] == [SECONDS_BETWEEN_QUESTIONS]
    leads.return_value = True
    await hours.wake()
    assert len(posts(world.channel)) == 1
    assert hours.slept[2:] == [3_600.0]
    assert {call.args for call in leads.call_args_list} == {(Duty.DISCORD,)}
    running.cancel()


async def test_what_goes_wrong_altogether_is_logged_and_tried_again(
    world: World, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    await want(world)
    at_work = poster(world, hours)
    with monkeypatch.context() as patched, capture_logs() as log:
        patched.setattr(at_work, "post_due", AsyncMock(side_effect=OSError("away")))
        running = asyncio.create_task(at_work.run())
        await hours.asleep()
        await hours.wake()
    assert [line["event"] for line in log] == ["terms_of_the_day_failed"]
    await hours.wake()
    assert len(posts(world.channel)) == 1
    running.cancel()


@pytest.mark.parametrize(("minute", "seconds"), [(0, 3_601.0), (45, 901.0), (59, 61.0)])
def test_the_next_hour_is_never_missed(minute: int, seconds: float) -> None:
    assert seconds_to_next_hour(EIGHT.replace(minute=minute, second=0)) == seconds


async def test_the_bot_posts_by_itself_and_stops_when_it_closes(world: World) -> None:
    await world.clients[-1].close_data()
    client = MedlexClient(world.home)
    world.clients.append(client)
    await world.env.restart_bot(client)
    tasks = client._tasks  # noqa: SLF001 (nothing public tells)
    assert tasks
    assert not any(task.done() for task in tasks)
    await client.close()
    assert all(task.cancelled() for task in tasks)


async def test_the_preview_posts_nothing_by_itself(world: World) -> None:
    assert world.clients[-1]._tasks == []  # noqa: SLF001 (nothing public tells)
