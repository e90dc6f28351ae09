"""The term of the day: who may set it, when and where it is posted, and what happens when that goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from unittest.mock import AsyncMock

import discord
import pytest
import simcord
from discord_bot.lexicon_edits import change_entry, damage, definition
from discord_bot.reading import Json, Shown
from discord_bot.world import World, answered, shown
from structlog.testing import capture_logs

from bot.client import MedlexClient
from bot.commands.daily_posting import DailyPoster, seconds_to_next_hour
from bot.lexicon.model import RankedEntry, SemanticType
from bot.pages.wording_daily import DailyTrouble
from bot.servers.kept import LANGUAGE, TermOfTheDay
from bot.settings import Home
from bot.sources.transfer import Clock

EIGHT = datetime(2026, 3, 2, 8, 0, 1, tzinfo=UTC)
DENIED = discord.PermissionOverwrite(send_messages=False)


@dataclass
class Hours:
    """A clock that a test moves; whoever sleeps is woken when the test says so."""

    time: datetime = EIGHT
    slept: list[float] = field(default_factory=list)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def clock(self) -> Clock:
        """What the poster is given."""
        return Clock(now=lambda: self.time, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        """Note for how long, and wait for the test."""
        self.slept.append(seconds)
        await self.woken.wait()
        self.woken.clear()

    async def wake(self) -> None:
        """Wake the sleeper, and wait until it sleeps again."""
        before = len(self.slept)
        self.woken.set()
        await wait_until(lambda: len(self.slept) > before)


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, so that nothing is set yet."""
    return world


@pytest.fixture
def hours() -> Hours:
    """Eight o'clock in the morning, UTC."""
    return Hours()


@pytest.fixture
def admin(world: World) -> simcord.MemberActor:
    """A member who manages the server."""
    guild = world.alice.guild
    role = guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(world.env.create_user("ada"), roles=[role])


def poster(world: World, hours: Hours) -> DailyPoster:
    """What posts, by the test's clock."""
    return DailyPoster(world.clients[-1], hours.clock)


async def want(world: World, channel: simcord.ChannelHandle | None = None, **wish: Any) -> TermOfTheDay:
    """A server wants a term, at eight unless told otherwise."""
    fields = {"guild_id": world.alice.guild.id, "hour": 8, "time_zone": "UTC", "language": "en", **wish}
    wanted = TermOfTheDay(channel_id=(channel or world.channel).id, **fields)
    await world.clients[-1].server_data.terms_of_the_day.set(wanted)
    return wanted


def posts(channel: simcord.ChannelHandle) -> list[Shown]:
    """The terms of the day that were posted in a channel."""
    sent = [
        Shown(cast("list[Json]", [part.to_dict() for part in message.components]))
        for message in channel.history()
        if not message.flags.ephemeral
    ]
    headings = ("-# Term of the day\n## ", "-# Término del día\n## ")
    return [page for page in sent if page.texts and page.texts[0].startswith(headings)]


def title(page: Shown) -> str:
    """Which term it is."""
    return page.texts[0].splitlines()[1].removeprefix("## ")


async def said(world: World, admin: simcord.MemberActor, command: str, **options: Any) -> str:
    """What the admin is told, privately."""
    message = answered(await admin.slash(world.channel, command, **options))
    assert message.ephemeral
    return message.content


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
    monkeypatch.setattr("bot.lexicon.well_known.well_known", known)
    return keys


async def test_no_term_comes_twice_within_a_year_and_the_status_says_when_none_is_left(
    world: World, hours: Hours, admin: simcord.MemberActor, three_terms: list[str]
) -> None:
    await want(world)
    for _ in range(4):
        await poster(world, hours).post_due()
        hours.time += timedelta(days=1)
    assert sorted(map(title, posts(world.channel))) == three_terms
    assert "no further term" in await said(world, admin, "daily status")
    hours.time += timedelta(days=366)
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 4
    assert "no further term" not in await said(world, admin, "daily status")


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
    assert "I may not see that channel or post in it" in status
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
    assert world.clients[-1].daily_troubles == {world.alice.guild.id: DailyTrouble.FAILED}
    own_home.lexicon.with_suffix(".copy").write_bytes(kept)
    own_home.lexicon.with_suffix(".copy").replace(own_home.lexicon)
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1


async def test_the_poster_sleeps_until_the_next_hour_and_then_looks_again(world: World, hours: Hours) -> None:
    await want(world, hour=9)
    running = asyncio.create_task(poster(world, hours).run())
    await wait_until(lambda: len(hours.slept) == 1)
    await hours.wake()
    assert posts(world.channel) == []
    assert hours.slept[1:] == [3_600.0]  # a second past eight, until a second past nine
    hours.time += timedelta(hours=1)
    await hours.wake()
    assert len(posts(world.channel)) == 1
    assert len(hours.slept) == 3
    running.cancel()


