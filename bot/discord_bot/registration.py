"""Register the slash commands with Discord. The home folder stores a fingerprint of the commands that were registered
last, and the ids that Discord gave them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import discord
import msgspec
import structlog

from bot.discord_bot.command_translation import CommandTranslator
from bot.discord_bot.runtime.context import ServingClient
from bot.errors import UsageError
from bot.settings import Home

logger = structlog.get_logger(__name__)


class CommandRegistration:
    """Registers the commands of a client everywhere, or in one server.

    With `simulated` they are registered at every start, and nothing is stored.
    """

    def __init__(self, client: ServingClient, home: Home, *, simulated: bool) -> None:
        self.client = client
        self.home = home
        self.simulated = simulated

    async def is_due(self) -> bool:
        """Return True if the commands differ from those that were registered last, or if none are known to be
        registered.
        """
        return self.simulated or _stored_fingerprint(self.home) != await self._fingerprint()

    async def register(self) -> int:
        """Register the commands everywhere. Returns the number of commands."""
        await self.client.tree.set_translator(CommandTranslator())
        commands = await self.client.tree.sync()
        logger.info("commands_registered", count=len(commands))
        self.client.command_ids = {command.name: command.id for command in commands}
        if not self.simulated:
            _store(self.home, await self._fingerprint(), self.client.command_ids)
        return len(commands)

    async def clear(self) -> None:
        """Remove the commands everywhere. The next start registers them again."""
        self.client.tree.clear_commands(guild=None)
        await self.client.tree.sync()
        self.home.registered_commands.unlink(missing_ok=True)
        logger.info("commands_cleared")

    async def sync_server(self, server: int, *, clear: bool = False) -> int:
        """Register the commands in one server (by its Discord id), in addition to those that are everywhere;
        with `clear` remove the server's own. Commands everywhere and the stored fingerprint stay as they are.

        Returns the number of the server's own commands afterwards. Raises UsageError if the bot is not in that server.
        """
        await self.client.tree.set_translator(CommandTranslator())
        guild = discord.Object(server)
        if not clear:
            self.client.tree.copy_global_to(guild=guild)
        try:
            commands = await self.client.tree.sync(guild=guild)
        except (discord.Forbidden, discord.NotFound) as error:
            raise UsageError(
                f"Discord lets this bot register no commands in the server {server}.",
                "Check the number, and invite the bot there with the scope applications.commands.",
            ) from error
        logger.info("server_commands_registered", server=server, count=len(commands))
        return len(commands)

    async def _fingerprint(self) -> bytes:
        """Return a digest, in hexadecimal, of this application's commands as Discord gets them, in every language."""
        translator, tree = CommandTranslator(), self.client.tree
        commands = [await each.get_translated_payload(tree, translator) for each in tree.get_commands()]
        payload = json.dumps([self.client.application_id, commands], sort_keys=True)
        return hashlib.sha256(payload.encode()).hexdigest().encode()


def stored_ids(home: Home) -> dict[str, int]:
    """Return the ids that Discord gave the commands, by command name; none if they cannot be read."""
    try:
        return msgspec.json.decode(home.command_ids.read_bytes(), type=dict[str, int])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}


def _stored_fingerprint(home: Home) -> bytes | None:
    """Return the fingerprint of the commands that were registered last; None if none is stored."""
    try:
        return home.registered_commands.read_bytes()
    except OSError:
        return None


def _store(home: Home, fingerprint: bytes, ids: Mapping[str, int]) -> None:
    """Store the fingerprint and the command ids. If that fails, the next start registers the commands again,
    which does no harm.
    """
    try:
        home.command_ids.write_bytes(msgspec.json.encode(ids))
        home.registered_commands.write_bytes(fingerprint)
    except OSError as error:
        logger.warning("registration_not_noted", problem=str(error))
