"""Places for the server data of a test."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass

import pytest
from pydantic import SecretStr
from sqlalchemy import URL, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.settings import Home
from bot.storage.address import database_url


@dataclass(frozen=True, slots=True)
class Place:
    """A home, and the address of a PostgreSQL database if server data are in one."""

    home: Home
    address: SecretStr | None = None

    @property
    def url(self) -> URL:
        """The URL at which the program looks for server data."""
        return database_url(self.home, self.address)

    @property
    def settings(self) -> dict[str, str]:
        """Environment variables by which a program finds the server data."""
        return {"MEDLEX_DATABASE": self.address.get_secret_value()} if self.address else {}


@asynccontextmanager
async def postgres_database() -> AsyncIterator[SecretStr]:
    """The address of a PostgreSQL database without any table. The test is skipped if there is no server for it."""
    address = os.environ.get("MEDLEX_TEST_POSTGRES")
    if not address:
        pytest.skip("MEDLEX_TEST_POSTGRES names no database")
    server = make_url(address).set(drivername="postgresql+asyncpg")
    name = f"medlex_test_{secrets.token_hex(8)}"
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
        yield SecretStr(server.set(database=name).render_as_string(hide_password=False))
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await engine.dispose()


def run_sql(home: Home, *statements: str) -> None:
    """Change the SQLite file without Medlex."""
    with closing(sqlite3.connect(home.server_data, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
