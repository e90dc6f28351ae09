"""Server data are moved between a SQLite file and PostgreSQL, all rows or none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from storage.places import Place, run_sql
from storage.rows import make_database, read_rows, rows_of

from bot.errors import DataError
from bot.storage.backup import moving
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.moving import Move, move_to_postgresql, move_to_sqlite
from bot.storage.migrate import known_versions
from bot.storage.schema import SCHEMA_VERSION
from bot.storage.server_data import opened

NOW = datetime(2026, 5, 13, 7, 0, 1, tzinfo=UTC)


@pytest.fixture
async def places(sqlite_place: Place, postgres_place: Place) -> tuple[Place, Place]:
    """A SQLite file with rows in every table, and an empty PostgreSQL database."""
    await make_database(sqlite_place, SCHEMA_VERSION)
    return sqlite_place, postgres_place


async def there(places: tuple[Place, Place], *, dry_run: bool = False) -> Move:
    """Move to PostgreSQL."""
    file, database = places
    folder = BackupFolder(file.home.backups, 7)
    return await move_to_postgresql(file.home.server_data, database.url, folder, NOW, dry_run=dry_run)


async def back(places: tuple[Place, Place], *, dry_run: bool = False) -> Move:
    """Move to SQLite."""
    file, database = places
    return await move_to_sqlite(
        database.url, file.home.server_data, BackupFolder(file.home.backups, 7), dry_run=dry_run
    )


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith("lock")}


async def test_every_row_is_moved_there_and_back(places: tuple[Place, Place]) -> None:
    file, database = places
    rows = await read_rows(file)
    moved = await there(places)
    assert await read_rows(database) == rows
    assert moved.rows == {table: len(found) for table, found in rows.items()}
    assert moved.kept == file.home.backups / "servers-20260513T070001Z-moved.sqlite3"
    assert names(file.home.folder) == {"backups"}
    assert await back(places) == Move(moved.rows, None)
    assert await read_rows(file) == await read_rows(database) == rows
    assert names(file.home.backups) == {moved.kept.name}
    async with opened(file.home) as data:
        assert await data.saved.count(rows["saved_entry"][0]["user_id"]) > 0


@pytest.mark.parametrize("version", known_versions()[:-1])
async def test_data_of_an_earlier_version_are_migrated_when_they_are_moved(
    sqlite_place: Place, postgres_place: Place, version: str
) -> None:
    await make_database(sqlite_place, version)
    await there((sqlite_place, postgres_place))
    found = await read_rows(postgres_place)
    assert {table for table, rows in found.items() if rows} == set(rows_of(version))


async def test_a_dry_run_changes_nothing(places: tuple[Place, Place]) -> None:
    file, database = places
    rows = await read_rows(file)
    tried = await there(places, dry_run=True)
    assert tried == Move({table: len(found) for table, found in rows.items()}, None)
    assert await read_rows(database) == {}
    await there(places)
    await back(places, dry_run=True)
    assert not file.home.server_data.exists()


async def test_a_move_that_was_interrupted_after_its_last_row_is_finished(
    places: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, database = places

    def interrupt(_file: Path, _kept: Path) -> Path:
        raise OSError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(moving, "_put_away", interrupt)
        with pytest.raises(DataError, match="power"):
            await there(places)
    assert file.home.server_data.exists()
    assert (await there(places)).kept is not None
    await back(places)
    assert (await back(places)).rows == {table: len(rows) for table, rows in (await read_rows(database)).items()}


async def test_rows_that_are_there_already_are_not_merged(places: tuple[Place, Place]) -> None:
    file, database = places
    rows = await read_rows(file)
    async with opened(database.home, database.address) as data, data.database.writing() as connection:
        await connection.execute(text("INSERT INTO guild_setting VALUES (1, 'language', 'es')"))
    theirs = await read_rows(database)
    for move in (there, back):
        with pytest.raises(DataError, match=r"already") as refused:
            await move(places)
        assert "not merged" in refused.value.remedy
    assert (await read_rows(file), await read_rows(database)) == (rows, theirs)
    assert names(file.home.folder) == {"backups", "servers.sqlite3"}


async def test_nothing_is_moved_while_a_bot_runs(places: tuple[Place, Place]) -> None:
    file, database = places
    async with opened(file.home) as data:
        await data.saved.count(1)
        await refuse_use(there, places)
    async with opened(database.home, database.address) as data:
        await data.saved.count(1)
        await refuse_use(there, places)
        await refuse_use(back, places)
    assert file.home.server_data.exists()
    assert not any((await read_rows(database)).values())


async def refuse_use(move: Callable[[tuple[Place, Place]], Awaitable[Move]], places: tuple[Place, Place]) -> None:
    """See that a move says that the bot must be stopped."""
    with pytest.raises(DataError, match="using") as refused:
        await move(places)
    assert "Stop the bot" in refused.value.remedy


async def test_text_that_postgresql_cannot_store_is_said_and_nothing_is_moved(places: tuple[Place, Place]) -> None:
    file, database = places
    run_sql(file.home, "UPDATE guild_setting SET value = 'a' || char(0) || 'b'")
    with pytest.raises(DataError, match="guild_setting") as refused:
        await there(places)
    assert "a\0b" not in refused.value.problem
    assert await read_rows(database) == {}
    assert file.home.server_data.exists()


@pytest.mark.parametrize(
    "rule", ["DO INSTEAD NOTHING", "DO ALSO UPDATE feedback SET text = text || '.'"], ids=["lost", "changed"]
)
async def test_rows_that_do_not_arrive_as_they_were_are_noticed(places: tuple[Place, Place], rule: str) -> None:
    file, database = places
    async with opened(database.home, database.address) as data, data.database.writing() as connection:
        await connection.execute(text(f"CREATE RULE spoiling AS ON INSERT TO feedback {rule}"))
    with pytest.raises(DataError, match="feedback are not those that were read"):
        await there(places)
    assert not any((await read_rows(database)).values())
    assert file.home.server_data.exists()


async def test_without_data_there_is_nothing_to_move(sqlite_place: Place, postgres_place: Place) -> None:
    places = sqlite_place, postgres_place
    for move in (there, back):
        with pytest.raises(DataError, match="no server data"):
            await move(places)
