"""Backups are made while the bot runs, and put back while it runs, in either database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from storage.places import Place, run_sql
from storage.rows import make_database, read_rows, rows_of

from bot.errors import DataError, UsageError
from bot.settings import Home
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.making import back_up
from bot.storage.backup.restoring import restore
from bot.storage.migrate import known_versions
from bot.storage.records import SavedEntry
from bot.storage.schema import SCHEMA_VERSION
from bot.storage.server_data import opened

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
NOW = datetime(2026, 5, 13, 7, 0, 1, tzinfo=UTC)
KEPT = "servers-20260513T070001Z-replaced.sqlite3"


def folder(place: Place) -> BackupFolder:
    return BackupFolder(place.home.backups, 7)


async def save(place: Place, *headwords: str) -> None:
    async with opened(place.home, place.address) as data:
        for headword in headwords:
            await data.saved.save(SavedEntry(1, headword, headword, MORNING))


async def saved(place: Place) -> set[str]:
    async with opened(place.home, place.address) as data:
        return {entry.headword for entry in await data.saved.page(1)}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith("lock")} if folder.exists() else set()


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.glob("copy*")}


async def test_a_backup_made_while_the_bot_runs_holds_all_that_was_saved_by_then(place: Place, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    async with opened(place.home, place.address) as data:
        await data.saved.save(SavedEntry(1, "before", "before", MORNING))
        async with data.database.writing() as connection:
            await connection.execute(text("UPDATE saved_entry SET headword = 'half done'"))
            await back_up(place.url, copy, folder(place))
        await data.saved.save(SavedEntry(1, "after", "after", MORNING))
    with closing(sqlite3.connect(copy)) as copied:
        assert copied.execute("SELECT headword FROM saved_entry").fetchall() == [("before",)]
        assert copied.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert copied.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copy.stat().st_mode & 0o077 == 0
    assert names(tmp_path) == {"copy.sqlite3", place.home.folder.name}
    assert names(place.home.backups) == set()


async def test_a_backup_is_put_back_and_what_was_there_is_kept(place: Place, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    await save(place, "old")
    await back_up(place.url, copy, folder(place))
    await save(place, "new")
    kept = await restore(place.url, copy, folder(place), NOW)
    assert await saved(place) == {"old"}
    assert kept == place.home.backups / KEPT
    assert names(place.home.backups) == {KEPT}
    await restore(place.url, kept, folder(place), NOW + timedelta(days=1))
    assert await saved(place) == {"old", "new"}
    assert copy.exists()


async def test_a_bot_that_runs_goes_on_with_what_was_put_back(place: Place, tmp_path: Path) -> None:
    await save(place, "old")
    await back_up(place.url, tmp_path / "copy", folder(place))
    async with opened(place.home, place.address) as data:
        await data.saved.save(SavedEntry(1, "new", "new", MORNING))
        kept = await restore(place.url, tmp_path / "copy", folder(place), NOW)
        assert [entry.headword for entry in await data.saved.page(1)] == ["old"]
        await data.saved.save(SavedEntry(1, "later", "later", MORNING))
    assert await saved(place) == {"old", "later"}
    assert isinstance(kept, Path)


@pytest.mark.parametrize("version", known_versions())
async def test_a_backup_of_every_version_goes_into_either_database(
    sqlite_place: Place, place: Place, tmp_path: Path, version: str
) -> None:
    await make_database(sqlite_place, version)
    await back_up(sqlite_place.url, tmp_path / "copy", folder(sqlite_place))
    other = Place(Home(tmp_path / "another machine"), place.address)
    assert await restore(other.url, tmp_path / "copy", folder(other), NOW) is None
    rows = await read_rows(other)
    assert {table: len(found) for table, found in rows.items() if found} == {
        table: len(found) for table, found in rows_of(version).items()
    }
    await back_up(other.url, tmp_path / "second", folder(other))
    again = Place(Home(tmp_path / "third machine"))
    await restore(again.url, tmp_path / "second", folder(again), NOW)
    assert await read_rows(again) == rows


async def test_buttons_sent_since_a_backup_lead_to_nothing_else_afterwards(place: Place, tmp_path: Path) -> None:
    await make_database(place, SCHEMA_VERSION)
    await back_up(place.url, tmp_path / "copy", folder(place))
    async with opened(place.home, place.address) as data, data.database.writing() as connection:
        await connection.execute(text("UPDATE glossary_state SET next_proposal = 20, next_term = 1"))
        await connection.execute(text("INSERT INTO glossary_state VALUES (5, 3, 4, 5, 6)"))
    await restore(place.url, tmp_path / "copy", folder(place), NOW)
    states = {row["guild_id"]: row for row in (await read_rows(place))["glossary_state"]}
    (before,) = rows_of(SCHEMA_VERSION)["glossary_state"]
    assert states[before["guild_id"]] == {**before, "next_proposal": 20}
    assert states[5] == {"guild_id": 5, "version": 4, "next_term": 4, "next_change": 5, "next_proposal": 6}


async def test_a_damaged_file_is_kept_with_its_log_when_a_backup_takes_its_place(
    sqlite_place: Place, tmp_path: Path
) -> None:
    home, copy = sqlite_place.home, tmp_path / "copy.sqlite3"
    await save(sqlite_place, "old")
    await back_up(sqlite_place.url, copy, folder(sqlite_place))
    home.server_data.write_bytes(b"damaged")
    home.server_data.with_name("servers.sqlite3-wal").write_bytes(b"the log")
    kept = await restore(sqlite_place.url, copy, folder(sqlite_place), NOW)
    assert isinstance(kept, Path)
    assert kept.read_bytes() == b"damaged"
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"the log"
    assert await saved(sqlite_place) == {"old"}


async def test_a_file_that_is_damaged_inside_is_replaced_as_a_whole_when_nobody_uses_it(
    sqlite_place: Place, tmp_path: Path
) -> None:
    file = sqlite_place.home.server_data
    await save(sqlite_place, *(f"a rather long headword, number {number}" for number in range(300)))
    await back_up(sqlite_place.url, tmp_path / "copy", folder(sqlite_place))
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'saved_entry'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    pages = bytearray(file.read_bytes())
    pages[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(pages)
    with pytest.raises(DataError, match="damaged") as refused:
        await back_up(sqlite_place.url, tmp_path / "second", folder(sqlite_place))
    assert "medlex restore" in refused.value.remedy
    assert not (tmp_path / "second").exists()
    with closing(sqlite3.connect(file)) as used:
        used.execute("SELECT * FROM sqlite_schema").fetchall()
        with pytest.raises(DataError, match="using") as refused:
            await restore(sqlite_place.url, tmp_path / "copy", folder(sqlite_place), NOW)
        assert "Stop the bot" in refused.value.remedy
    kept = await restore(sqlite_place.url, tmp_path / "copy", folder(sqlite_place), NOW)
    assert isinstance(kept, Path)
    assert kept.read_bytes()[size:] == pages[size:]
    assert len(await saved(sqlite_place)) == 300


async def test_sqlite_data_of_a_newer_medlex_are_kept_when_a_backup_of_this_one_takes_their_place(
    sqlite_place: Place, tmp_path: Path
) -> None:
    await save(sqlite_place, "old")
    await back_up(sqlite_place.url, tmp_path / "copy", folder(sqlite_place))
    run_sql(sqlite_place.home, "UPDATE medlex_schema_version SET version_num = '0999'")
    kept = await restore(sqlite_place.url, tmp_path / "copy", folder(sqlite_place), NOW)
    assert await saved(sqlite_place) == {"old"}
    assert isinstance(kept, Path)
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT version_num FROM medlex_schema_version").fetchall() == [("0999",)]


async def test_a_plain_copy_of_a_file_that_was_not_closed_is_put_back_with_its_log(
    sqlite_place: Place, tmp_path: Path
) -> None:
    async with opened(sqlite_place.home) as data:
        await data.saved.save(SavedEntry(1, "in the log", "in the log", MORNING))
        for ending in ("", "-wal"):
            original = sqlite_place.home.server_data.with_name(f"servers.sqlite3{ending}")
            (tmp_path / f"copy{ending}").write_bytes(original.read_bytes())
    run_sql(sqlite_place.home, "DELETE FROM saved_entry")
    before = contents(tmp_path)
    await restore(sqlite_place.url, tmp_path / "copy", folder(sqlite_place), NOW)
    assert await saved(sqlite_place) == {"in the log"}
    assert contents(tmp_path) == before


async def test_a_backup_does_not_take_the_place_of_anything(sqlite_place: Place, tmp_path: Path) -> None:
    await save(sqlite_place, "old")
    (tmp_path / "copy").write_text("precious")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    for taken in (tmp_path / "copy", tmp_path, sqlite_place.home.server_data, tmp_path / "dangling"):
        with pytest.raises(UsageError, match="already"):
            await back_up(sqlite_place.url, taken, folder(sqlite_place))
    assert (tmp_path / "copy").read_text() == "precious"


async def test_a_backup_that_cannot_be_written_is_said(place: Place, tmp_path: Path) -> None:
    await save(place, "old")
    with pytest.raises(DataError, match="no such file"):
        await back_up(place.url, tmp_path / "no folder" / "copy", folder(place))


async def test_without_server_data_there_is_nothing_to_back_up(place: Place, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no server data"):
        await back_up(place.url, tmp_path / "copy", folder(place))
    assert not (tmp_path / "copy").exists()
    assert not place.home.server_data.exists()


async def test_two_restores_within_a_second_lose_nothing(sqlite_place: Place, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    await save(sqlite_place, "old")
    await back_up(sqlite_place.url, copy, folder(sqlite_place))
    await save(sqlite_place, "new")
    kept = await restore(sqlite_place.url, copy, folder(sqlite_place), NOW)
    again = await restore(sqlite_place.url, copy, folder(sqlite_place), NOW)
    assert isinstance(kept, Path)
    assert again is not None
    assert again != kept  # what the first one replaced is still there
    run_sql(sqlite_place.home, "DELETE FROM saved_entry")
    await restore(sqlite_place.url, kept, folder(sqlite_place), NOW + timedelta(days=1))
    assert await saved(sqlite_place) == {"old", "new"}
