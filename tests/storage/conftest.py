"""Server data of a test's own: in a SQLite file, and in PostgreSQL too when `MEDLEX_TEST_POSTGRES` gives the
address of one where databases may be made and dropped (such as postgresql://postgres@127.0.0.1/postgres).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from storage.places import Place, postgres_database

from bot.settings import Home
from bot.storage.server_data import ServerData, opened


@pytest.fixture
def sqlite_place(tmp_path: Path) -> Place:
    """A home folder that is not there yet."""
    return Place(Home(tmp_path / "new home"))


@pytest.fixture
async def postgres_place(sqlite_place: Place) -> AsyncIterator[Place]:
    """A PostgreSQL database without any table."""
    async with postgres_database() as address:
        yield Place(sqlite_place.home, address)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest) -> Place:
    """A place for server data."""
    found: Place = request.getfixturevalue(f"{request.param}_place")
    return found


@pytest.fixture
async def data(place: Place) -> AsyncIterator[ServerData]:
    """Server data without anything in them."""
    async with opened(place.home, place.address) as data:
        yield data


@pytest.fixture
async def elsewhere(place: Place, data: ServerData) -> AsyncIterator[ServerData]:
    """The same server data as another process has them: its writes do not wait their turn, but for the database."""
    assert data
    async with opened(place.home, place.address) as other:
        yield other
