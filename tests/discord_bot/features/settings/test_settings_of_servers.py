"""The settings that admins choose for their server; they hold unless a member chooses otherwise."""

from __future__ import annotations

import discord
import pytest
import simcord
from discord_bot.world import World, answered

from bot.errors import DataError
from bot.settings import Home


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, so that nothing is set yet."""
    return world


@pytest.fixture
def admin(world: World) -> simcord.MemberActor:
    """A member who manages the server."""
    guild = world.alice.guild
    role = guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(world.env.create_user("ada"), roles=[role])


async def answer_of(world: World, admin: simcord.MemberActor, **options: object) -> str:
    """Return the private answer to the admin."""
    message = answered(await admin.slash(world.channel, "settings", **options))
    assert message.ephemeral
    return message.content


async def test_without_options_it_shows_what_holds(world: World, admin: simcord.MemberActor) -> None:
    shown = await answer_of(world, admin)
    assert "Default language: **none; English is used**" in shown
    assert "Private by default: **no**" in shown


async def test_a_language_is_set_and_reset(world: World, admin: simcord.MemberActor) -> None:
    assert "Español" in await answer_of(world, admin, language="es")
    assert "Private by default: **no**" in await answer_of(world, admin)
    assert "none; English" in await answer_of(world, admin, language="none")


async def test_private_by_default_holds_until_the_asker_chooses_otherwise(
    world: World, admin: simcord.MemberActor
) -> None:
    assert not (await world.define("interleukin")).ephemeral
    assert "Private by default: **yes**" in await answer_of(world, admin, private=True)
    assert (await world.define("interleukin")).ephemeral
    assert (await world.alice.slash(world.channel, "about")).ephemeral
    assert (await world.alice.slash(world.channel, "quiz")).ephemeral
    assert not (await world.define("interleukin", private=False)).ephemeral
    await world.restart()
    assert (await world.define("interleukin")).ephemeral
    assert "Private by default: **no**" in await answer_of(world, admin, private=False)
    assert not (await world.define("interleukin")).ephemeral


async def test_other_servers_and_direct_messages_are_not_concerned(world: World, admin: simcord.MemberActor) -> None:
    await answer_of(world, admin, private=True)
    other = world.env.create_guild("Other")
    there = other.add_member(world.alice.user)
    assert not (await there.slash(other.create_text_channel("talk"), "define", term="interleukin")).ephemeral
    assert not (await world.alice.user.slash("define", term="interleukin")).ephemeral


async def test_settings_that_cannot_be_read_keep_nobody_from_an_answer(
    world: World, admin: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord_bot.runtime.context.SECONDS_FOR_SETTINGS", 0.0)
    assert (await world.page("interleukin")).components


async def test_replies_are_private_while_settings_cannot_be_read(
    world: World, admin: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await answer_of(world, admin, private=False)
    assert not (await world.define("interleukin")).ephemeral

    async def unreadable(*_: object) -> None:
        raise DataError("It is locked.", "Wait.")

    monkeypatch.setattr("bot.storage.guild_settings_table.GuildSettings.of", unreadable)
    assert (await world.define("interleukin")).ephemeral
    assert not (await world.define("interleukin", private=False)).ephemeral


async def test_others_are_refused_kindly(world: World) -> None:
    guild = world.alice.guild
    registered = world.env.backend.visible_commands(user_id=guild.owner.id, channel_id=world.channel.id)
    (command,) = [each for each in registered if each["name"] == "settings"]
    guild.set_command_permissions(int(command["id"]), {world.alice: True})
    message = answered(await world.alice.slash(world.channel, "settings", private=True))
    assert message.ephemeral
    assert "with the Manage Server permission" in message.content
    assert world.expected_errors()
    assert not (await world.define("interleukin")).ephemeral
