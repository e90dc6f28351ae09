"""A PostgreSQL database for one run."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine


@asynccontextmanager
async def new_database(server: str) -> AsyncIterator[SecretStr]:
    """A new database on a PostgreSQL server, dropped when the `with` block ends."""
    url = make_url(server).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    name = f"medlex_scale_{secrets.token_hex(8)}"
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            address = url.set(database=name, drivername="postgresql")
            yield SecretStr(address.render_as_string(hide_password=False))
        finally:
            await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await engine.dispose()
