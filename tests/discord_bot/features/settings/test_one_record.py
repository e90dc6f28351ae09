"""A setting is one record: a made-up one is in the command, the panel, the database and the documentation."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from discord_bot.features.settings.conftest import Panel
from discord_bot.world import World, answered, shown

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
    monkeypatch.setattr("bot.storage.guild_settings.GUILD_SETTINGS", SETTINGS)
    return own_home


def test_it_is_an_option_of_the_command() -> None:
    tree: Any = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    options = COMMAND.to_dict(tree)["options"]
    assert [option["name"] for option in options] == ["language", "private", "silent"]
    assert options[2] == options[1] | {"name": "silent", "description": SILENT.option}


async def test_it_is_in_the_panel_has_a_page_and_is_kept(world: World, panel: Panel) -> None:
    assert "Silent quiz: false *(default)*" in panel.text
    await panel.open("silent")
    assert "Whether a quiz ends without a sound." in panel.text
    await panel.press("Yes")
    assert "✅ Saved. Now: **yes, not a sound**" in panel.text
    await world.restart()
    await panel.press("All settings")
    assert "Silent quiz: **yes, not a sound**" in panel.text
    settings = world.clients[-1].server_data.guild_settings
    assert (await settings.of(world.alice.guild.id))[SILENT]


async def test_it_is_set_by_its_option(world: World, admin: simcord.MemberActor) -> None:
    message = answered(await admin.slash(world.channel, "settings", silent=True))
    assert "Silent quiz: **yes, not a sound**" in shown(message).text


def test_it_is_in_the_table_of_the_documentation() -> None:
    last = documentation_table(SETTINGS).splitlines()[-1]
    assert last == "| `silent` | Silent quiz | False | Whether a [quiz](quiz.md) ends without a sound. |"
