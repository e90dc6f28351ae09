"""Databases of server data that a command is killed in."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import SecretStr
from sqlalchemy import URL, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.settings import CHECKOUT, Home
from bot.storage.address import database_url
from bot.storage.backup.rows import Contents, contents, tables_of
from bot.storage.database import engine_for, for_writing
from bot.storage.migrate import make_version
from bot.storage.sqlite_file import prepare

ROWS = 5_000
MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """A home, and a PostgreSQL database with this name on a server (an address) if server data are not in a file."""

    home: Home
    server: str | None
    database: str

    @property
    def address(self) -> str | None:
        """The address of the PostgreSQL database."""
        if self.server is None:
            return None
        return make_url(self.server).set(database=self.database).render_as_string(hide_password=False)

    @property
    def url(self) -> URL:
        """The URL of the database."""
        return database_url(self.home, SecretStr(self.address) if self.address else None)

    async def fill(self, version: str, headword: str) -> None:
        """Make a database of a schema version, with saved entries."""
        self.home.folder.mkdir(parents=True)
        if self.server is None:
            prepare(self.home.server_data)
        else:
            await run_sql(self.server, f"CREATE DATABASE {self.database}")
        engine = engine_for(self.url)
        async with for_writing(engine).begin() as connection:
            await connection.run_sync(make_version, version)
            (table,) = (each for each in await connection.run_sync(tables_of) if each.name == "saved_entry")
            saved = ({"user_id": n, "entry_key": "k", "headword": headword, "saved_at": MORNING} for n in range(ROWS))
            await connection.execute(table.insert(), list(saved))
        await engine.dispose()

    async def rows(self) -> Contents:
        """Return the content of each table that has rows."""
        engine = engine_for(self.url)
        async with engine.connect() as connection:
            found = await connection.run_sync(contents)
        await engine.dispose()
        return {table: content for table, content in found.items() if content.count}

    async def run(self, *words: object, seconds: float | None = None) -> int:
        """Run `medlex` with these words, killed after some seconds if they are given. Return its exit status."""
        address = {"MEDLEX_DATABASE": self.address} if self.address else {}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot", *map(str, words)),
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(CHECKOUT),
                "MEDLEX_HOME": str(self.home.folder),
                **address,
            },
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            return await asyncio.wait_for(process.wait(), seconds)
        except TimeoutError:
            process.kill()
            return await process.wait()

    async def drop(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.home.folder)
        if self.server is not None:
            await run_sql(self.server, f"DROP DATABASE {self.database} WITH (FORCE)")


async def run_sql(server: str, statement: str) -> None:
    """Run a statement on a PostgreSQL server, in no transaction."""
    engine = create_async_engine(make_url(server).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
