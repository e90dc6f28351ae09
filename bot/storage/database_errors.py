"""Errors of databases and their drivers, turned into a ServerDataError that names the database and says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc
from sqlalchemy.engine import URL

from bot.errors import ServerDataError
from bot.files import reason

CHECK_FILE = (
    "Check its permissions and the free space; if it is damaged, put a backup in its place: `medlex restore PATH`."
)
CHECK_SERVER = "Check MEDLEX_DATABASE, and that PostgreSQL runs there and lets this user write."
# Wrong statements and values are bugs of Medlex.
OUR_BUGS = (exc.DataError, exc.IntegrityError, exc.NotSupportedError, exc.ProgrammingError)
# https://www.postgresql.org/docs/current/errcodes-appendix.html; the driver raises it as a ProgrammingError.
INSUFFICIENT_PRIVILEGE = "42501"


@contextmanager
def database_errors(url: URL) -> Iterator[None]:
    """Raise ServerDataError, which names the database, when it cannot be used: it is missing, full, locked or damaged."""
    try:
        yield
    except (exc.DBAPIError, exc.TimeoutError) as error:
        if isinstance(error, OUR_BUGS) and not _is_forbidden(error):
            raise
        raise unusable(url, getattr(error, "orig", None) or error) from error
    except (OSError, sqlite3.Error) as error:
        raise unusable(url, error) from error


def _is_forbidden(error: exc.DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) == INSUFFICIENT_PRIVILEGE


def unusable(url: URL, error: BaseException) -> ServerDataError:
    """Return the error that says which database cannot be used and why."""
    remedy = CHECK_FILE if url.get_backend_name() == "sqlite" else CHECK_SERVER
    return ServerDataError(f"The server data in {name_of(url)} cannot be used: {reason(error)}.", remedy)


def name_of(url: URL) -> str:
    """Return the name of a database in messages: the path of its file, or its address without the password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)
