"""From one version to the next and back: nothing is lost that was there before, nor what was written since."""

from __future__ import annotations

import re
import shlex
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from storage.places import Place
from storage.programs import LATER_VERSION, migrations_of_later_medlex, open_with_later_medlex, start
from storage.rows import make_database, read_rows, rows_of
from storage.test_migrations import by_name
from waiting import SECONDS_UNTIL_HUNG

from bot.storage.backup.folder import BackupFolder
from bot.storage.database import engine_for
from bot.storage.schema import SCHEMA_VERSION, metadata

Program = subprocess.Popen[str]


def ended(process: Program) -> tuple[int, str]:
    """The exit status of a program, and all that it has printed, on one line."""
    printed = " ".join(process.communicate(timeout=SECONDS_UNTIL_HUNG))
    return process.returncode, " ".join(printed.split())


def medlex(place: Place, *words: str) -> tuple[int, str]:
    """Run this version's program."""
    return ended(start(place, "-m", "bot", *words))


@pytest.fixture
async def upgraded(place: Place, tmp_path: Path) -> Place:
    """Server data of this version with rows in every table, which the next version has migrated."""
    await make_database(place, SCHEMA_VERSION)
    place.home.folder.mkdir(exist_ok=True)
    open_with_later_medlex(place, migrations_of_later_medlex(tmp_path / "migrations"))
    return place


@pytest.mark.parametrize("command", ["feedback", "check"])
async def test_the_program_says_how_to_go_back_and_what_it_says_works(
    upgraded: Place, tmp_path: Path, command: str
) -> None:
    status, printed = medlex(upgraded, command)
    assert status == 1
    assert f"were brought to schema version {LATER_VERSION} by a newer Medlex" in printed
    assert f"knows them up to {SCHEMA_VERSION}" in printed
    (told,) = re.findall(r"`medlex (restore [^`]+)`", printed)
    (copy,) = BackupFolder(upgraded.home.backups, 7).before_migrations()
    assert shlex.split(told) == ["restore", str(copy)]
    status, printed = medlex(upgraded, *shlex.split(told))
    assert status == 0, printed
    assert by_name(await read_rows(upgraded)) == by_name(rows_of(SCHEMA_VERSION))
    assert medlex(upgraded, "feedback", "--all")[0] == 0
    (kept,) = re.findall(r"Those from before are in (?:the schema )?(.+?-replaced(?:\.sqlite3)?)", printed)
    assert await headwords(upgraded, kept) == {row["headword"] + " (moved)" for row in rows_of("0001")["saved_entry"]}
    open_with_later_medlex(upgraded, tmp_path / "migrations")
    assert medlex(upgraded, command)[0] == 1


async def headwords(place: Place, kept: str) -> set[str]:
    """The saved headwords in what the newer version had, in its file or schema."""
    query = "SELECT headword FROM {}saved_entry"
    if place.address is None:
        with closing(sqlite3.connect(kept)) as connection:
            return {row[0] for row in connection.execute(query.format(""))}
    engine = engine_for(place.url)
    async with engine.connect() as postgres:
        found = set((await postgres.execute(text(query.format(f'"{kept}".')))).scalars())
    await engine.dispose()
    return found


async def test_without_a_copy_it_says_so(upgraded: Place) -> None:
    for copy in BackupFolder(upgraded.home.backups, 7).before_migrations():
        copy.unlink()
    status, printed = medlex(upgraded, "feedback")
    assert status == 1
    assert f"There is no copy from before in {upgraded.home.backups}" in printed


async def test_a_copy_that_this_version_cannot_read_is_not_named(upgraded: Place) -> None:
    folder = BackupFolder(upgraded.home.backups, 7)
    (copy,) = folder.before_migrations()
    later = folder.path(datetime(2100, 1, 1), "-before-9999")  # noqa: DTZ001 (as a host's clock)
    later.write_bytes(b"SQLite format 3\0 and nothing else")
    assert str(copy) in medlex(upgraded, "feedback")[1]


async def test_tables_of_a_newer_medlex_are_not_touched_while_a_bot_uses_them(
    postgres_place: Place, tmp_path: Path
) -> None:
    await make_database(postgres_place, SCHEMA_VERSION)
    postgres_place.home.folder.mkdir(exist_ok=True)
    open_with_later_medlex(postgres_place, migrations_of_later_medlex(tmp_path / "migrations"))
    before = await read_rows(postgres_place)
    (copy,) = BackupFolder(postgres_place.home.backups, 7).before_migrations()
    engine = engine_for(postgres_place.url)
    async with engine.connect():
        status, printed = medlex(postgres_place, "restore", str(copy))
    await engine.dispose()
    assert (status, "A bot is using" in printed) == (1, True)
    assert await read_rows(postgres_place) == before
    assert set(before) == set(metadata.tables) - {"posted_term"}
