"""`/daily`: who may set the term of the day, and what admins are told."""

from __future__ import annotations

from unittest.mock import AsyncMock

import pytest
import simcord
from discord_bot.features.daily.posting import DENIED, Hours, poster, posts, said, want
from discord_bot.world import World, answered, shown

from bot.storage.records import TermOfTheDay


async def test_an_admin_sets_sees_and_ends_it(world: World, admin: simcord.MemberActor) -> None:
    told = await said(world, admin, "daily set", channel=world.channel, hour=7, timezone="Europe/Madrid", language="es")
    assert f"<#{world.channel.id}> every day at 07:00 (Europe/Madrid)" in told
    kept = await world.clients[-1].server_data.terms_of_the_day.get(world.alice.guild.id)
    assert kept == TermOfTheDay(world.alice.guild.id, world.channel.id, 7, "Europe/Madrid", "es")
    status = await said(world, admin, "daily status")
    assert "07:00 (Europe/Madrid). Language: Español (Spanish)" in status
    assert "The term of the day is now off" in await said(world, admin, "daily off")
    assert "This server has no term of the day" in await said(world, admin, "daily status")
    assert "This server has no term of the day" in await said(world, admin, "daily off")


async def test_a_time_zone_that_there_is_not_is_refused_and_real_ones_are_offered(
    world: World, admin: simcord.MemberActor
) -> None:
    assert "no time zone “Mars”" in await said(
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
    monkeypatch.setattr("bot.lexicon.collections.well_known.well_known", AsyncMock(return_value=[]))
    assert "Every term with a plain definition" in await said(world, admin, "daily now")
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
    assert "with the Manage Server permission" in message.content
    assert world.expected_errors()
    assert await world.clients[-1].server_data.terms_of_the_day.all() == []


async def test_members_are_not_offered_the_command(world: World, admin: simcord.MemberActor) -> None:
    assert "daily set" in admin.available_commands(world.channel)
    assert not [name for name in world.alice.available_commands(world.channel) if name.startswith("daily")]
