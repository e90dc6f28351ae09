"""Rounds: the process of `writes` is started, killed at a random moment, and what it confirmed is looked for."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

from pydantic import SecretStr
from sqlalchemy import select, text

from benchmarks.kills.writes import Expected, next_write, run
from bot.settings import Home
from bot.storage.address import file_of
from bot.storage.glossary.encoding import folded_names
from bot.storage.guild_settings import PRIVATE
from bot.storage.schema import glossary_name
from bot.storage.server_data import ServerData, server_data

GUILDS = (197038439483310086, 81384788765712384, 2**63 - 1)
# Writes that are confirmed before a kill, and the seconds after the last of them: enough for an import to be half done.
MAX_CONFIRMED = 110
MAX_SECONDS_AFTER = 0.03
SECONDS_TO_DISCONNECT = 30.0
# Forked from a process that has loaded everything: starting Python would take longer than the writes.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([run.__module__])


@dataclass(frozen=True, slots=True)
class Round:
    """The outcome of a kill: writes that were confirmed before it, writes that were committed and not yet confirmed, and
    everything that is not as it should be.
    """

    confirmed: int
    unconfirmed: int
    faults: tuple[str, ...]


def rounds(home: Home, address: SecretStr | None, kills: int, seed: int) -> Iterator[Round]:
    """Kill a process as often, and yield the outcome of each kill. Server data are in the PostgreSQL database with this
    address, without one in a file of the home folder. Raises RuntimeError when the process ends by itself.
    """
    chance = random.Random(seed)  # noqa: S311 (nothing is secret)
    expected = {guild_id: Expected(guild_id) for guild_id in GUILDS}
    for _ in range(kills):
        confirmed = _confirmed(home, address, expected, chance)
        found, faults = asyncio.run(_look(home, address, confirmed))
        yield Round(
            sum(confirmed[guild].done - expected[guild].done for guild in GUILDS),
            sum(found[guild].done - confirmed[guild].done for guild in GUILDS),
            tuple(faults),
        )
        expected = found


def _confirmed(
    home: Home, address: SecretStr | None, stored: Mapping[int, Expected], chance: random.Random
) -> dict[int, Expected]:
    """Let a process write on from what is stored, and kill it. Return what it has confirmed for each server."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    where = (home.folder, address.get_secret_value() if address else None)
    process = PROCESSES.Process(target=run, args=(*where, tuple(stored.values()), theirs))
    process.start()
    theirs.close()
    confirmed = dict(stored)
    for guild_id, done in _sent_until_killed(process, ours, chance):
        while confirmed[guild_id].done < done:
            confirmed[guild_id] = next_write(confirmed[guild_id])[1]
    return confirmed


def _sent_until_killed(process: ForkServerProcess, ours: Connection, chance: random.Random) -> list[tuple[int, int]]:
    """Kill a process when it has confirmed some writes and some time has passed. Return all that it has sent, also after
    that and before it died.
    """
    sent = [ours.recv() for _ in range(chance.randint(1, MAX_CONFIRMED))]
    time.sleep(chance.uniform(0, MAX_SECONDS_AFTER))
    if not process.is_alive():
        raise RuntimeError("the process that was to be killed has ended by itself")
    process.kill()
    process.join()
    with ours, suppress(EOFError):
        while True:
            sent.append(ours.recv())
    return sent


async def _look(
    home: Home, address: SecretStr | None, confirmed: Mapping[int, Expected]
) -> tuple[dict[int, Expected], list[str]]:
    """Return how many writes of each server are stored, and everything that is wrong."""
    data = server_data(home, address)
    faults = await _unsound(data)
    found = {}
    for guild_id, now in confirmed.items():
        possible = (now, next_write(now)[1])
        stored = await _stored(data, guild_id)
        matching = [one for one in possible if _visible(one) == stored]
        found[guild_id] = matching[0] if matching else now
        if not matching:
            faults.append(f"server {guild_id} is neither as after write {now.done} nor as after the next one")
        if await _names(data, guild_id) != sorted(
            name for _, draft in found[guild_id].terms for name in folded_names(draft)
        ):
            faults.append(f"the names of server {guild_id} are not those of its terms")
    await data.database.close()
    return found, faults


def _visible(expected: Expected) -> tuple[object, ...]:
    return expected.is_private, dict(expected.terms), dict(expected.proposals), expected.changes


async def _stored(data: ServerData, guild_id: int) -> tuple[object, ...]:
    settings = await data.guild_settings.of(guild_id)
    terms = {term.number: term.draft for term in await data.glossaries.terms(guild_id)}
    proposals = {proposal.number: proposal.draft for proposal in await data.glossaries.proposals(guild_id, 0, 100)}
    last = await data.glossaries.history(guild_id, 0, 1)
    return settings[PRIVATE], terms, proposals, last[0].number if last else 0


async def _names(data: ServerData, guild_id: int) -> list[str]:
    async with data.database.reading() as connection:
        query = select(glossary_name.c.folded).where(glossary_name.c.guild_id == guild_id)
        return sorted((await connection.execute(query)).scalars())


async def _unsound(data: ServerData) -> list[str]:
    """Return what SQLite finds wrong with its file. On PostgreSQL, wait until the connections of the killed process are
    closed there: a commit may still be on its way.
    """
    if (file := file_of(data.database.url)) is not None:
        with closing(sqlite3.connect(file)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found
    await _disconnected(data)
    return []


async def _disconnected(data: ServerData) -> None:
    """Wait until nobody else is connected to a PostgreSQL database."""
    query = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
    async with asyncio.timeout(SECONDS_TO_DISCONNECT), data.database.reading() as connection:
        while (await connection.execute(query)).scalar_one():  # noqa: ASYNC110 (only the server knows)
            await asyncio.sleep(0.01)