async def test_what_goes_wrong_altogether_is_logged_and_tried_again(
    world: World, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    await want(world)
    at_work = poster(world, hours)
    with monkeypatch.context() as patched, capture_logs() as log:
        patched.setattr(at_work, "post_due", AsyncMock(side_effect=OSError("away")))
        running = asyncio.create_task(at_work.run())
        await wait_until(lambda: len(hours.slept) == 1)
        await hours.wake()
    assert [line["event"] for line in log] == ["terms_of_the_day_failed"]
    await hours.wake()
    assert len(posts(world.channel)) == 1
    running.cancel()


async def wait_until(is_so: Callable[[], bool]) -> None:
    """Let others work until something is so."""
    while not is_so():  # noqa: ASYNC110 (there is no event to wait for)
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(("minute", "seconds"), [(0, 3_601.0), (45, 901.0), (59, 61.0)])
def test_the_next_hour_is_never_missed(minute: int, seconds: float) -> None:
    assert seconds_to_next_hour(EIGHT.replace(minute=minute, second=0)) == seconds


async def test_the_bot_posts_by_itself_and_stops_when_it_closes(world: World) -> None:
    await world.clients[-1].close_data()
    client = MedlexClient(world.home)
    world.clients.append(client)
    await world.env.restart_bot(client)
    task = client._posting  # noqa: SLF001 (nothing public tells)
    assert task is not None
    assert not task.done()
    await client.close()
    assert task.cancelled()


async def test_the_preview_posts_nothing_by_itself(world: World) -> None:
    assert world.clients[-1]._posting is None  # noqa: SLF001 (nothing public tells)


async def test_an_admin_sets_sees_and_ends_it(world: World, admin: simcord.MemberActor) -> None:
    told = await said(world, admin, "daily set", channel=world.channel, hour=7, timezone="Europe/Madrid", language="es")
    assert f"<#{world.channel.id}> every day at 07:00 (Europe/Madrid)" in told
    kept = await world.clients[-1].server_data.terms_of_the_day.get(world.alice.guild.id)
    assert kept == TermOfTheDay(world.alice.guild.id, world.channel.id, 7, "Europe/Madrid", "es")
    status = await said(world, admin, "daily status")
    assert "07:00 (Europe/Madrid). Language: Español (Spanish)" in status
    assert "No more terms" in await said(world, admin, "daily off")
    assert "No term of the day is set" in await said(world, admin, "daily status")
    assert "No term of the day is set" in await said(world, admin, "daily off")


async def test_a_time_zone_that_there_is_not_is_refused_and_real_ones_are_offered(
    world: World, admin: simcord.MemberActor
) -> None:
    assert "no time zone 'Mars'" in await said(
        world, admin, "daily set", channel=world.channel, hour=7, timezone="Mars"
    )
    assert world.expected_errors()
    offered = await admin.autocomplete(world.channel, "daily set", "timezone", "new y")
    assert [choice["value"] for choice in offered] == ["America/New_York"]
    assert len(await admin.autocomplete(world.channel, "daily set", "timezone", "")) == 25


async def test_a_channel_in_which_the_bot_may_not_post_is_refused(world: World, admin: simcord.MemberActor) -> None:
    closed = world.alice.guild.create_text_channel("closed", overwrites={world.alice.guild.default_role: DENIED})
    for place in (world.channel, closed):
        message = answered(await admin.slash(place, "daily set", channel=closed, hour=7))
        assert message.ephemeral
        assert "View Channel and Send Messages" in message.content
        assert world.expected_errors()
    assert await world.clients[-1].server_data.terms_of_the_day.all() == []


async def test_another_open_channel_can_be_chosen(world: World, admin: simcord.MemberActor) -> None:
    other = world.alice.guild.create_text_channel("terms")
    assert f"<#{other.id}>" in await said(world, admin, "daily set", channel=other, hour=7)


async def test_now_shows_an_example_privately_and_posts_nothing(
    world: World, hours: Hours, admin: simcord.MemberActor
) -> None:
    message = answered(await admin.slash(world.channel, "daily now"))
    assert message.ephemeral
    assert shown(message).cited
    assert posts(world.channel) == []
    await want(world, hour=0)
    await poster(world, hours).post_due()
    assert len(posts(world.channel)) == 1


async def test_now_says_when_there_is_no_term(
    world: World, admin: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.lexicon.well_known.well_known", AsyncMock(return_value=[]))
    assert "no further term" in await said(world, admin, "daily now")
    assert world.expected_errors()


@pytest.mark.parametrize("command", ["daily status", "daily off", "daily now", "daily set"])
async def test_others_are_refused_kindly_where_a_servers_own_settings_show_them_the_command(
    world: World, command: str
) -> None:
    guild = world.alice.guild
    registered = world.env.backend.visible_commands(user_id=guild.owner.id, channel_id=world.channel.id)
    (daily,) = [each for each in registered if each["name"] == "daily"]
    guild.set_command_permissions(int(daily["id"]), {world.alice: True})
    options = {"channel": world.channel, "hour": 7} if command == "daily set" else {}
    message = answered(await world.alice.slash(world.channel, command, **options))
    assert message.ephemeral
    assert "needs the permission Manage Server" in message.content
    assert world.expected_errors()
    assert await world.clients[-1].server_data.terms_of_the_day.all() == []


async def test_members_are_not_offered_the_command(world: World, admin: simcord.MemberActor) -> None:
    assert "daily set" in admin.available_commands(world.channel)
    assert not [name for name in world.alice.available_commands(world.channel) if name.startswith("daily")]
