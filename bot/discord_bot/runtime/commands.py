"""Shared by several commands: the choices of their options, and the check of who may use a command for admins."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord_bot.runtime.context import Interaction
from bot.errors import N_, UsageError
from bot.languages import LANGUAGE_NAMES
from bot.lexicon.collections.fields import Field

LANGUAGE_CHOICES = [app_commands.Choice(name=name, value=code) for code, name in LANGUAGE_NAMES.items()]
FIELD_NAMES = {
    Field.DISEASES: "diseases, injuries and symptoms",
    Field.MEDICINES: "medicines and other substances",
    Field.BODY: "body parts, tissues and cells",
    Field.TESTS: "tests, treatments and procedures",
    Field.FUNCTIONS: "how the body works",
    Field.LIVING: "living things, such as germs",
    Field.DEVICES: "devices and objects",
}
# A command whose option is left out takes entries of any field.
FIELD_CHOICES = [app_commands.Choice(name=name, value=field.value) for field, name in FIELD_NAMES.items()]

# Problem and remedy of a command for servers that is used elsewhere.
ONLY_SERVERS = (
    N_("This command works only in a server."),
    N_("Use it in a channel of a server that has added this bot."),
)


# The extras of a command for managers in a group that everybody sees.
FOR_MANAGERS = {"for_managers": True}


def is_for_managers(command: app_commands.Command[Any, ..., Any]) -> bool:
    """Return True for a command with `FOR_MANAGERS`, which checks for itself who uses it."""
    return bool(command.extras.get("for_managers"))


def managed_guild(interaction: Interaction) -> int:
    """Return the Discord id of the server in which a command for its admins is used.

    Raises UsageError outside of servers, and for people without the permission Manage Server: a server's own settings
    can show such a command to them too.
    """
    if interaction.guild_id is None:
        raise UsageError(*ONLY_SERVERS)
    if not interaction.permissions.manage_guild:
        raise UsageError(
            N_("Only people with the Manage Server permission can do this."),
            N_("Ask one of them."),
        )
    return interaction.guild_id
