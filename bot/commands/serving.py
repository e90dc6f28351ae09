"""What a command needs of the client that it runs in."""

from __future__ import annotations

from typing import TypeVar

import discord
from discord import app_commands

from bot.lexicon.live import LiveDictionary
from bot.pages.translation import speak
from bot.servers.server_data import ServerData


class ServingClient(discord.Client):
    """A Discord client that serves a dictionary and keeps what admins and members write."""

    live: LiveDictionary
    server_data: ServerData


Interaction = discord.Interaction[ServingClient]

Command = TypeVar("Command")


def everywhere(command: Command) -> Command:
    """Make a command available to servers and to people, in servers, direct messages and group chats."""
    installs = app_commands.allowed_installs(guilds=True, users=True)
    contexts = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return installs(contexts(command))


def speak_to(interaction: Interaction) -> None:
    """Write what answers an interaction in the language that its sender has Discord in."""
    speak(str(interaction.locale))
