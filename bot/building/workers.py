"""Other processes that work for this one, because Python runs one thread of a process at a time; and a build's
memory.
"""

from __future__ import annotations

import gc
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

# A process takes half a second to start, in which this many bytes of a publisher's file could be read.
MIN_BYTES_FOR_PROCESSES = 200_000
# Each takes 60 MB, and the largest file soon decides how long it takes.
MAX_PROCESSES = 4

# Items of a stream that wait to be read by another process.
MAX_WAITING = 8
SECONDS_BETWEEN_CHECKS = 1.0

# "spawn" works on every system; the child shares no lock, thread or open file with this process.
SPAWN = get_context("spawn")

_incoming: Queue[bytes | None]


class Worker:
    """Does work in this process, at once."""

    is_separate = False

    def stream(
        self, work: Callable[[Iterable[bytes], *Arguments], Result], each: Iterable[bytes], *rest: *Arguments
    ) -> Future[Result]:
        """Call a function with a stream and further arguments. Returns when the whole stream has been given to it."""
        return self.start(work, each, *rest)

    def start(self, work: Callable[[*Arguments], Result], *arguments: *Arguments) -> Future[Result]:
        """Call a function with these arguments."""
        done: Future[Result] = Future()
        done.set_result(work(*arguments))
        return done


class ProcessWorker(Worker):
    """Does work in another process. Functions must belong to a module; arguments and results must be picklable."""

    is_separate = True

    def __init__(self, executor: ProcessPoolExecutor, stream: Queue[bytes | None]) -> None:
        self._executor = executor
        self._stream = stream

    def stream(
        self, work: Callable[[Iterable[bytes], *Arguments], Result], each: Iterable[bytes], *rest: *Arguments
    ) -> Future[Result]:
        """Give a function a stream, at most `MAX_WAITING` items ahead of it; stop if the function fails."""
        done = self._executor.submit(_with_stream, work, *rest)
        try:
            for item in each:
                if not self._put(item, done):
                    break
        finally:
            self._put(None, done)
        return done

    def _put(self, item: bytes | None, reader: Future[Result]) -> bool:
        """Put an item into the stream as soon as there is room. Returns False if the reader has ended."""
        while not reader.done():
            with suppress(Full):
                self._stream.put(item, timeout=SECONDS_BETWEEN_CHECKS)
                return True
        return False

    def start(self, work: Callable[[*Arguments], Result], *arguments: *Arguments) -> Future[Result]:
        """Call a function in the other process, after those started before."""
        return self._executor.submit(work, *arguments)


def _with_stream(work: Callable[..., Result], *rest: object) -> Result:
    return work(iter(_incoming.get, None), *rest)


@contextmanager
def worker(*, separate: bool) -> Iterator[Worker]:
    """A worker: another process if `separate` and there is a second processor, else this one.

    The futures raise what the function raises, or DataError if the system ends the other process.
    """
    if not separate or (os.cpu_count() or 1) < 2:
        yield Worker()
        return
    stream: Queue[bytes | None] = SPAWN.Queue(MAX_WAITING)
    stream.cancel_join_thread()
    with _relaying_logs() as logged, _executor(1, logged, stream) as executor, _pool_errors():
        yield ProcessWorker(executor, stream)


def run_in_parallel(
    work: Callable[[*Arguments], Result],
    tasks: Sequence[tuple[*Arguments]],
    sizes: Sequence[int],
    max_processes: int = MAX_PROCESSES,
) -> list[Result]:
    """Call a function for each task and return the results in order; on several processors, at most `max_processes`, if
    the tasks are large enough.

    The function must belong to a module, and arguments and results must be picklable. `sizes` are in bytes of input:
    the largest task begins first. What the processes log is logged here. Raises what the function raises, or
    DataError if the system ends a process.
    """
    processes = min(len(tasks), os.cpu_count() or 1, max_processes)
    if processes < 2 or sum(sizes) - max(sizes) < MIN_BYTES_FOR_PROCESSES:
        return [work(*task) for task in tasks]
    with _relaying_logs() as logged, _executor(processes, logged) as executor:
        futures: dict[int, Future[Result]] = {}
        for at in sorted(range(len(tasks)), key=lambda at: -sizes[at]):
            futures[at] = executor.submit(work, *tasks[at])
        with _pool_errors():
            return [futures[at].result() for at in range(len(tasks))]


@contextmanager
def _pool_errors() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise DataError(
            "The system ended a process that Medlex had started.",
            "It may be short of memory: end other programs, or repeat the command with `--low-memory`.",
        ) from error


@contextmanager
def _executor(
    processes: int, logged: Queue[logging.LogRecord], stream: Queue[bytes | None] | None = None
) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes that starts nothing more once this process gives up."""
    level = logging.getLogger("bot").getEffectiveLevel()
    executor = ProcessPoolExecutor(processes, SPAWN, initializer=_begin, initargs=(logged, level, stream))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _begin(logged: Queue[logging.LogRecord], level: int, stream: Queue[bytes | None] | None) -> None:
    """Make a new process log to its parent, and end with it: on Ctrl+C, and when the parent is killed."""
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


class LogRelay(QueueListener):
    """Logs records of other processes as if they had been logged here."""

    def handle(self, record: logging.LogRecord) -> None:
        """Pass a record to the logger of the same name."""
        logging.getLogger(record.name).handle(record)


@contextmanager
def _relaying_logs() -> Iterator[Queue[logging.LogRecord]]:
    logged: Queue[logging.LogRecord] = SPAWN.Queue()
    relay = LogRelay(logged)
    relay.start()
    try:
        yield logged
    finally:
        relay.stop()
        logged.close()


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Turn Python's garbage collector off for a `with` block.

    A build makes millions of objects that all live to its end: looking for cycles among them again and again takes a
    tenth of its time and finds none.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
