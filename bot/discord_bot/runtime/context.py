"""What a command needs of the client that it runs in."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar, cast

import discord
import structlog
from discord import app_commands

from bot.discord_bot.runtime.lateness import Lateness
from bot.discord_bot.ui.custom_ids import decode
from bot.discord_bot.ui.translation import set_page_language
from bot.discord_bot.ui.view_options import NO_OPTIONS, ViewOptions, from_container_id, set_view_options
from bot.errors import DataError
from bot.languages import ENGLISH, language_of
from bot.lexicon.dictionary import Lookup
from bot.lexicon.live import LiveDictionary
from bot.settings import Policies
from bot.storage.guild_settings import LANGUAGE, PRIVATE, GuildValues

if TYPE_CHECKING:
    from bot.storage.server_data import ServerData

logger = structlog.get_logger(__name__)

# Of the three seconds that Discord waits for an answer.
SECONDS_FOR_SETTINGS = 1.0
NOTHING_SET = GuildValues({})
# What holds when the settings cannot be read: nobody is shown what admins may want to be private.
UNKNOWN = GuildValues({PRIVATE.name: "true"})
# Its option of that name is the setting itself.
SETTINGS = "settings"


class PostFailure(StrEnum):
    """Why the last term of the day of a server could not be posted."""

    FORBIDDEN = "forbidden"
    NO_CHANNEL = "no-channel"
    NOTHING_LEFT = "nothing-left"
    FAILED = "failed"
    UNCLEAR = "unclear"


class ServingClient(discord.Client):
    """A Discord client that serves a dictionary and keeps what admins and members write.

    `command_ids` are the numbers that Discord gave the commands, by their names; those of commands of which no note was kept
    are missing.
    `post_failures` are the servers (by id) whose last term of the day could not be posted, and why.
    """

    live: LiveDictionary
    policies: Policies
    tree: app_commands.CommandTree[Any]
    command_ids: Mapping[str, int]
    post_failures: dict[int, PostFailure]
    lateness: Lateness

    def dictionary_of(self, guild_id: int | None) -> AbstractAsyncContextManager[Lookup]:
        """Return what answers in a server (by its Discord id), or outside of servers: the lexicon, everywhere. Whatever is laid over it
        in a server is laid over it here.
        """
        _ = guild_id
        return self.live.dictionary()

    @property
    def server_data(self) -> ServerData:
        """What admins and members write. It is loaded when it is first asked for: a fifth of the bot's memory."""
        raise NotImplementedError

    @property
    def keeps_server_data(self) -> bool:
        """Whether anybody can have written anything yet."""
        raise NotImplementedError


Interaction = discord.Interaction[ServingClient]

Command = TypeVar("Command")


def dictionary_for(interaction: Interaction) -> AbstractAsyncContextManager[Lookup]:
    """Return what answers where an interaction comes from: the one door to the dictionary for all that people ask by name, by
    description or with a message. It is kept open until the `with` block ends.

    Collections of the whole lexicon (A–Z, random entries, the quiz) are made of `ServingClient.live`.
    """
    return interaction.client.dictionary_of(interaction.guild_id)


def everywhere(command: Command) -> Command:
    """Make a command available to servers and to people, in servers, direct messages and group chats."""
    installs = app_commands.allowed_installs(guilds=True, users=True)
    contexts = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return installs(contexts(command))


async def set_language(interaction: Interaction) -> None:
    """Write what answers an interaction in the language that was chosen for the page it came from, else in the one that its
    sender has Discord in, else, when that is none of ours, in the one that the server's admins have set.
    """
    chosen = _chosen(interaction)
    set_view_options(chosen)
    set_page_language(
        chosen.language or language_of(str(interaction.locale)) or await _default_language(interaction) or ENGLISH
    )


def _chosen(interaction: Interaction) -> ViewOptions:
    """What the page carries under the component that was used. What was not asked for is not held to a source."""
    message = interaction.message
    containers = [part for part in message.components if isinstance(part, discord.Container)] if message else []
    chosen = next((found for part in containers if (found := from_container_id(part.id)) != NO_OPTIONS), NO_OPTIONS)
    action = decode(str(interaction.data.get("custom_id", ""))) if interaction.data else None
    return chosen if action and action.keeps_source else replace(chosen, source=None)


async def _default_language(interaction: Interaction) -> str | None:
    """What the server's admins have set; None when they have not. Names that are offered while someone types are in no language of
    ours.
    """
    if interaction.type is discord.InteractionType.autocomplete:
        return None
    return (await guild_values(interaction))[LANGUAGE]


async def guild_values(interaction: Interaction) -> GuildValues:
    """Return what the server's admins have set; nothing when there is no server, and `UNKNOWN` when it cannot be read in time: an
    answer that is not as they want it is better than none, but not one that everybody sees.
    """
    if interaction.guild_id is None or not interaction.client.keeps_server_data:
        return NOTHING_SET
    try:
        async with asyncio.timeout(SECONDS_FOR_SETTINGS):
            return await interaction.client.server_data.guild_settings.of(interaction.guild_id)
    except (DataError, TimeoutError) as error:
        logger.warning("settings_of_guild_unknown", interaction=interaction.id, problem=str(error))
        return UNKNOWN


async def apply_private_default(interaction: Interaction) -> None:
    """Answer a command privately where the server's admins want that and the asker has chosen nothing else.

    Every command that can be answered privately has an option of this name. It is filled in before discord.py reads the options,
    so that no command need know of the setting.
    """
    command = interaction.command
    is_used = interaction.type is discord.InteractionType.application_command
    if not is_used or not isinstance(command, app_commands.Command) or command.name == SETTINGS:
        return
    can_be = any(parameter.name == PRIVATE.name for parameter in command.parameters)
    if can_be and not _is_chosen(interaction, PRIVATE.name) and (await guild_values(interaction))[PRIVATE]:
        _fill_in(interaction, PRIVATE.name)


def _options(interaction: Interaction) -> list[Any]:
    """The options of a command as Discord has sent them; a command in a group has that in place of its own."""
    data = cast("dict[str, Any]", interaction.data or {})
    return list(data.get("options") or ())


def _is_chosen(interaction: Interaction, name: str) -> bool:
    return any(option["name"] == name for option in _options(interaction))


def _fill_in(interaction: Interaction, name: str) -> None:
    """Choose true for an option of a command."""
    chosen = {"name": name, "type": discord.AppCommandOptionType.boolean.value, "value": True}
    cast("dict[str, Any]", interaction.data)["options"] = [*_options(interaction), chosen]
