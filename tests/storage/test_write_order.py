"""Writes of one person or server keep their order; what was not confirmed in time is dropped, or done before the next."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.write_order import PendingWork, WriteDroppedError, WriteOrder, new_work_context

ALICE, BOB, GUILD = 11, 22, 33


class Writer:
    """Starts writes, which note their names when they are committed."""

    def __init__(self) -> None:
        self.order = WriteOrder()
        self.done: list[str] = []

    def start(
        self, name: str, *owners: int, until: asyncio.Event | None = None
    ) -> tuple[asyncio.Task[None], PendingWork]:
        """Start a write that takes until an event."""
        work, context = new_work_context()
        return asyncio.create_task(self._write(name, owners, until), context=context), work

    async def _write(self, name: str, owners: tuple[int, ...], until: asyncio.Event | None) -> None:
        async with self.order.turn(*owners) as work:
            if until:
                await until.wait()
            work.begin_commit()
            self.done.append(name)


async def settle() -> None:
    """Let all tasks go on until each of them waits."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_writes_of_one_person_happen_in_the_order_in_which_they_were_asked_for() -> None:
    writer, slow = Writer(), asyncio.Event()
    first, _ = writer.start("save", ALICE, until=slow)
    second, _ = writer.start("delete", ALICE)
    await settle()
    assert writer.done == []
    slow.set()
    await asyncio.gather(first, second)
    assert writer.done == ["save", "delete"]


async def test_others_do_not_wait() -> None:
    writer, slow = Writer(), asyncio.Event()
    first, _ = writer.start("alice", ALICE, GUILD, until=slow)
    await writer.start("bob", BOB)[0]
    await writer.start("nobody")[0]
    assert writer.done == ["bob", "nobody"]
    slow.set()
    await first


async def test_what_belongs_to_a_person_and_a_server_waits_for_both() -> None:
    writer, slow = Writer(), asyncio.Event()
    tasks = [
        writer.start("alice", ALICE, until=slow)[0],
        writer.start("both", ALICE, GUILD)[0],
        writer.start("server", GUILD)[0],
    ]
    await settle()
    assert writer.done == []
    slow.set()
    await asyncio.gather(*tasks)
    assert writer.done == ["alice", "both", "server"]


async def test_a_dropped_write_is_never_committed_and_nobody_waits_for_it() -> None:
    writer, slow = Writer(), asyncio.Event()
    first, work = writer.start("save", ALICE, until=slow)
    await settle()
    assert work.drop()
    await writer.start("delete", ALICE)[0]
    slow.set()
    with pytest.raises(WriteDroppedError):
        await first
    assert writer.done == ["delete"]


async def test_a_write_that_is_being_committed_cannot_be_dropped_and_comes_before_the_next() -> None:
    order, disk, done = WriteOrder(), asyncio.Event(), []
    work, context = new_work_context()

    async def commit_slowly() -> None:
        async with order.turn(ALICE) as pending:
            pending.begin_commit()
            await disk.wait()
            done.append("save")

    async def delete() -> None:
        async with order.turn(ALICE):
            done.append("delete")

    first = asyncio.create_task(commit_slowly(), context=context)
    await settle()
    assert not work.drop()
    second = asyncio.create_task(delete())
    await settle()
    assert done == []
    disk.set()
    await asyncio.gather(first, second)
    assert done == ["save", "delete"]


async def test_a_write_dropped_while_it_waits_lets_nobody_pass_those_before_it() -> None:
    writer, slow = Writer(), asyncio.Event()
    first, _ = writer.start("first", ALICE, until=slow)
    second, work = writer.start("second", ALICE)
    third, _ = writer.start("third", ALICE)
    await settle()
    assert work.drop()
    await settle()
    assert writer.done == []
    slow.set()
    await asyncio.gather(first, third)
    with pytest.raises(WriteDroppedError):
        await second
    assert writer.done == ["first", "third"]


async def test_a_write_that_fails_or_is_cancelled_lets_the_next_go_on() -> None:
    writer = Writer()

    async def fail() -> None:
        async with writer.order.turn(ALICE):
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        await fail()
    first, _ = writer.start("first", ALICE, until=asyncio.Event())
    second, _ = writer.start("second", ALICE)
    await settle()
    first.cancel()
    await second
    assert writer.done == ["second"]


async def test_nothing_is_remembered_of_those_who_have_written() -> None:
    writer = Writer()
    await asyncio.gather(*(writer.start(str(number), number, GUILD)[0] for number in range(100)))
    assert writer.done == [str(number) for number in range(100)]
    assert not writer.order._turns  # noqa: SLF001 (nothing public tells)
