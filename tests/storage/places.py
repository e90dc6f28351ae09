"""Places for the server data of a test."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from pydantic import SecretStr
from sqlalchemy import URL

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


def run_sql(home: Home, *statements: str) -> None:
    """Change the SQLite file without Medlex."""
    with closing(sqlite3.connect(home.server_data, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
