"""The bot at Discord's gateway."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any

from bot.discord_bot.client import DictionaryClient
from bot.discord_bot.gateway import SteadyClient
from bot.discord_bot.runtime.context import ShardState

# For those who asked while the bot was leaving the gateway.
SECONDS_FOR_LAST_ANSWERS = 0.3


class MedlexClient(DictionaryClient, SteadyClient):
    """The bot at Discord's gateway. Its shards stay connected, whatever the gateway sends.

    `shard_count` and `shard_ids` among `connection` are the number of all shards and those of this process; by default
    Discord says how many there are, and all are here.
    """

    def __init__(self, *args: Any, simulated: bool = False, **options: Any) -> None:
        if simulated:  # the stand-in for Discord does not say how many shards there are
            options.setdefault("shard_count", 1)
        # In the seconds that one sign-in may take, 180, not every shard of other processes has had its turn.
        super().__init__(*args, simulated=simulated, shard_connect_timeout=None, **options)

    def sign_in_lock(self, bucket: int) -> AbstractAsyncContextManager[None]:
        """Return a lock of a bucket that other processes of the bot respect, too."""
        return self.alone("SIGN_IN", bucket)

    async def close(self) -> None:
        """Leave the gateway, tell those who asked meanwhile that the bot is restarting, and close everything."""
        if not self.is_closed():
            self.in_flight.refuse()
            await self.leave()
            await self.in_flight.finish_last(SECONDS_FOR_LAST_ANSWERS)
            await self.identify_pace.close()
        await super().close()

    def connection_problems(self) -> list[tuple[str, str | None]]:
        """Return each shard of this process, and what is wrong with its connection."""
        if not self.shards:
            return [("gateway", "it is not connected yet")]
        return [(f"shard {each.id}", each.problem) for each in self.shard_states()]

    def shard_states(self) -> list[ShardState]:
        """Return the shards of this process."""
        return [
            ShardState(shard_id, self.is_shard_connected(shard_id), info.latency, *self.heartbeat_of(shard_id))
            for shard_id, info in sorted(self.shards.items())
        ]

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Count a lost connection."""
        if self.is_shard_connected(shard_id):
            self.metrics.lost_connection()
        await super().on_shard_disconnect(shard_id)
