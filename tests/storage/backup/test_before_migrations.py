"""A copy is made before server data are migrated, and only so many are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from storage.places import Place
from storage.rows import make_database, read_rows

from bot.errors import DataError
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.restoring import restore
from bot.storage.migrate import known_versions
from bot.storage.schema import SCHEMA_VERSION
from bot.storage.server_data import opened

NOW = datetime(2026, 5, 13, 7, 0, 1, tzinfo=UTC)
EARLIER = known_versions()[:-1]


async def migrate(place: Place, backups: int = 7) -> None:
    async with opened(place.home, place.address, backups):
        pass


def automatic(place: Place) -> list[Path]:
    return BackupFolder(place.home.backups, 7).automatic()


@pytest.mark.parametrize("version", EARLIER)
async def test_what_was_there_before_a_migration_can_be_put_back(
    place: Place, sqlite_place: Place, tmp_path: Path, version: str
) -> None:
    await make_database(place, version)
    await migrate(place)
    (copy,) = automatic(place)
    assert copy.name.endswith(f"-before-{SCHEMA_VERSION}.sqlite3")
    after = await read_rows(place)
    await restore(place.url, copy, BackupFolder(place.home.backups, 7), NOW)
    assert await read_rows(place) == after
    await migrate(place)
    assert automatic(place) == [copy]


async def test_new_server_data_and_those_of_this_version_are_not_copied(place: Place) -> None:
    await migrate(place)
    await migrate(place)
    assert automatic(place) == []


async def test_a_host_can_do_without_copies(place: Place) -> None:
    await make_database(place, EARLIER[0])
    await migrate(place, backups=0)
    assert automatic(place) == []


async def test_without_a_copy_nothing_is_migrated(place: Place) -> None:
    await make_database(place, EARLIER[0])
    before = await read_rows(place)
    place.home.folder.mkdir(exist_ok=True)
    place.home.backups.write_text("a file in the way of the folder")
    with pytest.raises(DataError, match="no copy") as refused:
        await migrate(place)
    assert "MEDLEX_BACKUPS=0" in refused.value.remedy
    assert await read_rows(place) == before
    await migrate(place, backups=0)


async def test_a_migration_that_is_tried_again_leaves_one_copy_and_takes_no_night_away(place: Place) -> None:
    folder = BackupFolder(place.home.backups, 1)
    folder.folder.mkdir(parents=True)
    others = {folder.path(NOW).name, folder.path(NOW - timedelta(days=9), "-replaced").name}
    for name in (*others, folder.path(NOW - timedelta(days=1), f"-before-{SCHEMA_VERSION}").name):
        (folder.folder / name).touch()
    await make_database(place, EARLIER[0])
    await migrate(place, backups=1)
    (copy,) = folder.before_migrations()
    assert copy.name > folder.path(NOW, f"-before-{SCHEMA_VERSION}").name
    assert {path.name for path in folder.folder.glob("*.sqlite3")} == {*others, copy.name}


def test_nights_do_not_push_out_what_was_made_before_a_migration(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path, 1)
    copy = folder.path(NOW, "-before-0002")
    copy.touch()
    for day in range(1, 31):
        folder.path(NOW + timedelta(days=day)).touch()
        folder.prune(NOW + timedelta(days=day))
        assert copy.exists()
    folder.prune(NOW + timedelta(days=31))
    assert folder.automatic() == [folder.path(NOW + timedelta(days=30))]


def test_a_name_that_is_no_time_is_left_alone(tmp_path: Path) -> None:
    odd = tmp_path / "servers-20269999T999999Z-before-0002.sqlite3"
    odd.touch()
    BackupFolder(tmp_path, 1).prune(NOW)
    assert odd.exists()


def test_only_backups_that_medlex_made_by_itself_are_removed(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path, 1)
    others = (
        "mine.sqlite3",
        "servers-monday.sqlite3",
        "servers-20260513T070001Z-replaced.sqlite3",
        "servers-1.sqlite3",
    )
    for name in others:
        (tmp_path / name).touch()
    for day in range(3):
        folder.path(NOW + timedelta(days=day)).touch()
    folder.prune(NOW)
    assert {path.name for path in tmp_path.iterdir()} == {*others, folder.path(NOW + timedelta(days=2)).name}
