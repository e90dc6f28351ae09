"""Work that takes much longer than a page of an entry, and how much of each kind runs at once."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from enum import Enum

from bot.discord_bot.runtime.rate_limits import ConcurrencyLimit

# So long somebody waits for their turn; the work itself has to end in time, too.
SECONDS_TO_WAIT = 1.0


class Heavy(Enum):
    """A kind of work, by its name in the code that does it, and how many of it run at once."""

    SEARCH = ("search", 4)
    EXPLAIN = ("explain", 4)
    EXPORT = ("export", 2)
    IMPORT = ("import", 1)


class HeavyWork:
    """The limits of one bot."""

    def __init__(self, seconds: float = SECONDS_TO_WAIT) -> None:
        self._limits = {kind: ConcurrencyLimit(kind.value[1], seconds) for kind in Heavy}

    def turn(self, kind: Heavy) -> AbstractAsyncContextManager[None]:
        """Wait for a turn to do work of a kind, which lasts until the `with` block ends. Raises UsageError if none
        comes in time.
        """
        return self._limits[kind].turn()
