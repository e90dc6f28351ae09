"""Server data are made, migrated and refused as they should be when they are opened."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from storage.places import Place, run_sql
from storage.programs import (
    DYING_OPENING,
    LATER_VERSION,
    OPENING,
    at_once,
    migrations_of_later_medlex,
    open_with_later_medlex,
    start,
)
from structlog.testing import capture_logs
from waiting import SECONDS_UNTIL_HUNG

from bot.errors import DataError
from bot.settings import Home
from bot.storage import migrate as migrating
from bot.storage.database import engine_for
from bot.storage.records import Feedback, FeedbackKind, SavedEntry, StudyCard
from bot.storage.schema import SCHEMA_VERSION, VERSION_TABLE, metadata
from bot.storage.server_data import ServerData, opened, server_data

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
SAVED = SavedEntry(1, "interleukin", "interleukin", MORNING)
STUDIED = StudyCard(1, "interleukin", 2, None, 3.5, 5.25, MORNING, MORNING, MORNING, 1)
FEEDBACK = Feedback("interleukin", "interleukin", FeedbackKind.UNCLEAR, "What is a cytokine?", MORNING)


async def fill(place: Place) -> None:
    """Keep something of everything."""
    async with opened(place.home, place.address) as data:
        await data.saved.save(SAVED)
        await data.study.rate(STUDIED)
        await data.feedback.add(FEEDBACK)
        await data.terms_of_the_day.claim(7, MORNING.date(), "interleukin")


async def refuse_loss(place: Place) -> None:
    """See that everything is there that `fill` kept."""
    async with opened(place.home, place.address) as data:
        assert await data.saved.page(1) == [SAVED]
        assert await data.study.all(1) == [STUDIED]
        assert await data.feedback.list() == [FEEDBACK]
        assert await data.terms_of_the_day.posted_keys(7, MORNING.date()) == {"interleukin"}


async def test_migrations_make_the_tables_that_the_program_knows(data: ServerData) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        return list(compare_metadata(context, metadata))

    async with data.database.reading() as connection:
        assert await connection.run_sync(differences) == []


def test_the_schema_version_is_that_of_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.MIGRATIONS))
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] == SCHEMA_VERSION


async def test_what_was_kept_is_there_when_they_are_opened_again(place: Place) -> None:
    await fill(place)
    with capture_logs() as logged:
        await refuse_loss(place)
    assert not [line for line in logged if line["event"] == "server_data_migrated"]


async def test_they_are_opened_when_they_are_first_used_and_again_after_they_were_closed(place: Place) -> None:
    data = server_data(place.home, place.address)
    assert await data.saved.save(SAVED)
    await data.database.close()
    assert await data.saved.count(1) == 1
    await data.database.close()
    await data.database.close()


async def test_many_first_uses_at_once_open_them_once(place: Place) -> None:
    data = server_data(place.home, place.address)
    with capture_logs() as logged:
        assert await asyncio.gather(*(data.saved.count(1) for _ in range(8))) == [0] * 8
    assert [line["event"] for line in logged].count("server_data_migrated") == 1
    await data.database.close()


async def test_a_home_with_spaces_and_signs_in_its_name_works(tmp_path: Path) -> None:
    place = Place(Home(tmp_path / "mein Ordner ☃ #1 100% ?mode=ro&x=%20"))
    await fill(place)
    assert place.home.server_data.is_file()
    await refuse_loss(place)


async def test_only_its_owner_can_read_the_file(sqlite_place: Place) -> None:
    async with opened(sqlite_place.home) as data:
        await data.saved.save(SAVED)
        await data.study.rate(STUDIED)
        files = [path for path in sqlite_place.home.folder.iterdir() if path.suffix != ".lock"]
        assert {path.name for path in files} >= {"servers.sqlite3", "servers.sqlite3-wal"}
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


async def test_nobody_who_reads_waits_for_one_who_writes(sqlite_place: Place) -> None:
    await fill(sqlite_place)
    async with opened(sqlite_place.home) as data, data.database.writing() as connection:
        await connection.execute(text("DELETE FROM saved_entry"))
        assert await data.saved.page(1) == [SAVED]  # one who waits is told in the end that it is locked


def test_programs_that_start_together_all_find_server_data(place: Place) -> None:
    assert at_once(place, OPENING, ["", "", "", ""]) == ["0", "0", "0", "0"]


async def test_a_later_version_takes_its_steps_and_keeps_everything(place: Place, tmp_path: Path) -> None:
    await fill(place)
    open_with_later_medlex(place, migrations_of_later_medlex(tmp_path / "migrations"))
    engine = engine_for(place.url)
    async with engine.connect() as connection:
        assert list(await connection.execute(text("SELECT words FROM feedback"))) == [(FEEDBACK.text,)]
        assert list(await connection.execute(text("SELECT headword FROM saved_entry"))) == [("interleukin (moved)",)]
        assert "posted_term" not in await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()


async def test_a_step_that_is_killed_half_way_has_not_happened(place: Place, tmp_path: Path) -> None:
    await fill(place)
    migrations = migrations_of_later_medlex(tmp_path / "migrations")
    open_with_later_medlex(place, migrations, killed=True)
    await refuse_loss(place)
    open_with_later_medlex(place, migrations)
    with pytest.raises(DataError, match=LATER_VERSION):
        await server_data(place.home, place.address).database.open()


async def test_the_first_migration_can_be_killed_and_repeated(place: Place) -> None:
    process = start(place, "-c", DYING_OPENING)
    _, said = process.communicate("go\n", timeout=SECONDS_UNTIL_HUNG)
    assert process.returncode == -signal.SIGKILL, said
    await fill(place)
    await refuse_loss(place)


async def test_server_data_of_a_newer_medlex_are_refused_and_left_alone(place: Place) -> None:
    await fill(place)
    async with opened(place.home, place.address) as data, data.database.writing() as connection:
        await connection.execute(text("UPDATE medlex_schema_version SET version_num = '0999'"))
    for _ in range(2):
        with pytest.raises(DataError) as refused:
            await server_data(place.home, place.address).database.open()
        assert "0999" in refused.value.problem
        assert SCHEMA_VERSION in refused.value.problem
        assert "newer Medlex" in refused.value.remedy


async def test_another_programs_database_is_refused_and_left_alone(place: Place) -> None:
    place.home.folder.mkdir()
    engine = engine_for(place.url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    with pytest.raises(DataError) as refused:
        await server_data(place.home, place.address).database.open()
    assert place.url.render_as_string(hide_password=True).rpartition("/")[2] in refused.value.problem
    async with engine.connect() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["theirs"]
    await engine.dispose()


async def test_another_programs_sqlite_file_is_not_changed_at_all(sqlite_place: Place) -> None:
    sqlite_place.home.folder.mkdir()
    run_sql(sqlite_place.home, "CREATE TABLE theirs (id INTEGER)")
    before = sqlite_place.home.server_data.read_bytes()
    with pytest.raises(DataError, match="does not hold"):
        await server_data(sqlite_place.home).database.open()
    assert sqlite_place.home.server_data.read_bytes() == before


async def test_an_empty_file_is_a_new_one(sqlite_place: Place) -> None:
    sqlite_place.home.folder.mkdir()
    sqlite_place.home.server_data.touch()
    await fill(sqlite_place)
    await refuse_loss(sqlite_place)


async def test_the_file_says_whose_it_is(sqlite_place: Place) -> None:
    await fill(sqlite_place)
    with closing(sqlite3.connect(sqlite_place.home.server_data)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x4D646C53,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
