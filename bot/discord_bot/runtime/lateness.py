"""Interactions that come too late to be answered."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Any

import discord
import structlog
from discord.utils import utcnow

logger = structlog.get_logger(__name__)

# Discord waits three seconds for an answer (https://discord.com/developers/docs/interactions/receiving-and-responding); an
# answer takes some milliseconds to make, and its way there some hundred at worst.
LATEST = timedelta(seconds=2.5)
# A host's clock may be wrong by more than that. By how much is told by the quickest of so many interactions: what they all
# have in common is no delay.
COMPARED = 20


class Lateness:
    """Tells interactions that Discord is about to give up: answering them is work for nobody."""

    def __init__(self) -> None:
        self._recent: deque[timedelta] = deque(maxlen=COMPARED)
        self._late: list[timedelta] = []

    def is_too_late(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether an interaction has waited too long; the log says so."""
        late = self.of(interaction.created_at)
        if late > LATEST:
            logger.warning("interaction_too_late", interaction=interaction.id, seconds=round(late.total_seconds(), 1))
        return late > LATEST

    def of(self, created: datetime) -> timedelta:
        """By how much longer something that was made then has been on its way than the quickest before it.

        What is too late is compared with, not to: a burst of late ones would soon be late for nobody. But when so many in a row are
        late, it is the clock that was put right.
        """
        taken = utcnow() - created
        late = taken - min([taken, *self._recent])
        if late <= LATEST:
            self._recent.append(taken)
            self._late.clear()
        else:
            self._note_late(taken)
        return late

    def _note_late(self, taken: timedelta) -> None:
        self._late.append(taken)
        if len(self._late) == COMPARED:
            self._recent = deque(self._late, maxlen=COMPARED)
            self._late.clear()
