"""The slash commands and what stands before each of them."""

from __future__ import annotations

import logging

from discord import app_commands

from bot.discord_bot.runtime.admission import admit
from bot.discord_bot.runtime.context import Interaction, ServingClient, apply_private_default
from bot.discord_bot.runtime.errors import note_lost_choices, report

# How discord.py begins its line about choices that could not be sent. The line goes on with the user's ID.
CHOICES_LOST = "Ignoring exception in autocomplete"


def _is_without_user(record: logging.LogRecord) -> bool:
    """Return False for a line of discord.py that has a user's ID, after its error was logged without it."""
    if not str(record.msg).startswith(CHOICES_LOST):
        return True
    note_lost_choices(record.exc_info[1] if record.exc_info else None)
    return False


logging.getLogger("discord.app_commands.tree").addFilter(_is_without_user)


class MedlexTree(app_commands.CommandTree[ServingClient]):
    """The slash commands, with a step before each of them and a report of its error."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Set the language, and apply the server's private default. Returns False, which stops the command, when it is
        not to be answered (bot.discord_bot.runtime.admission) or when this fails.
        """
        try:
            if not await admit(interaction):
                return False
            await apply_private_default(interaction)
        except Exception as error:  # discord.py calls `on_error` for errors of commands only
            await report(interaction, error)
            return False
        return True

    async def on_error(self, interaction: Interaction, error: Exception, /) -> None:
        """Report an error of a command."""
        await report(interaction, error)
