"""The client as commands and components see it, and the settings that hold for an interaction: dictionary,
language, privacy.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, TypeVar, cast

import discord
import structlog
from discord import app_commands

from bot.discord_bot.runtime.heavy_work import HeavyWork
from bot.discord_bot.runtime.lateness import Lateness
from bot.discord_bot.ui.custom_ids import decode
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.guild_context import NOTHING_SET, page_settings, set_page_settings
from bot.discord_bot.ui.translation import set_page_language
from bot.discord_bot.ui.view_options import NO_OPTIONS, ViewOptions, from_container_id, set_view_options
from bot.errors import DataError
from bot.languages import ENGLISH, language_of
from bot.lexicon.dictionary import Lookup
from bot.lexicon.live import LiveDictionary
from bot.settings import Policies
from bot.storage.guild_settings import LANGUAGE, PRIVATE, PRIVATE_EXCEPT, GuildValues
from bot.storage.records import Place

if TYPE_CHECKING:
    from bot.discord_bot.runtime.admission import Admission
    from bot.discord_bot.runtime.in_flight import InFlight
    from bot.discord_bot.runtime.inbox import Inbox
    from bot.discord_bot.runtime.metrics import Metrics, Outcome
    from bot.discord_bot.runtime.post_failures import PostFailures
    from bot.discord_bot.runtime.removals import RemovedGuilds
    from bot.storage.server_data import ServerData

logger = structlog.get_logger(__name__)

# A third of the time that Discord waits for an answer (`limits.SECONDS_TO_ANSWER`).
SECONDS_FOR_SETTINGS = 1.0
# Used when the settings cannot be read: answers are private, as the admins may want.
UNKNOWN = GuildValues({PRIVATE.name: "true"})
# The command whose option `private` is the new value of the setting, and not how the answer is shown.
SETTINGS_COMMAND = "settings"


class PostFailure(StrEnum):
    """Why the last term of the day of a server could not be posted."""

    FORBIDDEN = "forbidden"
    NO_CHANNEL = "no-channel"
    NOTHING_LEFT = "nothing-left"
    FAILED = "failed"
    UNCLEAR = "unclear"


# So many intervals after an acknowledged heartbeat, the next one has not been acknowledged.
MISSED = 2


class Duty(IntEnum):
    """Work that one of all processes with the same database does by itself. The numbers are those of its locks."""

    UPKEEP = 0  # what needs nothing but the database: backups, deleting what is kept for a time only
    DISCORD = 1  # what needs a token: posting terms of the day, looking for servers that have removed the bot


@dataclass(frozen=True, slots=True)
class ShardState:
    """A shard of this process: its number, if it is connected, the seconds that its last heartbeat took, and the seconds
    since Discord acknowledged one and between two of them (None before the first).
    """

    id: int
    is_connected: bool
    latency: float
    heartbeat_age: float | None = None
    heartbeat_interval: float | None = None

    @property
    def problem(self) -> str | None:
        """What is wrong with the connection; None if nothing is."""
        if not self.is_connected:
            return "it is not connected"
        if self.heartbeat_age and self.heartbeat_interval and self.heartbeat_age > MISSED * self.heartbeat_interval:
            return f"Discord has acknowledged no heartbeat for {self.heartbeat_age:.0f} s"
        return None


class ServingClient(discord.Client):
    """A Discord client that serves a dictionary and stores what admins and members write.

    `live` is the lexicon, which is replaced while the bot runs. `policies` are the addresses of the host's
    policies. `command_ids` are the ids that Discord gave the commands, by command name; unknown ones are
    missing. `post_failures` are the servers (by Discord id) whose last term of the day could not be posted,
    each with the reason. `lateness` finds interactions that come too late to be answered, `admission` those that were
    here before and floods, `in_flight` the answers that are being given. `heavy_work` bounds how much work of each
    expensive kind runs at once. `inbox` posts what people report and propose. `metrics` count and time all of that.
    `removed_guilds` are the servers that have removed the bot. `has_token` is False where the bot can answer
    interactions, but ask Discord for nothing of its own accord. `is_one_of_copies` is True where other processes may be
    given the same interaction. `is_stopping` is True from the moment it was told to stop.
    """

    live: LiveDictionary
    policies: Policies
    tree: app_commands.CommandTree[Any]
    command_ids: Mapping[str, int]
    post_failures: PostFailures
    lateness: Lateness
    removed_guilds: RemovedGuilds
    admission: Admission
    in_flight: InFlight
    heavy_work: HeavyWork
    inbox: Inbox
    metrics: Metrics
    has_token: bool = True
    is_one_of_copies: bool = False
    is_stopping: bool = False

    def dictionary_of(self, guild_id: int | None) -> AbstractAsyncContextManager[Lookup]:
        """Return the dictionary of a server (by its Discord id) that has added the bot, or, for None, the one outside
        of servers: the lexicon.
        """
        raise NotImplementedError

    def turn_away(self, interaction: Interaction, outcome: Outcome) -> None:
        """Note that an interaction is not answered."""
        raise NotImplementedError

    async def leads(self, duty: Duty) -> bool:
        """Return True if this process is the one that has a duty, of all that share a database."""
        raise NotImplementedError

    @property
    def server_data(self) -> ServerData:
        """The data that admins and members write. Loaded at first use, because it takes a fifth of the bot's memory."""
        raise NotImplementedError

    @property
    def keeps_server_data(self) -> bool:
        """True if there may be server data; False as long as nothing was ever written."""
        raise NotImplementedError


