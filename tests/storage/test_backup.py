"""Copies of server data, and putting them back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from storage.places import Place, run_sql

from bot.errors import DataError, UsageError
from bot.settings import Home
from bot.storage import migrate as migrating
from bot.storage.backup import back_up, restore
from bot.storage.records import SavedEntry
from bot.storage.schema import SCHEMA_VERSION
from bot.storage.server_data import opened

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
NOW = datetime(2026, 5, 13, 7, 0, 1, tzinfo=UTC)


async def save(home: Home, *headwords: str) -> None:
    async with opened(home) as data:
        for headword in headwords:
            await data.saved.save(SavedEntry(1, headword, headword, MORNING))


async def saved(home: Home) -> set[str]:
    async with opened(home) as data:
        return {entry.headword for entry in await data.saved.page(1)}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


async def test_a_copy_made_while_the_bot_runs_holds_all_that_was_saved_by_then(
    sqlite_place: Place, tmp_path: Path
) -> None:
    home, copy = sqlite_place.home, tmp_path / "copy.sqlite3"
    async with opened(home) as data:
        await data.saved.save(SavedEntry(1, "before", "before", MORNING))
        async with data.database.writing() as connection:
            await connection.execute(text("UPDATE saved_entry SET headword = 'half done'"))
            back_up(sqlite_place.url, copy)
        await data.saved.save(SavedEntry(1, "after", "after", MORNING))
    with closing(sqlite3.connect(copy)) as copied:
        assert copied.execute("SELECT headword FROM saved_entry").fetchall() == [("before",)]
        assert copied.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert copy.stat().st_mode & 0o077 == 0
    assert names(tmp_path) == {"copy.sqlite3", home.folder.name}


async def test_a_copy_is_put_back_and_what_was_there_is_kept(sqlite_place: Place, tmp_path: Path) -> None:
    home, copy = sqlite_place.home, tmp_path / "copy.sqlite3"
    await save(home, "old")
    back_up(sqlite_place.url, copy)
    await save(home, "new")
    kept = await restore(sqlite_place.url, copy, NOW)
    assert await saved(home) == {"old"}
    assert kept == home.folder / "servers-20260513T070001Z.sqlite3"
    assert names(home.folder) == {"servers.sqlite3", kept.name}
    await restore(sqlite_place.url, kept, datetime(2026, 5, 14, tzinfo=UTC))
    assert await saved(home) == {"old", "new"}
    assert copy.exists()


async def test_a_copy_is_put_where_nothing_was(sqlite_place: Place, tmp_path: Path) -> None:
    await save(sqlite_place.home, "old")
    back_up(sqlite_place.url, tmp_path / "copy")
    elsewhere = Home(tmp_path / "another machine")
    assert await restore(Place(elsewhere).url, tmp_path / "copy", NOW) is None
    assert await saved(elsewhere) == {"old"}


async def test_a_damaged_file_is_kept_with_its_log_when_a_copy_takes_its_place(
    sqlite_place: Place, tmp_path: Path
) -> None:
    home, copy = sqlite_place.home, tmp_path / "copy.sqlite3"
    await save(home, "old")
    back_up(sqlite_place.url, copy)
    home.server_data.write_bytes(b"damaged")
    home.server_data.with_name("servers.sqlite3-wal").write_bytes(b"the log")
    kept = await restore(sqlite_place.url, copy, NOW)
    assert kept is not None
    assert kept.read_bytes() == b"damaged"
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"the log"
    assert await saved(home) == {"old"}


async def test_nothing_is_put_in_place_while_the_bot_runs(sqlite_place: Place, tmp_path: Path) -> None:
    home, copy = sqlite_place.home, tmp_path / "copy.sqlite3"
    await save(home, "old")
    back_up(sqlite_place.url, copy)
    async with opened(home) as data:
        await data.saved.save(SavedEntry(1, "new", "new", MORNING))
        with pytest.raises(DataError) as refused:
            await restore(sqlite_place.url, copy, NOW)
        assert "Stop the bot" in refused.value.remedy
        assert await data.saved.count(1) == 2
    assert names(home.folder) == {"servers.sqlite3"}
    assert await saved(home) == {"old", "new"}


def another_programs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")


def no_database(path: Path) -> None:
    path.write_bytes(b"not a database")


def empty(path: Path) -> None:
    path.touch()


def folder(path: Path) -> None:
    path.mkdir()


def absent(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize("make", [another_programs, no_database, empty, folder, absent])
async def test_what_is_no_copy_is_refused_and_everything_stays(
    sqlite_place: Place, tmp_path: Path, make: object
) -> None:
    home, wrong = sqlite_place.home, tmp_path / "wrong"
    await save(home, "old")
    assert callable(make)
    make(wrong)
    with pytest.raises(DataError) as refused:
        await restore(sqlite_place.url, wrong, NOW)
    assert str(wrong) in refused.value.problem
    assert names(home.folder) == {"servers.sqlite3"}
    assert await saved(home) == {"old"}


async def test_a_copy_that_is_damaged_inside_is_refused(sqlite_place: Place, tmp_path: Path) -> None:
    home, copy = sqlite_place.home, tmp_path / "copy.sqlite3"
    await save(home, *(f"a rather long headword, number {number}" for number in range(300)))
    back_up(sqlite_place.url, copy)
    pages = bytearray(copy.read_bytes())
    pages[8_192:] = b"\xff" * (len(pages) - 8_192)
    copy.write_bytes(pages)
    with pytest.raises(DataError, match="damaged"):
        await restore(sqlite_place.url, copy, NOW)
    assert len(await saved(home)) == 300
    home.server_data.write_bytes(pages)
    with pytest.raises(DataError, match="damaged") as refused:
        back_up(sqlite_place.url, tmp_path / "second")
    assert "medlex restore" in refused.value.remedy
    assert not (tmp_path / "second").exists()


async def test_a_copy_of_a_newer_medlex_is_refused_by_its_name(
    sqlite_place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await save(sqlite_place.home, "old")
    back_up(sqlite_place.url, tmp_path / "copy")
    monkeypatch.setattr(migrating, "SCHEMA_VERSION", "0000")
    with pytest.raises(DataError, match=f"schema version {SCHEMA_VERSION}") as refused:
        await restore(sqlite_place.url, tmp_path / "copy", NOW)
    assert str(tmp_path / "copy") in refused.value.problem
    assert names(sqlite_place.home.folder) == {"servers.sqlite3"}


async def test_a_copy_does_not_take_the_place_of_anything(sqlite_place: Place, tmp_path: Path) -> None:
    await save(sqlite_place.home, "old")
    (tmp_path / "copy").write_text("precious")
    for taken in (tmp_path / "copy", tmp_path, sqlite_place.home.server_data):
        with pytest.raises(UsageError, match="already"):
            back_up(sqlite_place.url, taken)
    assert (tmp_path / "copy").read_text() == "precious"


async def test_a_copy_that_cannot_be_written_is_said(sqlite_place: Place, tmp_path: Path) -> None:
    await save(sqlite_place.home, "old")
    with pytest.raises(DataError, match="no such file"):
        back_up(sqlite_place.url, tmp_path / "no folder" / "copy")


def test_without_server_data_there_is_nothing_to_copy(sqlite_place: Place, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no server data"):
        back_up(sqlite_place.url, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


async def test_two_restores_within_a_second_lose_nothing(sqlite_place: Place, tmp_path: Path) -> None:
    home, copy = sqlite_place.home, tmp_path / "copy.sqlite3"
    await save(home, "old")
    back_up(sqlite_place.url, copy)
    await save(home, "new")
    kept = await restore(sqlite_place.url, copy, NOW)
    with pytest.raises(DataError, match="already"):
        await restore(sqlite_place.url, copy, NOW)
    run_sql(home, "DELETE FROM saved_entry")
    assert kept is not None
    await restore(sqlite_place.url, kept, datetime(2026, 5, 14, tzinfo=UTC))
    assert await saved(home) == {"old", "new"}


async def test_for_postgres_its_own_programs_are_named(tmp_path: Path) -> None:
    pytest.importorskip("asyncpg")
    url = Place(Home(tmp_path), SecretStr("postgresql://host/words")).url
    with pytest.raises(UsageError, match="pg_dump"):
        back_up(url, tmp_path / "copy")
    with pytest.raises(UsageError, match="pg_restore"):
        await restore(url, tmp_path / "copy", NOW)
