"""`/help` as someone on Discord uses it: made from the commands that there are."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands
from discord_bot.body_checks import COMPONENTS_V2, message_problems
from discord_bot.languages import Locales
from discord_bot.reading import Shown
from discord_bot.world import World, answered, shown

from bot.discord_bot.features.help.command import help_of
from bot.discord_bot.features.help.page import Help, help_page
from bot.discord_bot.gateway_client import MedlexClient
from bot.discord_bot.registry import COMMANDS
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.ui.page import disclaimer
from bot.discord_bot.ui.renderer import render
from bot.settings import NOTHING_PUBLISHED, Home, Policies

PUBLISHED = Policies("https://example.org/privacy", "https://example.org/terms")
SLASH = [command for command in COMMANDS if isinstance(command, app_commands.Command)]


@app_commands.command(description="Do what no version of Medlex does")
@app_commands.default_permissions(manage_guild=True)
async def another(interaction: Interaction) -> None:
    """A command that no version of Medlex has."""


group = app_commands.Group(name="list", description="A group that no version of Medlex has")


@group.command(name="empty", description="Empty the list")
async def empty(interaction: Interaction) -> None:
    """A command in a group."""


@app_commands.context_menu(name="Read this")
async def read_this(interaction: Interaction, message: discord.Message) -> None:
    """A command in the menu of messages."""


async def listed(world: World) -> str:
    """Return the list of commands on all pages of /help."""
    message = await world.ask("help")
    texts = [shown(message).texts[1]]
    while any(each["label"] == "Next" and not each.get("disabled") for each in shown(message).buttons):
        await world.alice.click(message, label="Next")
        texts.append(shown(message).texts[1])
    return "\n".join(texts)


async def test_every_command_has_a_line_with_its_description(world: World) -> None:
    page = shown(await world.ask("help"))
    lines = (await listed(world)).splitlines()
    assert len(SLASH) > 3
    for command in SLASH:
        (line,) = [line for line in lines if line.startswith(f"- </{command.name}:")]
        assert f": {command.description}" in line
    assert page.texts[-1] == f"-# {disclaimer()}"


async def test_commands_can_be_clicked_by_the_numbers_that_discord_gave_them(world: World) -> None:
    page = shown(await world.ask("help"))
    id = world.clients[-1].command_ids["define"]
    assert f"</define:{id}>" in page.texts[1]


async def test_the_numbers_are_known_after_a_restart_that_registers_nothing(own_home: Home, world: World) -> None:
    await world.restart_with(MedlexClient(own_home))
    registered = dict(world.clients[-1].command_ids)
    await world.restart_with(MedlexClient(own_home))
    assert len(world.bodies("/commands")) == 2  # the fixture's and the first restart's
    assert f"</define:{registered['define']}>" in shown(await world.ask("help")).texts[1]


@pytest.mark.parametrize("note", [None, b"\xff", b"[]"])
async def test_without_a_note_of_the_numbers_commands_are_named(
    own_home: Home, world: World, note: bytes | None
) -> None:
    await world.restart_with(MedlexClient(own_home))
    own_home.command_ids.unlink()
    if note is not None:
        own_home.command_ids.write_bytes(note)
    await world.restart_with(MedlexClient(own_home))
    assert "`/define`: " in shown(await world.ask("help")).texts[1]


async def test_what_is_added_to_the_commands_is_on_the_page(own_home: Home, world: World) -> None:
    client = MedlexClient(own_home, simulated=True)
    client.tree.add_command(another)
    client.tree.add_command(group)
    await world.restart_with(client)
    for_all, for_admins = (await listed(world)).split("**For people who manage the server:**")
    assert f"</another:{client.command_ids['another']}>: Do what no version of Medlex does" in for_admins
    assert f"</list empty:{client.command_ids['list']}>: Empty the list" in for_all


async def test_of_a_group_that_everybody_sees_the_commands_for_managers_stand_with_theirs(world: World) -> None:
    for_all, for_admins = (await listed(world)).split("**For people who manage the server:**")
    assert "</glossary list:" in for_all
    assert "</glossary import:" in for_admins
    assert "</glossary import:" not in for_all


async def test_what_can_be_done_with_a_message_is_on_the_page(own_home: Home) -> None:
    client = MedlexClient(own_home)
    client.tree.add_command(read_this)
    sent: list[dict[str, Any]] = render(help_of(client)).to_components()
    await client.close_data()
    assert "**Read this**: right-click or long-press a message" in Shown(sent).texts[1]


async def test_it_says_how_to_get_the_bot_and_about_privacy(world: World) -> None:
    page = shown(await world.ask("help"))
    assert "*Add to My Apps*" in page.text
    assert "then forgotten" in page.text
    (address,) = page.links.values()
    assert address == f"https://discord.com/oauth2/authorize?client_id={world.clients[-1].application_id}"


async def test_what_the_host_has_published_is_linked(own_home: Home, world: World) -> None:
    await world.restart_with(MedlexClient(own_home, None, PUBLISHED, simulated=True))
    links = shown(await world.ask("help")).links
    assert (links["Privacy"], links["Terms of use"]) == (PUBLISHED.privacy, PUBLISHED.terms)


async def test_it_is_in_the_readers_language(own_home: Home, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    Locales(monkeypatch).set(world.alice, "es-ES")
    client = MedlexClient(own_home, simulated=True)
    await world.restart_with(client)
    client.command_ids = {}
    page = shown(await world.ask("help"))
    assert page.heading == "Qué puede hacer Medlex"
    assert "`/buscar`: Encuentre un término por su descripción" in page.texts[1]


async def test_it_can_be_asked_privately_and_in_direct_messages(world: World) -> None:
    assert (await world.ask("help", private=True)).ephemeral
    assert shown(answered(await world.alice.user.slash("help"))).heading == "What Medlex can do"


def test_very_many_commands_are_divided_among_pages_and_none_is_left_out() -> None:
    lines = [f"`/command-{number}`: {'x' * 100}" for number in range(100)]
    told: list[str] = []
    for number in range(9):
        page = help_page(Help(lines[:-9], lines[-9:], 1, NOTHING_PUBLISHED), number)
        sent: list[dict[str, Any]] = render(page).to_components()
        body = {"flags": COMPONENTS_V2, "allowed_mentions": {"parse": []}, "components": sent}
        assert list(message_problems(body)) == []
        told += filter(None, Shown(sent).texts[1].splitlines())
    bullets = [f"- {line}" for line in lines]
    assert list(dict.fromkeys(told)) == [*bullets[:-9], "**For people who manage the server:**", *bullets[-9:]]


async def test_who_manages_the_server_is_led_to_its_settings_and_first_steps(world: World) -> None:
    role = world.alice.guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    ada = world.alice.guild.add_member(world.env.create_user("ada"), roles=[role])
    message = answered(await ada.slash(world.channel, "help"))
    assert "If you manage this server:" in shown(message).text
    assert f"</daily set:{world.clients[-1].command_ids['daily']}>" in "".join(shown(message).texts)
    panel = answered(await ada.click(message, label="Set up this server"))
    assert panel.id != message.id
    assert panel.ephemeral
    assert shown(panel).heading == "Settings of this server"
    refused = answered(await world.alice.click(message, label="Set up this server"))
    assert "with the Manage Server permission" in refused.content


async def test_others_and_direct_messages_are_not(world: World) -> None:
    assert "If you manage" not in shown(await world.ask("help")).text
    assert "If you manage" not in shown(answered(await world.alice.user.slash("help"))).text
