"""A database that cannot be used gives a DataError that names it and says what to do, and nothing is half done."""

from __future__ import annotations

import os
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine
from storage.places import Place, run_sql

from bot.errors import DataError
from bot.settings import Home
from bot.storage import database
from bot.storage.database import insert_if_absent
from bot.storage.records import Feedback, FeedbackKind, SavedEntry
from bot.storage.schema import term_of_the_day
from bot.storage.server_data import ServerData, opened, server_data
from bot.storage.status import status

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
SAVED = SavedEntry(1, "interleukin", "interleukin", MORNING)
NOBODY = 65534


@contextmanager
def without_privileges() -> Iterator[None]:
    """As somebody whom permissions hold back, also where the tests are run by root."""
    if not hasattr(os, "geteuid"):
        pytest.skip("Windows has no such permissions")
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def open_home() -> Iterator[Home]:
    """A home folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        home = Home(Path(folder) / "home")
        home.folder.mkdir()
        yield home
        home.folder.chmod(0o755)


@pytest.fixture
async def read_only_home(open_home: Home) -> Home:
    """A home with server data in which nothing may be changed."""
    async with opened(open_home) as data:
        await data.saved.save(SAVED)
    for path in open_home.folder.iterdir():
        path.chmod(0o444)
    open_home.folder.chmod(0o555)
    return open_home


def refusal(caught: pytest.ExceptionInfo[DataError], place: Home) -> str:
    """The problem of an error, which must name the file; its remedy must not be empty."""
    assert str(place.server_data) in caught.value.problem
    assert "\n" not in caught.value.problem
    assert caught.value.remedy
    return caught.value.problem.lower()


async def fill_up(data: ServerData) -> None:
    """Add feedback until there is no place left."""
    for number in range(1_000):
        moment = MORNING + timedelta(minutes=number)
        await data.feedback.add(Feedback("key", f"{number}", FeedbackKind.OTHER, "much " * 200, moment))


async def test_a_full_disk_is_said_and_nothing_is_half_saved(sqlite_place: Place) -> None:
    async with opened(sqlite_place.home) as data:
        await data.saved.save(SAVED)
        async with data.database.reading() as connection:
            await connection.execute(text("PRAGMA max_page_count = 1"))
        with pytest.raises(DataError) as caught:
            await fill_up(data)
        assert "full" in refusal(caught, sqlite_place.home)
        kept = [feedback.headword for feedback in await data.feedback.list()]
        assert kept == [str(number) for number in range(len(kept))]
        assert await data.saved.page(1) == [SAVED]


async def test_a_file_that_may_not_be_written_is_refused(read_only_home: Home) -> None:
    with without_privileges(), pytest.raises(DataError) as caught:
        await server_data(read_only_home).database.open()
    assert "permission denied" in refusal(caught, read_only_home)
    with without_privileges(), pytest.raises(DataError) as caught:
        await status(Place(read_only_home).url)
    assert "readonly" in refusal(caught, read_only_home)


async def test_a_file_that_becomes_read_only_is_said_when_something_is_saved(sqlite_place: Place) -> None:
    async with opened(sqlite_place.home) as data:
        async with data.database.reading() as connection:
            await connection.execute(text("PRAGMA query_only = ON"))
        with pytest.raises(DataError) as caught:
            await data.saved.save(SAVED)
        assert "readonly" in refusal(caught, sqlite_place.home)
        assert await data.saved.count(1) == 0


async def test_a_folder_in_the_files_place_is_refused(sqlite_place: Place) -> None:
    sqlite_place.home.server_data.mkdir(parents=True)
    for asking in (server_data(sqlite_place.home).database.open(), status(sqlite_place.url)):
        with pytest.raises(DataError) as caught:
            await asking
        refusal(caught, sqlite_place.home)


async def test_a_home_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = Home(tmp_path / "file" / "home")
    with pytest.raises(DataError) as caught:
        await server_data(home).database.open()
    assert "directory" in refusal(caught, home)


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 4_000])
async def test_a_file_that_is_no_database_is_refused_and_left_alone(sqlite_place: Place, content: bytes) -> None:
    sqlite_place.home.folder.mkdir()
    sqlite_place.home.server_data.write_bytes(content)
    for asking in (server_data(sqlite_place.home).database.open(), status(sqlite_place.url)):
        with pytest.raises(DataError) as caught:
            await asking
        assert "does not hold" in refusal(caught, sqlite_place.home)
        assert "medlex restore" in caught.value.remedy
    assert sqlite_place.home.server_data.read_bytes() == content


async def test_a_table_that_is_lost_is_said(sqlite_place: Place) -> None:
    async with opened(sqlite_place.home):
        pass
    run_sql(sqlite_place.home, "DROP TABLE saved_entry")
    async with opened(sqlite_place.home) as data:
        with pytest.raises(DataError) as caught:
            await data.saved.count(1)
    assert "saved_entry" in refusal(caught, sqlite_place.home)


async def test_another_program_that_does_not_stop_writing_is_said(
    sqlite_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "SECONDS_TO_WAIT", 0.05)
    async with opened(sqlite_place.home) as data:
        with closing(sqlite3.connect(sqlite_place.home.server_data, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DataError) as caught:
                await data.saved.save(SAVED)
        assert "locked" in refusal(caught, sqlite_place.home)
        assert await data.saved.save(SAVED)


async def test_what_members_wrote_stands_in_no_error(sqlite_place: Place) -> None:
    async with opened(sqlite_place.home) as data:
        async with data.database.reading() as connection:
            await connection.execute(text("PRAGMA query_only = ON"))
        with pytest.raises(DataError) as caught:
            await data.feedback.add(Feedback("key", "word", FeedbackKind.OTHER, "my own words", MORNING))
    error: BaseException | None = caught.value
    while error is not None:
        assert "my own words" not in f"{error} {error!r}"
        error = error.__cause__


async def test_a_mistake_of_ours_is_not_blamed_on_the_database(data: ServerData) -> None:
    with pytest.raises(IntegrityError):
        async with data.database.writing() as connection:
            await insert_if_absent(
                connection, term_of_the_day, guild_id=1, channel_id=1, hour=99, time_zone="UTC", language=None
            )
    assert await data.terms_of_the_day.all() == []


async def change_and_stumble(data: ServerData) -> None:
    async with data.database.writing() as connection:
        await connection.execute(text("DELETE FROM saved_entry"))
        raise RuntimeError


async def test_of_several_changes_all_are_kept_or_none(data: ServerData) -> None:
    await data.saved.save(SAVED)
    with pytest.raises(RuntimeError):
        await change_and_stumble(data)
    assert await data.saved.page(1) == [SAVED]


async def test_an_unreachable_postgres_is_named_without_its_password(tmp_path: Path) -> None:
    pytest.importorskip("asyncpg")
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    address = SecretStr(f"postgresql://medlex:very-secret@127.0.0.1:{port}/words")
    for asking in (
        server_data(Home(tmp_path), address).database.open(),
        status(Place(Home(tmp_path), address).url),
        server_data(Home(tmp_path), address).saved.count(1),
    ):
        with pytest.raises(DataError) as caught:
            await asking
        assert f"127.0.0.1:{port}/words" in caught.value.problem
        assert "very-secret" not in str(caught.value)
        assert "MEDLEX_DATABASE" in caught.value.remedy


async def test_a_postgres_without_that_database_is_said(postgres_place: Place) -> None:
    assert postgres_place.address is not None
    missing = make_url(postgres_place.address.get_secret_value()).set(database="no_such_database")
    address = SecretStr(missing.render_as_string(hide_password=False))
    with pytest.raises(DataError, match="no_such_database"):
        await server_data(postgres_place.home, address).database.open()


async def test_a_user_whom_postgres_lets_make_no_table_is_told(postgres_place: Place) -> None:
    role = f"{postgres_place.url.database}_reader"
    engine = create_async_engine(postgres_place.url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD 'secret'"))
        address = SecretStr(
            postgres_place.url.set(username=role, password="secret").render_as_string(hide_password=False)  # noqa: S106
        )
        try:
            with pytest.raises(DataError, match="permission denied") as caught:
                await server_data(postgres_place.home, address).database.open()
        finally:
            await connection.execute(text(f"DROP ROLE {role}"))
    await engine.dispose()
    assert "MEDLEX_DATABASE" in caught.value.remedy


async def test_a_postgres_that_takes_no_changes_is_said(postgres_place: Place) -> None:
    async with opened(postgres_place.home, postgres_place.address) as data:
        await data.saved.save(SAVED)
    engine = create_async_engine(postgres_place.url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        read_only = f"ALTER DATABASE {postgres_place.url.database} SET default_transaction_read_only = on"
        await connection.execute(text(read_only))
    await engine.dispose()
    data = server_data(postgres_place.home, postgres_place.address)
    with pytest.raises(DataError, match="read-only"):
        await data.terms_of_the_day.claim(1, date(2026, 5, 12), "interleukin")
    with pytest.raises(DataError, match="read-only"):
        await status(postgres_place.url)
    await data.database.close()


async def test_connections_that_postgres_has_ended_are_made_anew(postgres_place: Place) -> None:
    async with opened(postgres_place.home, postgres_place.address) as data:
        await data.saved.save(SAVED)
        engine = create_async_engine(postgres_place.url)
        async with engine.begin() as connection:
            end = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            await connection.execute(text(end))
        await engine.dispose()
        assert await data.saved.page(1) == [SAVED]
