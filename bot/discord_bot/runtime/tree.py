"""The slash commands and what stands before each of them."""

from __future__ import annotations

from discord import app_commands

from bot.discord_bot.runtime.admission import admit
from bot.discord_bot.runtime.context import Interaction, ServingClient, apply_private_default
from bot.discord_bot.runtime.errors import report


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
