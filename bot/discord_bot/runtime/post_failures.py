"""The servers whose last term of the day could not be posted. Of several processes one posts, and tells the others, for
`/daily status` may be asked in any of them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from bot.discord_bot.runtime.context import PostFailure


class PostFailures(dict[int, PostFailure]):
    """The reason of each failure, by the Discord id of the server, in memory only.

    `tell` sends a message to the other processes with the same database, which call `hear`. What a process misses before
    its start, or while it has no connection to the database, it does not know.
    """

    def __init__(self, tell: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self._tell = tell
        self._name = secrets.token_hex(4)  # so that a process does not hear itself

    def note(self, guild_id: int, failure: PostFailure | None) -> None:
        """Note the outcome of a post; None if it did not fail."""
        if self.get(guild_id) is failure:
            return
        self._set(guild_id, failure)
        self._send(guild_id, failure)

    def forget(self, guild_id: int) -> None:
        """Forget a failure, here and in processes that have heard of it when this one had not begun."""
        self._set(guild_id, None)
        self._send(guild_id, None)

    def hear(self, message: str) -> None:
        """Note what another process has noted."""
        name, guild_id, failure = message.split(" ")
        if name != self._name:
            self._set(int(guild_id), PostFailure(failure) if failure else None)

    def _set(self, guild_id: int, failure: PostFailure | None) -> None:
        if failure is None:
            self.pop(guild_id, None)
        else:
            self[guild_id] = failure

    def _send(self, guild_id: int, failure: PostFailure | None) -> None:
        if self._tell is not None:
            self._tell(f"{self._name} {guild_id} {failure or ''}")