Interaction = discord.Interaction[ServingClient]

Command = TypeVar("Command")


def dictionary_for(interaction: Interaction) -> AbstractAsyncContextManager[Lookup]:
    """Return the dictionary for the place that an interaction comes from. It stays open until the `with` block ends.

    Everything that people look up by name, by description or in a message goes through this function. A server's own
    glossary counts only where the server has added the bot, not where a person uses it there by their own install.
    Collections of the whole lexicon (A–Z, random entries, the quiz) use `ServingClient.live`.
    """
    return interaction.client.dictionary_of(place_of(interaction).guild_id)


def place_of(interaction: Interaction) -> Place:
    """Return the place that an interaction comes from, which decides whose glossary may be shown in it."""
    return Place(interaction.guild_id if interaction.is_guild_integration() else None)


def everywhere(command: Command) -> Command:
    """Return the command, available to servers and to users who install the bot, in servers, direct messages
    and group chats.
    """
    installs = app_commands.allowed_installs(guilds=True, users=True)
    contexts = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return installs(contexts(command))


async def set_language(interaction: Interaction) -> None:
    """Set the language of the answer to an interaction, the view options of its pages, and the server's settings.

    The language is the first of these that Medlex speaks: the one chosen for the page that the interaction comes from,
    the person's Discord language, the one that the server's admins have set, English.
    """
    options = _view_options_of(interaction)
    set_view_options(options)
    # Completions are not translated, and show no definitions.
    is_completion = interaction.type is discord.InteractionType.autocomplete
    values = NOTHING_SET if is_completion else await guild_values(interaction)
    set_page_settings(values)
    set_page_language(options.language or language_of(str(interaction.locale)) or values[LANGUAGE] or ENGLISH)


def _view_options_of(interaction: Interaction) -> ViewOptions:
    """Return the options that the page of the used component carries, without the source if the action does
    not keep it.
    """
    message = interaction.message
    containers = [part for part in message.components if isinstance(part, discord.Container)] if message else []
    options = next((found for part in containers if (found := from_container_id(part.id)) != NO_OPTIONS), NO_OPTIONS)
    action = action_of(interaction)
    return options if action and action.keeps_source else replace(options, source=None)


def action_of(interaction: Interaction) -> CustomId | None:
    """Return the record in the `custom_id` of a button, menu or form; None for a command, and for one that is none of
    ours. It is read once, because every kind of record is tried.
    """
    if "action" not in interaction.extras:
        data: Mapping[str, Any] = dict(interaction.data or {})
        interaction.extras["action"] = decode(str(data.get("custom_id", "")))
    action: CustomId | None = interaction.extras["action"]
    return action


async def guild_values(interaction: Interaction) -> GuildValues:
    """Return the settings of the server that an interaction comes from: `NOTHING_SET` outside of servers and where the
    bot is not installed in the server, `UNKNOWN` when they cannot be read in time. An answer that ignores them is
    better than none, as long as only the asker sees it.
    """
    if "guild_values" not in interaction.extras:
        interaction.extras["guild_values"] = await _read_values(interaction)
    values: GuildValues = interaction.extras["guild_values"]
    return values


async def _read_values(interaction: Interaction) -> GuildValues:
    guild_id = place_of(interaction).guild_id
    if guild_id is None or not interaction.client.keeps_server_data:
        return NOTHING_SET
    try:
        async with asyncio.timeout(SECONDS_FOR_SETTINGS):
            return await interaction.client.server_data.guild_settings.of(guild_id)
    except (DataError, TimeoutError) as error:
        logger.warning("settings_of_guild_unknown", interaction=interaction.id, problem=str(error))
        return UNKNOWN


async def apply_private_default(interaction: Interaction) -> None:
    """Answer a command privately where the server's admins want that, unless the asker has chosen for themselves.

    Every command that can be answered privately has an option named as the setting. It is filled in before discord.py
    reads the options, so no command needs to know of the setting. `set_language` must have been called before.
    """
    command = interaction.command
    is_used = interaction.type is discord.InteractionType.application_command
    if not is_used or not isinstance(command, app_commands.Command) or command.name == SETTINGS_COMMAND:
        return
    has_option = command.get_parameter(PRIVATE.name) is not None
    if has_option and not _is_chosen(interaction, PRIVATE.name) and _is_private_here(interaction):
        _fill_in(interaction, PRIVATE.name)


def _is_private_here(interaction: Interaction) -> bool:
    """Return True if replies are private in a channel unless the asker chooses otherwise. A thread is like the channel
    that it belongs to.
    """
    values, channel = page_settings(), interaction.channel
    parent_id = channel.parent_id if isinstance(channel, discord.Thread) else None
    return values[PRIVATE] is values[PRIVATE_EXCEPT].isdisjoint({interaction.channel_id, parent_id})


def _options(interaction: Interaction) -> list[Any]:
    """Return the options of a command as Discord has sent them; for a command in a group, Discord sends that
    command here.
    """
    data = cast("dict[str, Any]", interaction.data or {})
    return list(data.get("options") or ())


def _is_chosen(interaction: Interaction, name: str) -> bool:
    return any(option["name"] == name for option in _options(interaction))


def _fill_in(interaction: Interaction, name: str) -> None:
    """Set an option of a command to True in the data of the interaction."""
    chosen = {"name": name, "type": discord.AppCommandOptionType.boolean.value, "value": True}
    cast("dict[str, Any]", interaction.data)["options"] = [*_options(interaction), chosen]
