"""The Discord client: what it asks of Discord, what it offers there, and how it starts and stops."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import json
import logging
from functools import cached_property
from typing import TYPE_CHECKING

import discord
import structlog
from discord import app_commands
from pydantic import SecretStr

from bot.discord_bot import registration
from bot.discord_bot.command_translation import CommandTranslator
from bot.discord_bot.features.daily.posting import DailyPoster
from bot.discord_bot.limits import MAX_OPTION_LENGTH, MAX_SELECT_OPTIONS
from bot.discord_bot.registry import COMMANDS, COMPONENTS, FORMS
from bot.discord_bot.runtime.component import answer_form
from bot.discord_bot.runtime.context import Interaction, ServingClient, apply_private_default, set_language
from bot.discord_bot.runtime.errors import note_unhandled, report
from bot.discord_bot.runtime.lateness import Lateness
from bot.errors import UsageError
from bot.lexicon.live import LiveDictionary
from bot.lexicon.lookup.match_ladder import AnswerLimits
from bot.settings import NOTHING_PUBLISHED, Home, Policies
from bot.sources.catalogue import missing_defaults

if TYPE_CHECKING:
    from bot.storage.server_data import ServerData

ANSWER_LIMITS = AnswerLimits(query_length=MAX_OPTION_LENGTH, entries=MAX_SELECT_OPTIONS)

logger = structlog.get_logger(__name__)

# Medlex never speaks in voice channels and asks for no intent, so discord.py's reminders of both say nothing.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False
logging.getLogger("discord.state").setLevel(logging.ERROR)
# At debug level these write down what people type, and the tokens of their interactions, also where a host's own logging
# stands in for ours.
for library in ("aiosqlite", "discord.gateway", "discord.http", "discord.webhook"):
    logging.getLogger(library).setLevel(logging.INFO)


class MedlexTree(app_commands.CommandTree[ServingClient]):
    """The slash commands, with one way of dealing with errors."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Answer in the language of whoever asks, and privately where admins want that. Nobody is kept from asking, but Discord may
        have stopped waiting.
        """
        if interaction.client.lateness.is_too_late(interaction):
            return False
        try:
            await set_language(interaction)
            await apply_private_default(interaction)
        except Exception as error:  # discord.py deals with errors of commands only.
            await report(interaction, error)
            return False
        return True

    async def on_error(self, interaction: Interaction, error: Exception, /) -> None:
        """Report an error of a command."""
        await report(interaction, error)


class MedlexClient(ServingClient):
    """The bot. It asks for no intent at all: it sees what people send to it and nothing else.

    `database` is the address of a PostgreSQL database for server data; without one they are in a file of the home folder.
    `policies` is what pages link to. With `simulated` it talks to a Discord that forgets: commands are registered at every start, no
    note is kept of it, and no term of the day is posted by itself, for the servers that want one are not there.
    """

    def __init__(
        self,
        home: Home,
        database: SecretStr | None = None,
        policies: Policies = NOTHING_PUBLISHED,
        *,
        simulated: bool = False,
    ) -> None:
        super().__init__(intents=discord.Intents.none(), allowed_mentions=discord.AllowedMentions.none())
        self.home = home
        self.simulated = simulated
        self.policies = policies
        self.command_ids = {} if simulated else registration.noted_ids(home)
        self.live = LiveDictionary(home.lexicon, ANSWER_LIMITS)
        self.lateness = Lateness()
        self._database = database
        self.daily_troubles = {}
        self._posting: asyncio.Task[None] | None = None
        self.tree = MedlexTree(self)
        for command in COMMANDS:
            self.tree.add_command(command)
        self.add_dynamic_items(*COMPONENTS)

    @cached_property
    def server_data(self) -> ServerData:
        """What admins and members write."""
        from bot.storage.server_data import server_data

        return server_data(self.home, self._database)

    @property
    def keeps_server_data(self) -> bool:
        """Whether there is a database of server data; one in a file is made when something is first kept."""
        return self._database is not None or self.home.server_data.exists()

    async def open_server_data(self) -> None:
        """Make sure of the server data that are kept. Raises DataError when they cannot be used."""
        if self.keeps_server_data:
            await self.server_data.database.open()

    async def setup_hook(self) -> None:
        """Make sure of the lexicon, and register the commands if they have changed."""
        asyncio.get_running_loop().set_exception_handler(note_unhandled)
        async with self.live.dictionary() as dictionary:
            sources = await dictionary.lexicon.sources()
        logger.info("lexicon_open", sources=[f"{source.id} {source.edition}" for source in sources])
        missing = [source.id for source in missing_defaults(source.id for source in sources)]
        if missing:
            logger.info("default_sources_not_installed", sources=missing, remedy="Run `medlex install`.")
        if await self.commands_changed():
            await self.register_commands()
        if not self.simulated:
            self._posting = asyncio.create_task(DailyPoster(self).run())
            keep_what_is_loaded()

    async def login_only(self, token: str) -> None:
        """Sign in without opening the lexicon or going online: enough to register commands."""
        self.setup_hook = _nothing  # type: ignore[method-assign]
        await self.login(token)

    async def on_ready(self) -> None:
        """Say in the log that the bot can be used."""
        logger.info("ready", user=str(self.user))

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a form that has come back; discord.py answers everything else."""
        await answer_form(interaction, FORMS)

    async def close(self) -> None:
        """Post no more, disconnect, then close the lexicon and server data."""
        if self._posting is not None:
            self._posting.cancel()
            await asyncio.gather(self._posting, return_exceptions=True)
        await super().close()
        await self.close_data()

    async def close_data(self) -> None:
        """Close the lexicon and server data."""
        await self.live.close()
        if "server_data" in vars(self):
            await self.server_data.database.close()

    async def commands_changed(self) -> bool:
        """Whether Discord was told of other commands than these, or of none that we know of."""
        return self.simulated or registration.noted_fingerprint(self.home) != await self._fingerprint()

    async def register_commands(self) -> int:
        """Tell Discord which commands there are, everywhere. Returns how many."""
        await self.tree.set_translator(CommandTranslator())
        commands = await self.tree.sync()
        logger.info("commands_registered", count=len(commands))
        self.command_ids = {command.name: command.id for command in commands}
        if not self.simulated:
            registration.note(self.home, await self._fingerprint(), self.command_ids)
        return len(commands)

    async def clear_commands(self) -> None:
        """Take the commands away from everywhere. The next start registers them again."""
        self.tree.clear_commands(guild=None)
        await self.tree.sync()
        self.home.registered_commands.unlink(missing_ok=True)
        logger.info("commands_cleared")

    async def sync_server(self, server: int, *, clear: bool = False) -> int:
        """Register the commands in one server (its Discord id) as its own, beside those that are everywhere, or take its own
        away. Returns how many it has then. What is registered everywhere, and the note of it, stay as they are.

        Raises UsageError when the bot is not in that server.
        """
        await self.tree.set_translator(CommandTranslator())
        place = discord.Object(server)
        if not clear:
            self.tree.copy_global_to(guild=place)
        try:
            commands = await self.tree.sync(guild=place)
        except (discord.Forbidden, discord.NotFound) as error:
            raise UsageError(
                f"Discord lets this bot register no commands in the server {server}.",
                "Check the number, and invite the bot there with the scope applications.commands.",
            ) from error
        logger.info("server_commands_registered", server=server, count=len(commands))
        return len(commands)

    async def _fingerprint(self) -> bytes:
        """A digest of this application's commands as Discord gets them, in every language."""
        translator = CommandTranslator()
        commands = [await each.get_translated_payload(self.tree, translator) for each in self.tree.get_commands()]
        payload = json.dumps([self.application_id, commands], sort_keys=True)
        return hashlib.sha256(payload.encode()).hexdigest().encode()


def keep_what_is_loaded() -> None:
    """Let no later search for garbage go through what stays as long as the program: modules, commands, the index over names."""
    gc.collect()
    gc.freeze()


async def _nothing() -> None:
    return None
