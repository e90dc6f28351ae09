"""A file that is damaged, foreign or from a newer Medlex is refused in words before anything is touched."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from storage.places import Place, run_sql
from storage.rows import Rows, make_database, stored_rows

from bot.errors import DataError
from bot.settings import Home
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.restoring import restore, take
from bot.storage.backup.seal import LENGTH, unseal
from bot.storage.backup.versions import writing_to
from bot.storage.schema import SCHEMA_VERSION
from bot.storage.server_data import opened

NOW = datetime(2026, 5, 13, 7, 0, 1, tzinfo=UTC)
CHANGED_BITS, CHANGED_BITS_WITHOUT_CHECKSUM = 200, 40


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    """A home whose server data must stay as they are."""
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    shutil.copy(made, home.server_data)
    unseal(home.server_data)
    return home


def put_back(home: Home, copy: Path) -> None:
    asyncio.run(restore(Place(home).url, copy, BackupFolder(home.backups, 7), NOW))


def refused(home: Home, copy: Path) -> str:
    """What is said of a file that is refused; nothing may have been touched."""
    before = home.server_data.read_bytes()
    with pytest.raises(DataError) as caught:
        put_back(home, copy)
    assert home.server_data.read_bytes() == before
    assert {path.name for path in home.backups.glob("*")} <= {"lock"}
    assert {path.name for path in home.folder.iterdir() if path.suffix != ".lock"} <= {"servers.sqlite3", "backups"}
    assert str(copy) in caught.value.problem
    assert caught.value.remedy
    assert "\n" not in caught.value.problem
    return caught.value.problem


def with_changed_bit(content: bytes, position: int, bit: int) -> bytes:
    changed = bytearray(content)
    changed[position] ^= 1 << bit
    return bytes(changed)


def test_any_changed_bit_of_a_backup_is_noticed(home: Home, backup: Path) -> None:
    content, choice = backup.read_bytes(), random.Random(1)  # noqa: S311 (no secret)
    beginning, seal = range(100), range(len(content) - LENGTH, len(content))
    positions = [*choice.choices(range(len(content)), k=CHANGED_BITS), *beginning, *seal]
    for position in positions:
        backup.write_bytes(with_changed_bit(content, position, choice.randrange(8)))
        assert refused(home, backup)


def rows_in(file: Path) -> Rows:
    with writing_to(file) as connection:
        return stored_rows(connection)


def test_a_changed_file_without_a_checksum_gives_no_traceback_and_loses_no_row(plain_copy: Path) -> None:
    content, choice = plain_copy.read_bytes(), random.Random(2)  # noqa: S311 (no secret)
    part = plain_copy.with_name("part")
    rows = {table: len(found) for table, found in rows_in(plain_copy).items()}
    for position in [*choice.choices(range(len(content)), k=CHANGED_BITS_WITHOUT_CHECKSUM), *range(0, 100, 2)]:
        plain_copy.write_bytes(with_changed_bit(content, position, choice.randrange(8)))
        try:
            asyncio.run(take(plain_copy, part))
        except DataError as error:
            assert str(plain_copy) in error.problem  # noqa: PT017 (others must not be raised)
        else:
            assert {table: len(found) for table, found in rows_in(part).items()} == rows
        part.unlink(missing_ok=True)


@pytest.mark.parametrize("kind", ["backup", "plain_copy"])
@pytest.mark.parametrize("change", [-4097, -4096, -1, 1, 4096])
def test_a_file_that_was_cut_or_is_longer_is_refused(
    home: Home, kind: str, change: int, request: pytest.FixtureRequest
) -> None:
    file: Path = request.getfixturevalue(kind)
    content = file.read_bytes()
    file.write_bytes(content[:change] if change < 0 else content + bytes(change))
    assert "damaged" in refused(home, file)


CHANGES = {
    "a table is missing": "DROP TABLE feedback",
    "an index is missing": "DROP INDEX ix_study_card_user_id_due_at",
    "a column is missing": "ALTER TABLE feedback DROP COLUMN text",
    "another column": "ALTER TABLE feedback ADD COLUMN more TEXT",
    "another table": "CREATE TABLE more (id INTEGER)",
    "a trigger": "CREATE TRIGGER more AFTER INSERT ON feedback BEGIN DELETE FROM saved_entry; END",
    "a view": "CREATE VIEW more AS SELECT * FROM feedback",
    "no version": "DELETE FROM medlex_schema_version",
    "no table of versions": "DROP TABLE medlex_schema_version",
    "two versions": "INSERT INTO medlex_schema_version VALUES ('0001')",
    "an unknown version": "UPDATE medlex_schema_version SET version_num = 'abc''; --'",
    "an empty version": "UPDATE medlex_schema_version SET version_num = ''",
    "version zero": "UPDATE medlex_schema_version SET version_num = '0000'",
    "an earlier version with later tables": "UPDATE medlex_schema_version SET version_num = '0001'",
    "a newer version": "UPDATE medlex_schema_version SET version_num = '0999'",
    "a long version": "UPDATE medlex_schema_version SET version_num = '0' || zeroblob(1000000)",
    "another program's mark": "PRAGMA application_id = 7",
    "no time": "UPDATE feedback SET written_at = 'yesterday'",
    "no text": "UPDATE feedback SET text = CAST(x'FF00FE' AS TEXT)",
    "a number that is none": "UPDATE study_card SET reviews = 'many'",
    "a date that is none": "UPDATE posted_term SET local_date = '2026-02-30'",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_file_that_is_not_as_medlex_made_it_is_refused(home: Home, plain_copy: Path, change: str) -> None:
    with closing(sqlite3.connect(plain_copy, isolation_level=None)) as connection:
        connection.execute(change)
    assert refused(home, plain_copy)


def another_programs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")


def sparse_and_huge(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(1 << 40)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening_socket(path: Path) -> None:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(os.path.relpath(path))
    listening.close()


def nothing_at_all(path: Path) -> None:
    assert not path.exists()


MADE: dict[str, Callable[[Path], object]] = {
    "another program's": another_programs,
    "text": lambda path: path.write_bytes(b"not a database"),
    "only the beginning": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "empty": lambda path: path.touch(),
    "a folder": lambda path: path.mkdir(),
    "a pipe": pipe,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a socket": listening_socket,
    "a terabyte of nothing": sparse_and_huge,
    "nothing": nothing_at_all,
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_what_is_no_backup_is_refused(home: Home, tmp_path: Path, make: Callable[[Path], object]) -> None:
    wrong = tmp_path / "wrong"
    make(wrong)
    assert refused(home, wrong)


def test_a_huge_file_that_begins_as_a_backup_is_refused_without_being_copied(home: Home, backup: Path) -> None:
    with backup.open("rb+") as stream:
        stream.truncate(1 << 40)
    assert "damaged" in refused(home, backup)


def test_a_file_that_may_not_be_read_is_refused(home: Home, backup: Path) -> None:
    backup.chmod(0)
    if os.access(backup, os.R_OK):
        pytest.skip("root may read everything")
    assert "cannot be read" in refused(home, backup)


def test_a_backup_of_a_newer_medlex_is_refused_by_its_version(home: Home, plain_copy: Path) -> None:
    with closing(sqlite3.connect(plain_copy)) as connection, connection:
        connection.execute("UPDATE medlex_schema_version SET version_num = '0999'")
    assert "schema version 0999" in refused(home, plain_copy)


async def test_a_database_of_an_unknown_version_is_not_opened(tmp_path: Path) -> None:
    place = Place(Home(tmp_path / "home"))
    await make_database(place, SCHEMA_VERSION)
    run_sql(place.home, "UPDATE medlex_schema_version SET version_num = 'none of ours'")
    with pytest.raises(DataError, match="none of ours"):
        async with opened(place.home):
            pass
