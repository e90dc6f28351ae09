"""Which shards a process has, and how they sign in and stay connected."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from discord_bot.loopback import TOKEN, Discord, loopback
from waiting import SECONDS_UNTIL_HUNG

from benchmarks.discord_cost.wire import GREETING
from bot.discord_bot.gateway import without_servers
from bot.discord_bot.identify_pace import IdentifyPace
from bot.discord_bot.run import RunningClient, run_bot
from bot.discord_bot.sharding import Shards, shards_of
from bot.errors import ServerDataError, SettingsError
from bot.settings import Home, Settings

DATABASE = "postgresql://user:secret@host/medlex"


def settings(ids: str | None, count: int | None, database: str | None = DATABASE) -> Settings:
    return Settings.model_validate({"medlex_shard_ids": ids, "medlex_shard_count": count, "medlex_database": database})


@pytest.mark.parametrize(
    ("ids", "count", "host", "shards"),
    [
        (None, None, "laptop", Shards()),
        (None, 4, "laptop", Shards(4)),
        ("0-3", 4, "laptop", Shards(4, (0, 1, 2, 3))),
        ("7,0-4", 20, "laptop", Shards(20, (0, 1, 2, 3, 4, 7))),
        ("3,3", 4, "laptop", Shards(4, (3,))),
        ("ordinal/4", 20, "medlex-0", Shards(20, (0, 1, 2, 3, 4))),
        ("ordinal/4", 20, "medlex-3", Shards(20, (15, 16, 17, 18, 19))),
        ("ordinal/3", 4, "my-bot-2", Shards(4, (2, 3))),
    ],
)
def test_the_shards_of_a_process(ids: str | None, count: int | None, host: str, shards: Shards) -> None:
    assert shards_of(settings(ids, count), host) == shards


@pytest.mark.parametrize("processes", [1, 2, 3, 5, 20])
def test_the_shares_of_all_processes_are_all_shards_once(processes: int) -> None:
    shares = [shards_of(settings(f"ordinal/{processes}", 20), f"medlex-{number}").ids for number in range(processes)]
    assert [id for share in shares for id in share or ()] == list(range(20))


@pytest.mark.parametrize(
    ("ids", "count", "host", "database", "problem"),
    [
        ("0-3", None, "laptop", DATABASE, "without MEDLEX_SHARD_COUNT"),
        ("0-4", 4, "laptop", DATABASE, "numbered from 0 to 3"),
        ("3-1", 4, "laptop", DATABASE, "shards that do not exist"),
        ("0-1", 4, "laptop", None, "no MEDLEX_DATABASE"),
        ("ordinal/4", 20, "laptop", DATABASE, "this host is named laptop"),
        ("ordinal/4", 20, "medlex-4", DATABASE, "this host is named medlex-4"),
        ("ordinal/0", 20, "medlex-0", DATABASE, "this host is named medlex-0"),
        ("ordinal/30", 20, "medlex-0", DATABASE, "shards that do not exist"),
    ],
)
def test_settings_that_do_not_fit_are_named(
    ids: str, count: int | None, host: str, database: str | None, problem: str
) -> None:
    with pytest.raises(SettingsError, match=problem):
        shards_of(settings(ids, count, database), host)


@pytest.mark.parametrize("ids", ["", "all", "0-", "-1", "0;1", "ordinal", "ordinal/x", "0, 1"])
def test_what_is_no_list_of_shards_is_refused(ids: str) -> None:
    with pytest.raises(ValueError, match="medlex_shard_ids"):
        settings(ids, 4)


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """A Discord that wants three shards."""
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _self: 0.0)
    async with loopback(monkeypatch, Discord(shards=3)) as here:
        yield here


@asynccontextmanager
async def running(home: Home, shards: Shards) -> AsyncIterator[asyncio.Task[None]]:
    bot = asyncio.create_task(run_bot(home, TOKEN, shards=shards))
    try:
        yield bot
        assert not bot.done()
    finally:
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)


async def signed_in(wire: Discord, times: int) -> list[Any]:
    """Wait for so many more sign-ins; the shards that have signed in until now."""
    for _ in range(times):
        await asyncio.wait_for(wire.identified.acquire(), timeout=SECONDS_UNTIL_HUNG)
    return [identity["shard"] for identity in wire.identities]


async def test_discord_says_how_many_shards_there_are(own_home: Home, wire: Discord) -> None:
    async with running(own_home, Shards()):
        assert await signed_in(wire, 3) == [[0, 3], [1, 3], [2, 3]]


async def test_a_process_has_the_shards_that_it_is_told(own_home: Home, wire: Discord) -> None:
    async with running(own_home, Shards(8, (2, 5))):
        assert await signed_in(wire, 2) == [[2, 8], [5, 8]]


async def test_a_frame_that_cannot_be_read_ends_the_connection_of_its_shard_only(own_home: Home, wire: Discord) -> None:
    async with running(own_home, Shards()):
        await signed_in(wire, 3)
        await wire.sockets[1].send_str("nonsense")
        assert await signed_in(wire, 1) == [[0, 3], [1, 3], [2, 3], [1, 3]]
    assert wire.sockets_closed >= 1


async def test_a_shard_that_is_not_connected_is_told(
    own_home: Home, wire: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients: list[RunningClient] = []
    monkeypatch.setattr(RunningClient, "on_ready", lambda client: _note(clients, client))
    async with running(own_home, Shards()):
        await signed_in(wire, 3)
        while not clients:  # noqa: ASYNC110 (nothing tells a test)
            await asyncio.sleep(0.01)
        assert clients[0].connection_problems() == [("shard 0", None), ("shard 1", None), ("shard 2", None)]
        await clients[0].on_shard_disconnect(1)
        assert clients[0].connection_problems()[1] == ("shard 1", "it is not connected")


async def test_a_shard_whose_heartbeats_are_not_acknowledged_is_told(
    own_home: Home, wire: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients: list[RunningClient] = []
    monkeypatch.setattr(RunningClient, "on_ready", lambda client: _note(clients, client))
    async with running(own_home, Shards()):
        await signed_in(wire, 3)
        while not clients:  # noqa: ASYNC110 (nothing tells a test)
            await asyncio.sleep(0.01)
        last = [state.heartbeat_age for state in clients[0].shard_states()]
        assert all(age is not None and age < SECONDS_UNTIL_HUNG for age in last)
        interval = GREETING["d"]["heartbeat_interval"] / 1000
        keeper = clients[0]._get_websocket(shard_id=1)._keep_alive  # noqa: SLF001 (discord.py keeps it for itself)
        assert keeper is not None
        keeper._last_ack -= 3 * interval  # noqa: SLF001
        (name, problem), *_ = [each for each in clients[0].connection_problems() if each[1]]
        assert name == "shard 1"
        assert problem is not None
        assert re.fullmatch(r"Discord has acknowledged no heartbeat for 1\d\d s", problem)


async def _note(clients: list[RunningClient], client: RunningClient) -> None:
    clients.append(client)


def test_the_servers_of_a_shard_are_not_kept() -> None:
    read: list[Any] = []
    without_servers(read.append)({"v": 10, "guilds": [{"id": str(server), "unavailable": True} for server in range(9)]})
    assert read == [{"v": 10, "guilds": []}]


class Buckets:
    """The locks of buckets that other processes hold."""

    def __init__(self) -> None:
        self.held: list[int] = []

    @asynccontextmanager
    async def lock(self, bucket: int) -> AsyncIterator[None]:
        """Hold the lock of a bucket."""
        self.held.append(bucket)
        try:
            yield
        finally:
            self.held.remove(bucket)


async def test_shards_of_one_bucket_sign_in_one_after_another_and_others_at_once() -> None:
    buckets = Buckets()
    pace = IdentifyPace(buckets.lock)
    pace.max_concurrency = 16
    for shard in range(16):
        async with asyncio.timeout(SECONDS_UNTIL_HUNG), pace.turn(shard):
            pass
    assert sorted(buckets.held) == list(range(16))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1), pace.turn(16):  # of the bucket of shard 0
            pass
    await pace.close()
    assert buckets.held == []


async def test_a_lock_that_cannot_be_had_does_not_keep_a_shard_from_signing_in() -> None:
    @asynccontextmanager
    async def broken(_bucket: int) -> AsyncIterator[None]:
        raise ServerDataError("the database is gone", "start it")
        yield

    pace = IdentifyPace(broken)
    async with asyncio.timeout(SECONDS_UNTIL_HUNG), pace.turn(0):
        pass
    await pace.close()


async def test_a_bot_that_has_used_up_its_sign_ins_waits(
    own_home: Home, wire: Discord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slept: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds: float) -> None:
        slept.append(seconds)
        await sleep(0)

    wire.sign_ins_left, wire.reset_after = 2, 77_000
    monkeypatch.setattr("bot.discord_bot.gateway.asyncio.sleep", note)
    async with running(own_home, Shards()):
        await signed_in(wire, 3)
    assert 77.0 in slept
