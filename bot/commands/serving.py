"""What a command needs of the client that it runs in."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TypeVar

import discord
import structlog
from discord import app_commands

from bot.commands.lateness import Lateness
from bot.errors import DataError
from bot.lexicon.live import LiveDictionary
from bot.pages.state import STILL_ASKED_FOR
from bot.pages.translation import ENGLISH, language_of, speak
from bot.pages.wishes import NOTHING, Wishes, read, wish
from bot.servers.guild_settings import LANGUAGE
from bot.servers.server_data import ServerData

logger = structlog.get_logger(__name__)

# Of the three seconds that Discord waits for an answer.
SECONDS_FOR_SETTINGS = 1.0


class ServingClient(discord.Client):
    """A Discord client that serves a dictionary and keeps what admins and members write."""

    live: LiveDictionary
    server_data: ServerData
    lateness: Lateness


Interaction = discord.Interaction[ServingClient]

Command = TypeVar("Command")


def everywhere(command: Command) -> Command:
    """Make a command available to servers and to people, in servers, direct messages and group chats."""
    installs = app_commands.allowed_installs(guilds=True, users=True)
    contexts = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return installs(contexts(command))


async def speak_to(interaction: Interaction) -> None:
    """Write what answers an interaction in the language that was chosen for the page it came from, else in the one that its
    sender has Discord in, else, when that is none of ours, in the one that the server's admins have set.
    """
    chosen = _chosen(interaction)
    wish(chosen)
    speak(chosen.language or language_of(str(interaction.locale)) or await _default_language(interaction) or ENGLISH)


def _chosen(interaction: Interaction) -> Wishes:
    """What the page carries under the component that was used. What was not asked for is not held to a source."""
    message = interaction.message
    containers = [part for part in message.components if isinstance(part, discord.Container)] if message else []
    chosen = next((found for part in containers if (found := read(part.id)) != NOTHING), NOTHING)
    pressed = str(interaction.data.get("custom_id", "")) if interaction.data else ""
    return chosen if pressed.startswith(STILL_ASKED_FOR) else replace(chosen, source=None)


async def _default_language(interaction: Interaction) -> str | None:
    """What the server's admins have set; None when they have not, when there is no server, or when it cannot be found out in time:
    an answer in English is better than none. Names that are offered while someone types are in no language of ours.
    """
    if interaction.guild_id is None or interaction.type is discord.InteractionType.autocomplete:
        return None
    try:
        async with asyncio.timeout(SECONDS_FOR_SETTINGS):
            return (await interaction.client.server_data.guild_settings.of(interaction.guild_id))[LANGUAGE]
    except (DataError, TimeoutError) as error:
        logger.warning("language_of_guild_unknown", interaction=interaction.id, problem=str(error))
        return None
