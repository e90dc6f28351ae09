"""Work on several files at once, each in a process of its own: Python runs one thread of a process at a time."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from logging.handlers import QueueHandler, QueueListener
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.queues import Queue
from threading import Thread
from typing import TypeVar, TypeVarTuple

from bot.errors import DataError

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

# Another process takes half a second to start: in less than that this many bytes of a publisher's file are read.
WORTH_A_PROCESS = 200_000
# Each takes 60 MB, and reading is soon bound by the largest file.
MOST_PROCESSES = 4

# The same way to start a process on every system; the child shares no lock, thread or open file with this one.
SPAWN = get_context("spawn")


def side_by_side(
    work: Callable[[*Arguments], Result], tasks: Sequence[tuple[*Arguments]], sizes: Sequence[int]
) -> list[Result]:
    """What a function gives for each task, in their order; on several processors at once where the tasks are large enough.

    `work` is a function of a module, and what it takes and gives can be pickled. `sizes` are in bytes of input: the largest
    task begins first. What the processes log is logged here. Raises what `work` raises, DataError when the system ends a
    process.
    """
    processes = min(len(tasks), os.cpu_count() or 1, MOST_PROCESSES)
    if processes < 2 or sum(sizes) - max(sizes) < WORTH_A_PROCESS:
        return [work(*task) for task in tasks]
    with _logging_here() as logged, _executor(processes, logged) as executor:
        futures: dict[int, Future[Result]] = {}
        for at in sorted(range(len(tasks)), key=lambda at: -sizes[at]):
            futures[at] = executor.submit(work, *tasks[at])
        try:
            return [futures[at].result() for at in range(len(tasks))]
        except BrokenProcessPool as error:
            raise DataError(
                "The system ended a process that was reading a file.",
                "It may be short of memory: end other programs, then repeat the command.",
            ) from error


@contextmanager
def _executor(processes: int, logged: Queue[logging.LogRecord]) -> Iterator[ProcessPoolExecutor]:
    """Processes that do nothing more once this one gives up."""
    level = logging.getLogger("bot").getEffectiveLevel()
    executor = ProcessPoolExecutor(processes, SPAWN, initializer=_begin, initargs=(logged, level))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _begin(logged: Queue[logging.LogRecord], level: int) -> None:
    """Make a process log to its parent, and end with it: on Ctrl+C, and when the parent is killed."""
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
