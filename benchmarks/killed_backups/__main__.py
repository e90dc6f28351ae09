"""`python -m benchmarks.killed_backups [--times 50] [--postgres ADDRESS]`: kill -9 at random moments while server data are
backed up, restored or migrated, and see each time that all rows are there, as they were or as they will be, that
the same command then succeeds, and that nothing is left behind.

`ADDRESS` is that of a PostgreSQL server where databases may be made and dropped.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.killed_backups.places import Place
from bot.settings import Home
from bot.storage.backup.folder import PART, BackupFolder
from bot.storage.backup.making import back_up
from bot.storage.backup.rows import Contents
from bot.storage.migrate import known_versions
from bot.storage.schema import SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Operation:
    """A command, the place that it is run for (made anew each time), and the rows that are to be there afterwards."""

    name: str
    words: tuple[str | Path, ...]
    make: Callable[[], Awaitable[Place]]
    after: Contents


async def measure(operation: Operation, times: int, choice: random.Random) -> None:
    """Kill a command so often, and print what became of it. Ends the program if a row is lost."""
    place = await operation.make()
    began = time.monotonic()
    refuse(await place.run(*operation.words) != 0, operation, "it does not work")
    takes = time.monotonic() - began
    await place.drop()
    killed = 0
    for _ in range(times):
        place = await operation.make()
        before = await place.rows()
        killed += await place.run(*operation.words, seconds=choice.uniform(0, takes)) != 0
        found = await place.rows()
        refuse(found not in (before, operation.after), operation, "there are other rows than before and after")
        refuse(await place.run(*operation.words) != 0, operation, "it cannot be repeated")
        refuse(await place.rows() != operation.after, operation, "rows are missing")
        left = [path for path in place.home.folder.rglob("*") if PART in path.name or path.name == "unfinished"]
        refuse(bool(left), operation, f"{left} are left behind")
        await place.drop()
    print(
        f"{operation.name}: killed {killed} of {times} times within {takes:.1f} s; every row was there, nothing was left"
    )


def refuse(wrong: bool, operation: Operation, what: str) -> None:
    """End the program if something is wrong."""
    if wrong:
        sys.exit(f"{operation.name}: {what}")


async def main(times: int, postgres: str | None, seed: int) -> None:
    """Measure every operation on SQLite, and on PostgreSQL where there is one."""
    choice = random.Random(seed)  # noqa: S311 (no secret)
    with tempfile.TemporaryDirectory() as folder:
        for server in filter(None, ("sqlite", postgres)):
            for operation in await operations(Path(folder), None if server == "sqlite" else server):
                await measure(operation, times, choice)


async def operations(folder: Path, server: str | None) -> list[Operation]:
    """Return what is measured on one kind of database."""
    kind = "PostgreSQL" if server else "SQLite"

    def maker(version: str, headword: str, *, of: str | None = server) -> Callable[[], Awaitable[Place]]:
        async def make() -> Place:
            place = Place(Home(folder / secrets.token_hex(4)), of, f"medlex_kill_{secrets.token_hex(6)}")
            await place.fill(version, headword)
            return place

        return make

    template = await maker(SCHEMA_VERSION, "restored", of=None)()
    backup = folder / f"{kind}-backup"
    await back_up(template.url, backup, BackupFolder(template.home.backups, 1))
    restored = await template.rows()
    old, current = maker(known_versions()[0], "old"), maker(SCHEMA_VERSION, "current")
    old_rows, current_rows = [await rows_of(make) for make in (old, current)]
    return [
        Operation(f"backup of {kind}", ("backup",), current, current_rows),
        Operation(f"restore into {kind}", ("restore", backup), current, restored),
        Operation(f"migration of {kind}", ("feedback",), old, old_rows),
    ]


async def rows_of(make: Callable[[], Awaitable[Place]]) -> Contents:
    """Return the rows of a place that is made for that."""
    place = await make()
    rows = await place.rows()
    await place.drop()
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--postgres")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    asyncio.run(main(options.times, options.postgres, options.seed))
