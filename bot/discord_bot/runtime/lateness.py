"""Interactions that arrive too late to be answered."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Any

import discord
import structlog

from bot.clock import Clock
from bot.discord_bot.limits import SECONDS_TO_ANSWER

logger = structlog.get_logger(__name__)

# The answer takes some milliseconds to make, and at worst a few hundred to reach Discord.
MAX_LATENESS = timedelta(seconds=SECONDS_TO_ANSWER - 0.5)
# The host's clock may be wrong by more than that. The quickest of this many interactions shows by how much: a
# difference that all of them have is no delay.
COMPARED_INTERACTIONS = 20


class Lateness:
    """Finds interactions for which Discord will have stopped waiting before the answer arrives.

    The host's clock is read once, and from then on only time that passes is counted: a clock that is put right, or put
    forward in spring, makes nothing late.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._began_at, self._began = self._clock.now(), self._clock.monotonic()
        self._recent: deque[timedelta] = deque(maxlen=COMPARED_INTERACTIONS)
        self._late: list[timedelta] = []

    def is_too_late(self, interaction: discord.Interaction[Any]) -> bool:
        """Return True if an interaction has waited too long, and log it."""
        late = self.of(interaction.created_at)
        if late > MAX_LATENESS:
            logger.warning("interaction_too_late", interaction=interaction.id, seconds=round(late.total_seconds(), 1))
        return late > MAX_LATENESS

    def of(self, created: datetime) -> timedelta:
        """Return how much longer an interaction, created at this time by Discord's clock, took to arrive than the
        quickest of the last `COMPARED_INTERACTIONS`.

        Late ones are not compared with: in a burst of them the later ones would count as timely. But after
        `COMPARED_INTERACTIONS` late ones in a row, the host's clock must have been corrected, and they are
        compared with from then on.
        """
        taken = self._now() - created
        late = taken - min([taken, *self._recent])
        if late <= MAX_LATENESS:
            self._recent.append(taken)
            self._late.clear()
        else:
            self._note_late(taken)
        return late

    def _now(self) -> datetime:
        return self._began_at + timedelta(seconds=self._clock.monotonic() - self._began)

    def _note_late(self, taken: timedelta) -> None:
        self._late.append(taken)
        if len(self._late) == COMPARED_INTERACTIONS:
            self._recent = deque(self._late, maxlen=COMPARED_INTERACTIONS)
            self._late.clear()
