"""The slash commands are registered once, and again only when they have changed."""

from __future__ import annotations

from typing import Any

import pytest
from discord import app_commands
from discord_bot.world import World
from structlog.testing import capture_logs

from bot.discord_bot.features.glossary.command import glossary
from bot.discord_bot.gateway_client import MedlexClient
from bot.discord_bot.registry import COMMANDS
from bot.discord_bot.runtime.context import Interaction
from bot.settings import Home

NAMES = sorted(command.name for command in COMMANDS)
FOR_ADMINS = {"daily", "settings"}
# For members of servers, too.
FOR_SERVERS = {"glossary"}
# https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags
MANAGE_SERVER = 1 << 5


@pytest.fixture
def simcord_bot(own_home: Home) -> MedlexClient:
    """A bot that stores what it registered, as on Discord."""
    return MedlexClient(own_home)


def registrations(world: World) -> list[list[dict[str, Any]]]:
    """Return the commands of each registration, in order."""
    return world.bodies("/commands")


@app_commands.command(description="Another command")
async def another(interaction: Interaction) -> None:
    """A command that no version of Medlex has."""


async def test_the_first_start_registers_every_command_for_servers_and_people_everywhere(world: World) -> None:
    (commands,) = registrations(world)
    assert sorted(command["name"] for command in commands) == NAMES
    for command in commands:
        is_for_admins = command["name"] in FOR_ADMINS
        is_for_servers = is_for_admins or command["name"] in FOR_SERVERS
        assert command["integration_types"] == ([0] if is_for_servers else [0, 1])
        assert command["contexts"] == ([0] if is_for_servers else [0, 1, 2])
        assert command["default_member_permissions"] == (MANAGE_SERVER if is_for_admins else None)


async def test_define_takes_a_term_and_says_how_it_is_to_be_answered(world: World) -> None:
    (commands,) = registrations(world)
    (define,) = [command for command in commands if command["name"] == "define"]
    term, *others = define["options"]
    assert (term["name"], term["required"], term["autocomplete"], term["min_length"], term["max_length"]) == (
        "term",
        True,
        True,
        1,
        100,
    )
    assert [(option["name"], option["required"]) for option in others] == [
        ("source", False),
        ("language", False),
        ("private", False),
    ]
    assert [choice["value"] for choice in others[1]["choices"]] == ["en", "es"]


async def test_the_next_start_registers_nothing(world: World) -> None:
    await world.restart()
    await world.restart()
    assert len(registrations(world)) == 1
    offered = world.alice.available_commands(world.channel)
    assert {*NAMES, *(f"glossary {each.name}" for each in glossary.commands)} >= set(offered) >= {"about", "define"}


async def test_a_changed_command_is_registered_again_once(world: World) -> None:
    for _ in range(2):
        changed = MedlexClient(world.home)
        changed.tree.add_command(another)
        await world.restart_with(changed)
    assert [sorted(command["name"] for command in sent) for sent in registrations(world)] == [
        NAMES,
        sorted([*NAMES, "another"]),
    ]


async def test_another_application_gets_its_own_registration(world: World) -> None:
    other = MedlexClient(world.home)
    other._connection.application_id = 1  # noqa: SLF001 (nothing public sets it)
    assert await other.registration.is_due()


async def test_a_note_that_cannot_be_read_is_made_anew(world: World) -> None:
    world.home.registered_commands.write_bytes(b"\xff\xfe")
    await world.restart()
    assert len(registrations(world)) == 2
    await world.restart()
    assert len(registrations(world)) == 2


async def test_a_note_that_cannot_be_kept_does_not_stop_the_bot(world: World) -> None:
    world.home.registered_commands.unlink()
    world.home.registered_commands.mkdir()
    with capture_logs() as log:
        await world.restart()
    assert len(registrations(world)) == 2
    assert any(line["log_level"] == "warning" for line in log)
    assert (await world.page("interleukin")).components


async def test_the_preview_registers_at_every_start_and_keeps_no_note(world: World) -> None:
    world.home.registered_commands.unlink()
    for _ in range(2):
        await world.restart_with(MedlexClient(world.home, simulated=True))
    assert len(registrations(world)) == 3
    assert not world.home.registered_commands.exists()
