"""What a command needs of the client that it runs in."""

from __future__ import annotations

import discord

from bot.lexicon.live import LiveDictionary


class ServingClient(discord.Client):
    """A Discord client that serves a dictionary."""

    live: LiveDictionary


Interaction = discord.Interaction[ServingClient]
