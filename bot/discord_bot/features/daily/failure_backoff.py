"""Servers that refuse the term of the day: those that the bot was removed from, and those where it may not post."""

from __future__ import annotations

from datetime import date

# So often it is tried at each full hour; admins who see the trouble in `/daily status` mend it soon.
MOST_IN_A_ROW = 3


class FailureBackoff:
    """How often in a row each server has refused, and on which of its days last. It is kept in memory: a restart tries anew."""

    def __init__(self) -> None:
        self._in_a_row: dict[int, tuple[int, date]] = {}

    def note(self, guild_id: int, today: date) -> None:
        """Count a refusal."""
        self._in_a_row[guild_id] = (self._in_a_row.get(guild_id, (0, today))[0] + 1, today)

    def forget(self, guild_id: int) -> None:
        """Begin to count anew: a server has not refused, or its admins have changed something."""
        self._in_a_row.pop(guild_id, None)

    def is_paused(self, guild_id: int, today: date) -> bool:
        """Whether a server is left alone until its next day."""
        times, last = self._in_a_row.get(guild_id, (0, None))
        return times >= MOST_IN_A_ROW and last == today
