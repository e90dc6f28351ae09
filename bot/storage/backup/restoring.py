"""Put a backup in the place of server data, while the bot runs: all rows in one transaction, or none."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, exc, insert, select, update

from bot.errors import ServerDataError
from bot.files import reason
from bot.storage.address import file_of, sqlite_url
from bot.storage.backup.file_replacement import PRIMARY_RESULT_CODE, is_damaged, replace_file
from bot.storage.backup.folder import BackupFolder, beside
from bot.storage.backup.making import keep_copy
from bot.storage.backup.replaced_schema import move_out_of_the_way
from bot.storage.backup.rows import contents, copy_rows, delete_rows, drop_tables
from bot.storage.backup.seal import unseal
from bot.storage.backup.soundness import (
    LOGS,
    damaged,
    refuse_foreign,
    refuse_length,
    refuse_special,
    refuse_unsound,
)
from bot.storage.backup.versions import writing_to
from bot.storage.database import engine_for, for_writing, migrate_with
from bot.storage.database_errors import database_errors, name_of
from bot.storage.migrate import is_newer, lock, make_version, refuse_other_tables, schema_version
from bot.storage.schema import SCHEMA_VERSION, glossary_state
from bot.storage.sqlite_file import empty_log, exclusive_lock, prepare
from bot.storage.telling import tell_others

MAX_VERSION = 2**63 - 1
NEXT_NUMBERS = ("next_term", "next_change", "next_proposal")
# Results that say nothing about the content of a file (https://sqlite.org/rescode.html).
OUTER_FAULTS = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}


async def restore(url: URL, copy: Path, folder: BackupFolder, now: datetime) -> Path | str | None:
    """Replace server data by a backup of this or an older schema version. Return the file in which the replaced data
    are kept, None when there were none; of a newer Medlex's in PostgreSQL, the name of the schema with them.

    A bot that runs goes on with the restored data. Only a damaged SQLite file, or data of a newer Medlex, are replaced as
    a whole, which needs the bot to be stopped. Raises ServerDataError when the file is no backup, damaged or from a newer
    Medlex, or when the database cannot be used; the data then stay as they are.
    """
    refuse_special(copy)
    refuse_foreign(copy)
    with database_errors(url):
        async with opening_lock(url):
            with folder.exclusive(), folder.unfinished(_place(url, folder)) as part:
                await take(copy, part)
                return await _put_in_place(url, part, folder, folder.unused_path(now, "-replaced"))


@asynccontextmanager
async def opening_lock(url: URL) -> AsyncIterator[None]:
    """Keep other processes from opening a SQLite file; its folder is made if there is none."""
    file = file_of(url)
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    async with exclusive_lock(file):
        yield


def _place(url: URL, folder: BackupFolder) -> Path:
    """Return the path beside which the checked copy is made: beside a SQLite file, so that it can be renamed to it."""
    return file_of(url) or folder.folder / "restoring"


async def take(copy: Path, part: Path) -> None:
    """Copy a backup to a private file, check it there, and migrate it to the newest schema version.

    Raises ServerDataError for a file that is no backup, damaged or from a newer Medlex.
    """
    _copy_unchanged(copy, part)
    if not unseal(part):
        raise damaged(copy, "its checksum belongs to another content")
    refuse_length(part, copy)
    refuse_unsound(part, copy)
    try:
        await migrate_file(part, str(copy))
        with writing_to(part) as connection:
            contents(connection)
    except ServerDataError as error:
        raise damaged(copy, reason(ValueError(error.problem))) from error
    except (exc.DBAPIError, sqlite3.Error) as error:
        cause = getattr(error, "orig", error)
        if getattr(cause, "sqlite_errorcode", 0) & PRIMARY_RESULT_CODE in OUTER_FAULTS:
            raise
        raise damaged(copy, reason(cause)) from error


def _copy_unchanged(copy: Path, part: Path) -> None:
    """Copy a file with its logs. Raises ServerDataError if somebody writes to it meanwhile."""
    files = {beside(copy, ending): beside(part, ending) for ending in ("", *LOGS)}
    before = [_state(file) for file in files]
    for file, target in files.items():
        with suppress(FileNotFoundError):
            shutil.copyfile(file, target)
    if before != [_state(file) for file in files]:
        raise ServerDataError(
            f"The file {copy} is being written.", "Make a backup of it with `medlex backup PATH` first."
        )


def _state(file: Path) -> tuple[int, int] | None:
    with suppress(FileNotFoundError):
        found = file.stat()
        return found.st_size, found.st_mtime_ns
    return None


async def migrate_file(file: Path, name: str) -> None:
    """Migrate a file that nobody else uses; `name` is that in messages."""
    engine = engine_for(sqlite_url(file))
    try:
        await migrate_with(engine, name)
    finally:
        await engine.dispose()


async def _put_in_place(url: URL, part: Path, folder: BackupFolder, aside: Path) -> Path | str | None:
    file = file_of(url)
    if file is None:
        return await _replace_rows(url, part, folder, aside)
    try:
        _refuse_damaged(file)
        prepare(file)
        replaced = await _replace_rows(url, part, folder, aside)
    except ServerDataError:  # it is damaged, another program's or from a newer Medlex
        return replace_file(file, part, aside)
    empty_log(file)
    return replaced


def _refuse_damaged(file: Path) -> None:
    if file.exists() and is_damaged(file):
        raise damaged(file, "it cannot be read")


async def _replace_rows(url: URL, part: Path, folder: BackupFolder, aside: Path) -> Path | str | None:
    """Replace all rows in one transaction. Raises ServerDataError when what is there cannot be copied first."""
    engine = engine_for(url)
    try:
        async with for_writing(engine).begin() as connection:
            replaced = await connection.run_sync(_replace_within, url, part, folder, aside)
            await tell_others(connection)
    finally:
        await engine.dispose()
    return replaced


def _replace_within(
    connection: Connection, url: URL, part: Path, folder: BackupFolder, aside: Path
) -> Path | str | None:
    lock(connection)
    version = schema_version(connection)
    if version is None:
        refuse_other_tables(connection, name_of(url))
        _replace_tables(connection, version, part)
        return None
    if file_of(url) is None and is_newer(version):
        schema = move_out_of_the_way(connection, aside, name_of(url))
        _replace_tables(connection, version, part)
        return schema
    keep_copy(url, connection, aside, folder)
    try:
        _replace_tables(connection, version, part)
    except BaseException:
        aside.unlink()
        raise
    return aside


def _replace_tables(connection: Connection, version: str | None, part: Path) -> None:
    numbers = connection.execute(select(glossary_state)).mappings().all() if version == SCHEMA_VERSION else []
    if version == SCHEMA_VERSION:
        delete_rows(connection)
    else:
        drop_tables(connection)
        make_version(connection)
    with writing_to(part) as source:
        copy_rows(source, connection)
    _keep_numbers(connection, numbers)


def _keep_numbers(connection: Connection, before: Sequence[Mapping[Any, Any]]) -> None:
    """Let the numbers of terms, changes and proposals go on from those before: buttons of messages that were sent since
    the backup must not lead to something else that gets the same number.
    """
    restored = {row["guild_id"]: row for row in connection.execute(select(glossary_state)).mappings()}
    for row in before:
        if found := restored.get(row["guild_id"]):
            numbers = {name: max(row[name], found[name]) for name in NEXT_NUMBERS}
            this = glossary_state.c.guild_id == row["guild_id"]
            connection.execute(update(glossary_state).where(this).values(**numbers))
        else:
            later = min(row["version"] + 1, MAX_VERSION)
            connection.execute(insert(glossary_state).values(**{**row, "version": later}))
