"""The URL of the database with server data."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingsError
from bot.settings import Home

DRIVER = "postgresql+asyncpg"
# Options after the question mark: a socket's folder and port instead of a host, and encryption, which
# PostgreSQL's own programs call sslmode (https://www.postgresql.org/docs/current/libpq-connect.html) and
# asyncpg calls ssl.
OPTIONS = {"host", "port", "ssl", "sslmode"}
HOW_TO_WRITE_IT = "Write it as postgresql://USER:PASSWORD@HOST/DATABASE; docs/server-data.md tells more."


def database_url(home: Home, address: SecretStr | None) -> URL:
    """Return the URL of the PostgreSQL database with this address; without an address, of a SQLite file in
    the home folder.

    Raises SettingsError for an invalid address, or when the driver is not installed.
    """
    if address is None:
        return sqlite_url(home.server_data)
    try:
        url = make_url(address.get_secret_value())
    except (ArgumentError, ValueError):  # its message may contain the password
        raise SettingsError("The setting MEDLEX_DATABASE is no address of a database.", HOW_TO_WRITE_IT) from None
    _refuse_missing_driver()
    return _with_options_checked(url).set(drivername=DRIVER)


def sqlite_url(file: Path) -> URL:
    """Return the URL of a SQLite file. Its name may contain any character."""
    return URL.create("sqlite+aiosqlite", database=str(file))


def file_of(url: URL) -> Path | None:
    """Return the file of a SQLite URL; None for a PostgreSQL database."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def _with_options_checked(url: URL) -> URL:
    if unknown := sorted(set(url.query) - OPTIONS):
        raise SettingsError(
            f"The setting MEDLEX_DATABASE has options that Medlex does not know: {', '.join(unknown)}.", HOW_TO_WRITE_IT
        )
    if mode := url.query.get("sslmode"):
        return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    return url


def _refuse_missing_driver() -> None:
    if find_spec("asyncpg") is None:
        raise SettingsError(
            "MEDLEX_DATABASE names a PostgreSQL database, and the package asyncpg is not installed.",
            'Run `pip install "medlex[postgres]"`.',
        )
