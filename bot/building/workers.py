"""Work on several files at once, each in a process of its own: Python runs one thread of a process at a time."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from logging.handlers import QueueHandler, QueueListener
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.queues import Queue
from queue import Full
from threading import Thread
from typing import TypeVar, TypeVarTuple

from bot.errors import DataError

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

# Another process takes half a second to start: in less than that this many bytes of a publisher's file are read.
BYTES_WORTH_A_PROCESS = 200_000
# Each takes 60 MB, and reading is soon bound by the largest file.
MOST_PROCESSES = 4

# What is given to another process in a stream and waits to be read, at most.
MOST_WAITING = 8
SECONDS_BETWEEN_LOOKS = 1.0

# The same way to start a process on every system; the child shares no lock, thread or open file with this one.
SPAWN = get_context("spawn")

_incoming: Queue[bytes | None]


class Aside:
    """Where work is done: here and now, or in another process while this one goes on."""

    is_apart = False

    def stream(
        self, work: Callable[[Iterable[bytes], *Arguments], Result], each: Iterable[bytes], *rest: *Arguments
    ) -> Future[Result]:
        """Give a function a stream and what else it takes. Returns when the whole stream has been given to it."""
        return self.start(work, each, *rest)

    def start(self, work: Callable[[*Arguments], Result], *arguments: *Arguments) -> Future[Result]:
        """Call a function."""
        done: Future[Result] = Future()
        done.set_result(work(*arguments))
        return done


class InAnotherProcess(Aside):
    """Work that another process does. `work` is a function of a module, and what it takes and gives can be pickled."""

    is_apart = True

    def __init__(self, executor: ProcessPoolExecutor, stream: Queue[bytes | None]) -> None:
        self._executor = executor
        self._stream = stream

    def stream(
        self, work: Callable[[Iterable[bytes], *Arguments], Result], each: Iterable[bytes], *rest: *Arguments
    ) -> Future[Result]:
        """Give a function a stream, no more of it at once than there is room for; stop when the function fails."""
        done = self._executor.submit(_with_stream, work, *rest)
        try:
            for item in each:
                if not self._put(item, done):
                    break
        finally:
            self._put(None, done)
        return done

    def _put(self, item: bytes | None, reader: Future[Result]) -> bool:
        """Put something into the stream when there is room; False when nobody reads it any more."""
        while not reader.done():
            with suppress(Full):
                self._stream.put(item, timeout=SECONDS_BETWEEN_LOOKS)
                return True
        return False

    def start(self, work: Callable[[*Arguments], Result], *arguments: *Arguments) -> Future[Result]:
        """Call a function in the other process, after what was started before."""
        return self._executor.submit(work, *arguments)


def _with_stream(work: Callable[..., Result], *rest: object) -> Result:
    return work(iter(_incoming.get, None), *rest)


@contextmanager
def aside(*, apart: bool) -> Iterator[Aside]:
    """A place for work beside this process: in another one if `apart` and there is a second processor.

    The futures raise what the work raises. Raises DataError when the system ends the other process.
    """
    if not apart or (os.cpu_count() or 1) < 2:
        yield Aside()
        return
    stream: Queue[bytes | None] = SPAWN.Queue(MOST_WAITING)
    stream.cancel_join_thread()
    with _logging_here() as logged, _executor(1, logged, stream) as executor, _explaining_broken_pool():
        yield InAnotherProcess(executor, stream)


def side_by_side(
    work: Callable[[*Arguments], Result], tasks: Sequence[tuple[*Arguments]], sizes: Sequence[int]
) -> list[Result]:
    """What a function gives for each task, in their order; on several processors at once where the tasks are large enough.

    `work` is a function of a module, and what it takes and gives can be pickled. `sizes` are in bytes of input: the largest
    task begins first. What the processes log is logged here. Raises what `work` raises, DataError when the system ends a
    process.
    """
    processes = min(len(tasks), os.cpu_count() or 1, MOST_PROCESSES)
    if processes < 2 or sum(sizes) - max(sizes) < BYTES_WORTH_A_PROCESS:
        return [work(*task) for task in tasks]
    with _logging_here() as logged, _executor(processes, logged) as executor:
        futures: dict[int, Future[Result]] = {}
        for at in sorted(range(len(tasks)), key=lambda at: -sizes[at]):
            futures[at] = executor.submit(work, *tasks[at])
        with _explaining_broken_pool():
            return [futures[at].result() for at in range(len(tasks))]


@contextmanager
def _explaining_broken_pool() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise DataError(
            "The system ended a process that Medlex had started.",
            "It may be short of memory: end other programs, then repeat the command.",
        ) from error


@contextmanager
def _executor(
    processes: int, logged: Queue[logging.LogRecord], stream: Queue[bytes | None] | None = None
) -> Iterator[ProcessPoolExecutor]:
    """Processes that do nothing more once this one gives up."""
    level = logging.getLogger("bot").getEffectiveLevel()
    executor = ProcessPoolExecutor(processes, SPAWN, initializer=_begin, initargs=(logged, level, stream))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _begin(logged: Queue[logging.LogRecord], level: int, stream: Queue[bytes | None] | None) -> None:
    """Make a process log to its parent, and end with it: on Ctrl+C, and when the parent is killed."""
    global _incoming  # noqa: PLW0603 (a queue can be given to a process only when it begins)
    if stream is not None:
        _incoming = stream
    root = logging.getLogger()
    root.handlers = [QueueHandler(logged)]
    root.setLevel(level)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


class Relay(QueueListener):
    """Logs what other processes have logged as if it had been logged here."""

    def handle(self, record: logging.LogRecord) -> None:
        """Give a record to the logger of the same name."""
        logging.getLogger(record.name).handle(record)


@contextmanager
def _logging_here() -> Iterator[Queue[logging.LogRecord]]:
    logged: Queue[logging.LogRecord] = SPAWN.Queue()
    relay = Relay(logged)
    relay.start()
    try:
        yield logged
    finally:
        relay.stop()
        logged.close()
