"""Which shards a process has, by its settings.

https://discord.com/developers/docs/events/gateway#sharding
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass

from bot.errors import SettingsError
from bot.settings import Settings

# The name of a pod in a StatefulSet ends with its number
# (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id).
ORDINAL = re.compile(r".*-(\d{1,5})")
SHARE = re.compile(r"ordinal/(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Shards:
    """How many shards the bot has in all processes, and the numbers of those in this one. None: as Discord says, and
    all of them.
    """

    count: int | None = None
    ids: tuple[int, ...] | None = None


def shards_of(settings: Settings, host_name: str | None = None) -> Shards:
    """Return the shards of this process. `host_name` is that of this machine, unless another is given.

    Raises SettingsError, which names the setting that is wrong.
    """
    count, written = settings.medlex_shard_count, settings.medlex_shard_ids
    if written is None:
        return Shards(count)
    if count is None:
        raise SettingsError(
            "MEDLEX_SHARD_IDS is set without MEDLEX_SHARD_COUNT.",
            "Set MEDLEX_SHARD_COUNT to the number of shards in all processes, the same in each.",
        )
    share = SHARE.fullmatch(written)
    ids = (
        _share(int(share[1]), count, host_name or socket.gethostname())
        if share
        else tuple(sorted(set(_numbers(written))))
    )
    if not ids or ids[-1] >= count:
        raise SettingsError(
            f"MEDLEX_SHARD_IDS names shards that do not exist: with MEDLEX_SHARD_COUNT={count} they are numbered from 0 "
            f"to {count - 1}.",
            "Correct one of both. ordinal/N needs at least N shards.",
        )
    if len(ids) < count and settings.medlex_database is None:
        raise SettingsError(
            "MEDLEX_SHARD_IDS spreads the bot over several processes, but there is no MEDLEX_DATABASE that they share.",
            "Set MEDLEX_DATABASE to a PostgreSQL database (docs/server-data.md), or take MEDLEX_SHARD_IDS away.",
        )
    return Shards(count, ids)


def _share(processes: int, count: int, host_name: str) -> tuple[int, ...]:
    """Return the shards of the process with the number in the host's name, of so many processes."""
    numbered = ORDINAL.fullmatch(host_name)
    if numbered is None or processes == 0 or int(numbered[1]) >= processes:
        raise SettingsError(
            f"MEDLEX_SHARD_IDS is ordinal/{processes}, but this host is named {host_name}.",
            f"Its name must end in a number from -0 to -{max(processes - 1, 0)}, as that of a pod in a StatefulSet does. "
            "Else write the shards as 0-4.",
        )
    number = int(numbered[1])
    return tuple(range(count * number // processes, count * (number + 1) // processes))


def _numbers(written: str) -> Iterator[int]:
    """Yield the numbers in a text such as `0-4,7`."""
    for part in written.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)
