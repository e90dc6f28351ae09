"""Going back to this Medlex after a newer one has migrated server data: which copy to put in their place."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.backup.folder import BackupFolder, time_of
from bot.storage.migrate import NewerServerDataError, known_versions
from bot.storage.schema import VERSION_TABLE


def how_to_go_back(error: NewerServerDataError, folder: BackupFolder) -> NewerServerDataError:
    """Return the error with the command that puts the copy from before the migration back, if there is one."""
    copy = copy_to_go_back_to(folder)
    made = time_of(copy) if copy else None
    if copy is None or made is None:
        return NewerServerDataError(
            error.problem,
            f"Install the newer Medlex again. There is no copy from before in {folder.folder}; if you have a backup that "
            "this Medlex has made, stop the bot and run `medlex restore PATH` with its path.",
        )
    return NewerServerDataError(
        error.problem,
        f"Install the newer Medlex again. Or go back: stop the bot, then run `medlex restore {shlex.quote(str(copy))}`. "
        f"That copy was made on {made:%Y-%m-%d at %H:%M} UTC, before the newer Medlex changed anything. What people "
        "have written since then is kept apart, where this Medlex does not read it.",
    )


def copy_to_go_back_to(folder: BackupFolder) -> Path | None:
    """Return the newest copy from before a migration that this Medlex can read; None if there is none."""
    return next((path for path in folder.before_migrations() if _version(path) in known_versions()), None)


def _version(copy: Path) -> str | None:
    """Return the schema version of a copy; None if it cannot be read. Nothing is written beside it."""
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            (version,) = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608 (a constant)
            return str(version)
    except (sqlite3.Error, TypeError):
        return None
