"""What commands for those who manage a server have in common."""

from __future__ import annotations

from bot.discord_bot.features.daily import wording
from bot.discord_bot.runtime.context import Interaction
from bot.errors import UsageError


def managed_guild(interaction: Interaction) -> int:
    """The server that a command for its admins is used in.

    Discord shows such a command to them only, unless a server's own settings show it to others too; these are refused
    kindly. Raises UsageError for them, and outside of servers.
    """
    if interaction.guild_id is None:
        raise UsageError(*wording.only_servers())
    if not interaction.permissions.manage_guild:
        raise UsageError(*wording.only_admins())
    return interaction.guild_id
