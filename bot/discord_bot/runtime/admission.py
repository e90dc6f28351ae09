"""The check before each command, component, form and completion.

What comes too late, or was delivered before, is not answered. A flood is refused: in words once in a while, else not
answered either.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum

import discord
import structlog
from cachetools import TTLCache

from bot.discord_bot.runtime.context import Interaction, set_language
from bot.discord_bot.runtime.metrics import Outcome, note_outcome
from bot.discord_bot.runtime.rate_limits import MAX_COUNTED, FloodLimit
from bot.discord_bot.runtime.recent_ids import RecentIds
from bot.discord_bot.runtime.typed_text import clean_typed_text
from bot.errors import N_, UsageError
from bot.storage.claims import claim_writes

logger = structlog.get_logger(__name__)

# How long uses are counted together. The sentences below say it in words.
SECONDS = 10
# Discord shows a page anew at most four times a second; somebody who studies fast presses twice a second.
MAX_USES_BY_MEMBER = 50
# While somebody types, Discord asks for suggestions several times a second.
MAX_COMPLETIONS_BY_MEMBER = 100
# Thirty in a class who all press three times a second; the same thirty, typing.
MAX_USES_BY_SERVER = 1_000
MAX_COMPLETIONS_BY_SERVER = 2_000
# For as long as Discord's signature of a request over HTTP holds; at the gateway what comes later is too late anyway. At 500
# interactions a second so many come in that time; more are remembered for less.
SECONDS_REMEMBERED = 60
MIN_REMEMBERED = 30_000


class Flood(Enum):
    """Who asks for too much: problem and remedy, as they are told."""

    OF_MEMBER = (N_("You are going faster than I can follow."), N_("Please wait ten seconds, then go on."))
    OF_SERVER = (
        N_("People in this server are asking for more than I can answer right now."),
        N_("Please wait ten seconds, then try again."),
    )


class Limits:
    """The limits of one member and of one server."""

    def __init__(self, by_member: int, by_server: int, clock: Callable[[], float]) -> None:
        self._members = FloodLimit(by_member, SECONDS, clock)
        self._servers = FloodLimit(by_server, SECONDS, clock)

    def use(self, person: int, guild_id: int | None) -> Flood | None:
        """Count one use; return the flood that it belongs to, if any. Refused uses of a member do not count for the
        server, so nobody can stop others alone.
        """
        if self._members.use(person):
            return Flood.OF_MEMBER
        if guild_id is not None and self._servers.use(guild_id):
            return Flood.OF_SERVER
        return None


class Admission:
    """Remembers which interactions were here, and counts uses. All of it is in memory only, and bounded."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._seen = RecentIds(SECONDS_REMEMBERED, MIN_REMEMBERED, clock)
        self._told: TTLCache[int, None] = TTLCache(MAX_COUNTED, SECONDS, clock)
        self._uses = Limits(MAX_USES_BY_MEMBER, MAX_USES_BY_SERVER, clock)
        self._completions = Limits(MAX_COMPLETIONS_BY_MEMBER, MAX_COMPLETIONS_BY_SERVER, clock)

    def is_repeated(self, interaction_id: int) -> bool:
        """Return True if this interaction was here before: Discord and gateways may deliver one twice."""
        if self._seen.add(interaction_id):
            return False
        logger.info("interaction_repeated", interaction=interaction_id)
        return True

    def flood(self, person: int, guild_id: int | None, *, types: bool = False) -> Flood | None:
        """Count a use by a person, in a server or outside (None); a completion if the person `types`. Return the flood
        that it belongs to, if any.
        """
        return (self._completions if types else self._uses).use(person, guild_id)

    def is_told(self, person: int) -> bool:
        """Return True if the person was told of a flood within the last `SECONDS`; if not, they count as told now."""
        if person in self._told:
            return True
        self._told[person] = None
        return False


async def admit(interaction: Interaction) -> bool:
    """Return True if an interaction is to be answered, and set the language of the answer.

    Raises UsageError for a flood if the person is to be told of it, and when the bot is stopping. Lone surrogates in what
    was typed are replaced.
    """
    admission, types = interaction.client.admission, interaction.type is discord.InteractionType.autocomplete
    client = interaction.client
    if admission.is_repeated(interaction.id):
        client.turn_away(interaction, Outcome.REPEATED)
        return False
    if client.lateness.is_too_late(interaction):
        client.turn_away(interaction, Outcome.TOO_LATE)
        return False
    flood = admission.flood(interaction.user.id, interaction.guild_id, types=types)
    if flood is not None and (types or admission.is_told(interaction.user.id)):
        client.turn_away(interaction, Outcome.FLOOD)
        return False
    if client.is_one_of_copies:
        claim_writes(interaction.id)
    client.in_flight.count()
    clean_typed_text(interaction)
    await set_language(interaction)
    client.in_flight.take()
    client.metrics.begin(interaction)
    if flood is not None:
        note_outcome(interaction, Outcome.FLOOD)
        logger.warning("flood_refused", guild=interaction.guild_id, flood=flood.name)
        raise UsageError(*flood.value)
    return True
