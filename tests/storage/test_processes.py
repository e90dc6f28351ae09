"""Several processes on one PostgreSQL database. Each has server data of its own here, as it would have there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from storage.places import Place
from storage.programs import LEADING, start
from waiting import SECONDS_UNTIL_HUNG

from bot.languages import ENGLISH
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.making import back_up
from bot.storage.backup.restoring import restore
from bot.storage.guild_settings import LANGUAGE
from bot.storage.processes import POST_FAILURES, Leader, Lock, follow_writes, lock, tell_all
from bot.storage.server_data import ServerData, opened

CLINIC = 10**17
END_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
async def processes(postgres_place: Place) -> AsyncIterator[list[ServerData]]:
    """The server data of two processes."""
    async with AsyncExitStack() as stack:
        where = (postgres_place.home, postgres_place.address)
        yield [await stack.enter_async_context(opened(*where)) for _ in range(2)]


async def until_heard(data: ServerData, before: int) -> None:
    """Wait until a process has heard of a write for the server."""

    async def heard() -> None:
        while data.database.writes.of(CLINIC) == before:  # noqa: ASYNC110 (nothing tells a test)
            await asyncio.sleep(0.01)

    await asyncio.wait_for(heard(), timeout=SECONDS_UNTIL_HUNG)


async def test_a_setting_is_right_in_another_process_at_once(processes: list[ServerData]) -> None:
    one, other = processes
    following = asyncio.create_task(follow_writes(other.database))
    await until_heard(other, before=0)  # it listens now
    assert (await other.guild_settings.of(CLINIC))[LANGUAGE] is None
    before = other.database.writes.of(CLINIC)
    await one.guild_settings.set(CLINIC, LANGUAGE, ENGLISH)
    await until_heard(other, before)
    assert (await other.guild_settings.of(CLINIC))[LANGUAGE] == ENGLISH
    following.cancel()


async def test_after_a_lost_connection_everything_is_read_again(
    processes: list[ServerData], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.processes.SECONDS_BETWEEN_LOOKS", 0.05)
    one, other = processes
    following = asyncio.create_task(follow_writes(other.database))
    await until_heard(other, before=0)
    assert (await other.guild_settings.of(CLINIC))[LANGUAGE] is None
    before = other.database.writes.of(CLINIC)
    async with one.database.connected() as connection:
        await connection.execute(END_OTHERS)
    await one.guild_settings.set(CLINIC, LANGUAGE, ENGLISH)
    await until_heard(other, before)
    assert (await other.guild_settings.of(CLINIC))[LANGUAGE] == ENGLISH
    following.cancel()


async def test_what_was_restored_is_right_in_a_running_process_at_once(
    processes: list[ServerData], postgres_place: Place, tmp_path: Path
) -> None:
    one, other = processes
    following = asyncio.create_task(follow_writes(other.database))
    await until_heard(other, before=0)
    folder = BackupFolder(tmp_path / "backups", 1)
    await one.guild_settings.set(CLINIC, LANGUAGE, ENGLISH)
    await back_up(postgres_place.url, tmp_path / "copy", folder)
    await one.guild_settings.reset(CLINIC, LANGUAGE)
    assert (await other.guild_settings.of(CLINIC))[LANGUAGE] is None
    before = other.database.writes.of(CLINIC)
    await restore(postgres_place.url, tmp_path / "copy", folder, datetime(2026, 5, 12, tzinfo=UTC))
    await until_heard(other, before)
    assert (await other.guild_settings.of(CLINIC))[LANGUAGE] == ENGLISH
    following.cancel()


async def test_messages_reach_all_processes_in_their_order(processes: list[ServerData]) -> None:
    one, other = processes
    heard: asyncio.Queue[str] = asyncio.Queue()
    following = asyncio.create_task(follow_writes(other.database, {POST_FAILURES: heard.put_nowait}))
    await until_heard(other, before=0)
    said: asyncio.Queue[str] = asyncio.Queue()
    telling = asyncio.create_task(tell_all(one.database, POST_FAILURES, said))
    for number in range(20):
        said.put_nowait(str(number))
    async with asyncio.timeout(SECONDS_UNTIL_HUNG):
        assert [await heard.get() for _ in range(20)] == [str(number) for number in range(20)]
    for task in (following, telling):
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_write_that_is_undone_tells_nobody(processes: list[ServerData]) -> None:
    one, other = processes
    following = asyncio.create_task(follow_writes(other.database))
    await until_heard(other, before=0)
    before = other.database.writes.of(CLINIC)
    with pytest.raises(ZeroDivisionError):
        async with one.database.writing(CLINIC):
            raise ZeroDivisionError
    await one.guild_settings.set(CLINIC + 1, LANGUAGE, ENGLISH)  # heard after anything that came before
    while other.database.writes.of(CLINIC + 1) == before:  # noqa: ASYNC110 (nothing tells a test)
        await asyncio.sleep(0.01)
    assert other.database.writes.of(CLINIC) == before
    following.cancel()


@pytest.fixture
async def leaders(processes: list[ServerData]) -> AsyncIterator[list[Leader]]:
    """What each of two processes asks."""
    leaders = [Leader(data.database) for data in processes]
    yield leaders
    for leader in leaders:
        await leader.resign()


async def test_one_process_leads_and_another_takes_over(leaders: list[Leader]) -> None:
    one, other = leaders
    assert [await one.is_here(), await other.is_here(), await one.is_here()] == [True, False, True]
    await one.resign()
    assert [await other.is_here(), await one.is_here()] == [True, False]


async def test_a_leader_that_loses_its_connection_leads_no_more(
    processes: list[ServerData], leaders: list[Leader]
) -> None:
    one, other = leaders
    assert await one.is_here()
    async with processes[1].database.connected() as connection:
        await connection.execute(END_OTHERS)
        assert await other.is_here()
    assert not await one.is_here()


async def test_another_process_leads_when_the_leader_is_killed(postgres_place: Place, leaders: list[Leader]) -> None:
    with start(postgres_place, "-c", LEADING) as killed:
        assert killed.stdin is not None
        assert killed.stdout is not None
        killed.stdin.write("go\n")
        killed.stdin.flush()
        assert [await asyncio.to_thread(killed.stdout.readline) for _ in range(2)] == ["ready\n", "True\n"]
        assert not await leaders[0].is_here()
        killed.kill()

    async def led() -> None:
        while not await leaders[0].is_here():  # noqa: ASYNC110 (nothing tells a test)
            await asyncio.sleep(0.01)

    await asyncio.wait_for(led(), timeout=SECONDS_UNTIL_HUNG)


async def test_duties_are_led_apart(processes: list[ServerData]) -> None:
    one, other = Leader(processes[0].database, 0), Leader(processes[1].database, 1)
    assert [await one.is_here(), await other.is_here()] == [True, True]
    for leader in (one, other):
        await leader.resign()


async def test_a_database_that_does_not_answer_has_no_leader(
    leaders: list[Leader], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await leaders[0].is_here()
    monkeypatch.setattr("bot.storage.processes.SECONDS_TO_ANSWER", 0.0)
    assert not await leaders[0].is_here()


async def test_locks_take_no_connection_away_from_answers(processes: list[ServerData]) -> None:
    one, other = processes
    async with AsyncExitStack() as stack:
        for number in range(20):  # more than the pool has
            await stack.enter_async_context(lock(one.database, Lock.SIGN_IN, number))
        await asyncio.wait_for(one.database.ping(), timeout=SECONDS_UNTIL_HUNG)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(stack.enter_async_context(lock(other.database, Lock.SIGN_IN, 19)), timeout=0.1)


async def test_the_session_of_a_machine_that_is_gone_ends_within_a_minute(processes: list[ServerData]) -> None:
    async with processes[0].database.connected() as connection:
        idle = (await connection.execute(text("SHOW tcp_keepalives_idle"))).scalar_one()
        between = (await connection.execute(text("SHOW tcp_keepalives_interval"))).scalar_one()
        times = (await connection.execute(text("SHOW tcp_keepalives_count"))).scalar_one()
    assert int(idle) + int(between) * int(times) <= 60


async def test_only_one_process_is_within_a_lock(processes: list[ServerData]) -> None:
    one, other = processes
    entered = asyncio.Event()

    async def enter() -> None:
        async with lock(other.database, Lock.SIGN_IN, 0):
            entered.set()

    async with lock(one.database, Lock.SIGN_IN, 0):
        waiting = asyncio.create_task(enter())
        async with lock(other.database, Lock.SIGN_IN, 1):  # of another number
            pass
        assert not entered.is_set()
    await asyncio.wait_for(waiting, timeout=SECONDS_UNTIL_HUNG)


async def test_a_file_belongs_to_one_process_which_leads(sqlite_place: Place) -> None:
    async with opened(sqlite_place.home) as data:
        assert await Leader(data.database).is_here()
        async with lock(data.database, Lock.SIGN_IN, 0), lock(data.database, Lock.SIGN_IN, 0):
            pass
