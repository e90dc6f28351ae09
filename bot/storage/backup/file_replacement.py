"""Replace a SQLite file of server data as a whole: for one that is damaged, so that its rows cannot be replaced."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import ServerDataError
from bot.files import replace
from bot.storage.backup.folder import SIDE_FILES, beside
from bot.storage.sqlite_file import ONLY_OWNER, SECONDS_TO_WAIT_FOR_READERS, Content, content

# The byte of an extended result code that is its primary result code (https://sqlite.org/rescode.html#pve).
PRIMARY_RESULT_CODE = 0xFF


def replace_file(file: Path, part: Path, aside: Path) -> Path | None:
    """Put a finished file in the place of another. Return the file that is now what was there, None if nothing was.

    Raises ServerDataError when another program has the file open.
    """
    replaced = copy_aside(file, aside) if file.exists() else None
    for ending in SIDE_FILES:
        beside(file, ending).unlink(missing_ok=True)
    replace(part, file)
    return replaced


def copy_aside(file: Path, aside: Path) -> Path:
    """Copy a file and its logs, damaged or not, and return the copy. Raises ServerDataError when another program has it open."""
    if aside.exists():
        raise ServerDataError(f"There is something at {aside} already.", "Repeat the command.")
    refuse_use(file)
    for ending in ("", *SIDE_FILES):
        if beside(file, ending).exists():
            _copy(beside(file, ending), beside(aside, ending))
    return aside


def is_damaged(file: Path) -> bool:
    """Return True if a file is no readable database of ours. Its log, which may be all that is left, is not touched."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return content(connection) is Content.SOMETHING_ELSE


def refuse_use(file: Path) -> None:
    """Move the write-ahead log into the file, which SQLite does only when no other program has the file open.

    Raises ServerDataError when one has.
    """
    if is_damaged(file):
        return
    try:
        with closing(sqlite3.connect(file, timeout=SECONDS_TO_WAIT_FOR_READERS)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY_RESULT_CODE == sqlite3.SQLITE_BUSY:
            raise ServerDataError(
                f"Another program is using {file}.", "Stop the bot, then repeat the command."
            ) from error
        raise
    except sqlite3.DatabaseError:  # damaged in a part that was not read until now: its log stays
        return


def _copy(file: Path, aside: Path) -> None:
    part = beside(aside, ".part")
    part.touch(mode=ONLY_OWNER)
    shutil.copyfile(file, part)
    replace(part, aside)
