"""What commands for those who manage a server have in common."""

from __future__ import annotations

from bot.discord_bot.runtime.context import Interaction
from bot.errors import N_, UsageError


def managed_guild(interaction: Interaction) -> int:
    """The server that a command for its admins is used in.

    Discord shows such a command to them only, unless a server's own settings show it to others too; these are refused
    kindly. Raises UsageError for them, and outside of servers.
    """
    if interaction.guild_id is None:
        raise UsageError(
            N_("This command works in servers only."), N_("Use it in a channel of a server that has added this bot.")
        )
    if not interaction.permissions.manage_guild:
        raise UsageError(
            N_("This is for people who manage this server: it needs the permission Manage Server."),
            N_("Ask one of them."),
        )
    return interaction.guild_id
