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
from bot.storage.guild_settings import GUILD_SETTINGS, GuildSetting, SettingType, documentation_table

ROUNDS: GuildSetting[int] = GuildSetting(
    name="rounds",
    value_type=SettingType(int, int),
    default=5,
    option="How many rounds a quiz has",
    title="Rounds of a quiz",
    explanation="How many rounds a quiz has that nobody ends.",
    documentation="How many rounds a [quiz](quiz.md) has that nobody ends.",
    words={1: "a single one"},
)
SETTINGS = (*GUILD_SETTINGS, ROUNDS)
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
    assert [option["name"] for option in options] == ["language", "private", "rounds"]
    assert options[2] == options[1] | {"name": "rounds", "description": ROUNDS.option, "type": 4}


async def test_it_is_shown_set_and_kept(world: World, admin: simcord.MemberActor) -> None:
    assert "- Rounds of a quiz: **5**\n-# How many rounds a quiz has that nobody ends." in await answer_of(world, admin)
    shown = await answer_of(world, admin, rounds=7)
    assert "Rounds of a quiz: **7**" in shown
    assert "Private by default: **no**" in shown
    await world.restart()
    assert "Rounds of a quiz: **7**" in await answer_of(world, admin, private=True)
    settings = world.clients[-1].server_data.guild_settings
    assert (await settings.of(world.alice.guild.id))[ROUNDS] == 7


async def test_a_value_may_be_shown_in_words(world: World, admin: simcord.MemberActor) -> None:
    assert "Rounds of a quiz: **a single one**" in await answer_of(world, admin, rounds=1)


def test_it_is_in_the_table_of_the_documentation() -> None:
    last = documentation_table(SETTINGS).splitlines()[-1]
    assert last == "| `rounds` | Rounds of a quiz | 5 | How many rounds a [quiz](quiz.md) has that nobody ends. |"
