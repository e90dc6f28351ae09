"""A setting is one record: a made-up one is in the command, its answer, the database and the documentation."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from discord_bot.world import World, answered

from bot.discord_bot.features.settings.command import settings_command
from bot.discord_bot.registry import COMMANDS
from bot.settings import Home
from bot.storage.guild_settings import GUILD_SETTINGS, GuildSetting, documentation_table
from bot.storage.setting_types import BOOLEAN

SILENT: GuildSetting[bool] = GuildSetting(
    name="silent",
    value_type=BOOLEAN,
    default=False,
    option="Whether a quiz ends without a sound",
    title="Silent quiz",
    explanation="Whether a quiz ends without a sound.",
    documentation="Whether a [quiz](quiz.md) ends without a sound.",
    words={True: "yes, not a sound"},
)
SETTINGS = (*GUILD_SETTINGS, SILENT)
COMMAND = settings_command(SETTINGS)


@pytest.fixture
def served(own_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home of the test's own, served by a bot that has one setting more."""
    commands = tuple(COMMAND if command.name == COMMAND.name else command for command in COMMANDS)
    monkeypatch.setattr("bot.discord_bot.client.COMMANDS", commands)
    return own_home


@pytest.fixture
def admin(world: World) -> simcord.MemberActor:
    """A member who manages the server."""
    role = world.alice.guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    return world.alice.guild.add_member(world.env.create_user("ada"), roles=[role])


async def answer_of(world: World, admin: simcord.MemberActor, **options: object) -> str:
    """Return the answer to the admin."""
    return answered(await admin.slash(world.channel, "settings", **options)).content


def test_it_is_an_option_of_the_command() -> None:
    tree: Any = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    options = COMMAND.to_dict(tree)["options"]
    assert [option["name"] for option in options] == ["language", "private", "silent"]
    assert options[2] == options[1] | {"name": "silent", "description": SILENT.option}


async def test_it_is_shown_set_and_kept(world: World, admin: simcord.MemberActor) -> None:
    assert "- Silent quiz: **false**\n-# Whether a quiz ends without a sound." in await answer_of(world, admin)
    shown = await answer_of(world, admin, silent=True)
    assert "Silent quiz: **yes, not a sound**" in shown
    assert "Private by default: **no**" in shown
    await world.restart()
    assert "Silent quiz: **yes, not a sound**" in await answer_of(world, admin, private=True)
    settings = world.clients[-1].server_data.guild_settings
    assert (await settings.of(world.alice.guild.id))[SILENT]


def test_it_is_in_the_table_of_the_documentation() -> None:
    last = documentation_table(SETTINGS).splitlines()[-1]
    assert last == "| `silent` | Silent quiz | False | Whether a [quiz](quiz.md) ends without a sound. |"
