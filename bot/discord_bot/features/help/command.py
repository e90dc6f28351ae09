"""`/help`: a line about each command, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_bot.features.help.page import (
    Help,
    command_line,
    help_page,
    message_menu_line,
    set_up_text,
    user_menu_line,
)
from bot.discord_bot.pages.command_mentions import command_mention
from bot.discord_bot.runtime.commands import is_for_managers
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, ServingClient, everywhere, place_of
from bot.discord_bot.runtime.replies import send_page, update_page
from bot.discord_bot.ui.custom_ids.lists import ShowHelp
from bot.discord_bot.ui.page import Page

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


@app_commands.command(name="help", description="See what Medlex can do")
@app_commands.describe(private="Show the answer only to me")
@everywhere
async def help_command(interaction: Interaction, private: bool = False) -> None:
    """Answer with a line for each command."""
    await send_page(interaction, help_of(interaction.client, set_up=_set_up(interaction)), private=private)


class HelpButton(StatelessComponent[ShowHelp], ui.DynamicItem[ui.Button[Any]], action=ShowHelp):
    """A button that shows another page of the commands."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page."""
        await update_page(interaction, help_of(interaction.client, self.action.number, set_up=_set_up(interaction)))


def help_of(client: ServingClient, number: int = 0, *, set_up: str | None = None) -> Page:
    """Page `number` (from zero) of the commands of a client. `set_up` says how to set up the server, for people who
    manage it.
    """
    lines = [line for command in _in_order(client.tree) for line in _lines(command, client.command_ids)]
    for_all, for_admins = (
        [line for is_for_admins, line in lines if is_for_admins is wanted] for wanted in (False, True)
    )
    shown = Help(for_all, for_admins, client.application_id or 0, client.policies, set_up)
    return help_page(shown, number)


def _set_up(interaction: Interaction) -> str | None:
    """How to set up the server, if the person manages one that has added the bot."""
    if place_of(interaction).guild_id is None or not interaction.permissions.manage_guild:
        return None
    ids = interaction.client.command_ids
    return set_up_text(command_mention(ids, "daily", "set"), command_mention(ids, "glossary", "add"))


def _in_order(tree: app_commands.CommandTree[Any]) -> Iterator[AnyCommand]:
    """All commands: slash commands first, then those in the menu of messages, then those in the menu of people."""
    for kind in (discord.AppCommandType.chat_input, discord.AppCommandType.message, discord.AppCommandType.user):
        yield from tree.get_commands(type=kind)


def _lines(command: AnyCommand, ids: Mapping[str, int]) -> Iterator[tuple[bool, str]]:
    """Yield the line of a command, or the lines of the commands of a group, each with True if it is for admins."""
    if isinstance(command, app_commands.ContextMenu):
        is_of_messages = command.type is discord.AppCommandType.message
        line = message_menu_line(command.name) if is_of_messages else user_menu_line(command.name)
        yield _is_restricted(command), line
    elif isinstance(command, app_commands.Group):
        leaves = (each for each in command.walk_commands() if isinstance(each, app_commands.Command))
        yield from ((_is_restricted(command) or is_for_managers(each), _line(each, ids)) for each in leaves)
    else:
        yield _is_restricted(command), _line(command, ids)


def _line(command: app_commands.Command[Any, ..., Any], ids: Mapping[str, int]) -> str:
    """The line of a command: its name and description."""
    return command_line(command_mention(ids, *command.qualified_name.split()), command.description)


def _is_restricted(command: AnyCommand) -> bool:
    return command.default_permissions is not None
