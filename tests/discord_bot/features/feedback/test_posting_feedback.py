"""Feedback in channels: the host's, and that of a server which has chosen one."""

from __future__ import annotations

import discord
import pytest
import simcord
from discord_bot.forging import submit
from discord_bot.world import World, answered, posted, shown
from structlog.testing import capture_logs

from bot.discord_bot.features.feedback import command
from bot.discord_bot.runtime.context import PostFailure
from bot.discord_bot.runtime.rate_limits import RateLimit
from bot.settings import Home
from bot.storage.guild_settings import INBOX, LANGUAGE

TEXT = "The second sentence is about **something** else. @everyone <@1>"
FILLED: dict[str, str | list[str]] = {"kind": ["wrong"], "text": TEXT, "contact": ["no"]}


@pytest.fixture(autouse=True)
def feedback_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with nobody having given feedback."""
    monkeypatch.setattr(command, "feedback_limit", RateLimit(5, 3_600))


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own."""
    return world


@pytest.fixture
def team(world: World) -> simcord.ChannelHandle:
    """A channel of the server's team."""
    return world.alice.guild.create_text_channel("team")


@pytest.fixture
def host(world: World) -> simcord.ChannelHandle:
    """A channel of the host's in another server, set as the host sets it."""
    channel = world.env.create_guild("Host").create_text_channel("reports")
    world.clients[-1].inbox.host_channel = channel.id
    return channel


async def choose(world: World, channel: simcord.ChannelHandle | None) -> None:
    """An admin chooses the channel for feedback."""
    stored = world.clients[-1].server_data.guild_settings
    await stored.set(world.alice.guild.id, INBOX, channel.id if channel else None)


async def give(world: World, **fields: str | list[str]) -> tuple[simcord.InteractionResult, simcord.ResponseMessage]:
    """Alice gives feedback; the form, and the answer."""
    form = await world.alice.slash(world.channel, "feedback", term="interleukin")
    return form, answered(await world.alice.submit_modal(form, FILLED | fields))


def posts(channel: simcord.ChannelHandle) -> list[str]:
    """The texts of the messages in a channel."""
    return [posted(message).text for message in channel.history()]


async def test_feedback_reaches_the_hosts_channel_with_what_the_form_says_and_nothing_else(
    world: World, host: simcord.ChannelHandle
) -> None:
    form, said = await give(world)
    (stored,) = await world.clients[-1].server_data.feedback.list()
    assert posts(host) == [f"## Report about interleukin\n**Something is wrong**\n{TEXT}\nReference {stored.reference}"]
    assert "this server's team" not in str(form.modal) + said.content
    assert stored.reference in said.content


async def test_no_post_tells_who_wrote_it_and_none_pings(world: World, host: simcord.ChannelHandle) -> None:
    await give(world, contact=["yes"])
    (post,) = host.history()
    assert str(world.alice.id) not in str(posted(post))
    assert "alice" not in str(posted(post))
    assert "medlex feedback" in posted(post).text
    (body,) = world.bodies(f"/channels/{host.id}/messages")
    assert body["allowed_mentions"] == {"parse": []}


async def test_a_server_that_has_chosen_a_channel_reads_its_own_feedback_and_the_form_says_so(
    world: World, team: simcord.ChannelHandle, host: simcord.ChannelHandle
) -> None:
    await choose(world, team)
    form, said = await give(world, contact=["yes"])
    assert "The people who run this bot and this server's team will read this" in str(form.modal)
    assert "this server's team will see your report" in said.content
    (post,) = posts(team)
    assert TEXT in post
    assert "medlex" not in post
    assert len(posts(host)) == 1
    button = next(iter(team.history()))
    assert shown(answered(await world.bob.click(button, label="Show the whole entry"))).heading == "interleukin"


async def test_a_post_is_in_the_language_of_the_server(world: World, team: simcord.ChannelHandle) -> None:
    await choose(world, team)
    await world.clients[-1].server_data.guild_settings.set(world.alice.guild.id, LANGUAGE, "es")
    await give(world)
    assert "Referencia" in posts(team)[0]


async def test_what_was_written_for_the_host_alone_is_not_shown_to_a_team_that_came_later(
    world: World, team: simcord.ChannelHandle
) -> None:
    form = await world.alice.slash(world.channel, "feedback", term="interleukin")
    await choose(world, team)
    await world.alice.submit_modal(form, FILLED)
    assert posts(team) == []
    assert len(await world.clients[-1].server_data.feedback.list()) == 1


async def test_a_team_without_a_channel_gets_nothing_whatever_the_form_is_called(world: World) -> None:
    said = answered(await submit(world.alice, world.channel, "feedback-team:interleukin", FILLED))
    assert "Thank you" in said.content
    assert posts(world.channel) == []


async def test_feedback_from_elsewhere_does_not_reach_a_servers_channel(
    world: World, team: simcord.ChannelHandle
) -> None:
    await choose(world, team)
    form = await world.alice.user.slash("feedback", term="interleukin")
    assert "this server's team" not in str(form.modal)
    await world.alice.user.submit_modal(form, FILLED)
    assert posts(team) == []


@pytest.mark.parametrize("why", ["gone", "forbidden", "in another server"])
async def test_a_post_that_fails_loses_nothing_and_is_noted_for_the_admins(world: World, why: str) -> None:
    guild, inbox = world.alice.guild, world.clients[-1].inbox
    denied = discord.PermissionOverwrite(view_channel=False, send_messages=False)
    channel = guild.create_text_channel("team", overwrites={guild.default_role: denied})
    elsewhere = world.env.create_guild("Elsewhere").create_text_channel("general")
    stored = world.clients[-1].server_data.guild_settings
    id = {"gone": 12_345_678_901_234_567, "forbidden": channel.id, "in another server": elsewhere.id}[why]
    await stored.set(guild.id, INBOX, id)
    with capture_logs() as log:
        _, said = await give(world)
    assert "Thank you" in said.content
    assert len(await world.clients[-1].server_data.feedback.list()) == 1
    expected = PostFailure.FORBIDDEN if why == "forbidden" else PostFailure.NO_CHANNEL
    assert inbox.failure_of(guild.id, id) is expected
    assert posts(elsewhere) == []
    assert TEXT not in str(log)
    await choose(world, world.channel)
    assert inbox.failure_of(guild.id, world.channel.id) is None
    await give(world)
    assert inbox.failures == {}


async def test_the_longest_text_of_nothing_but_signs_has_room(world: World, host: simcord.ChannelHandle) -> None:
    await give(world, text="*" * 1_000)
    assert len(posts(host)) == 1
