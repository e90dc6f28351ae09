"""Wait for the database no longer than Discord waits for an answer (`limits.SECONDS_TO_ANSWER`)."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

from bot.errors import N_, RepeatedError, UsageError
from bot.storage.write_order import WriteDroppedError, new_work_context

logger = structlog.get_logger(__name__)

# Less than Discord's limit, because earlier steps, such as reading the server's settings, take time as well.
SECONDS = 1.75

Value = TypeVar("Value")

# asyncio itself holds only weak references to tasks
# (https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task).
_unfinished: set[asyncio.Task[Any]] = set()


async def within_deadline(work: Coroutine[Any, Any, Value]) -> Value:
    """Return the result of some work with server data. Raises UsageError after `SECONDS`.

    Nothing that the work has written is kept then, and the person is told so. Only if it is being committed at that
    moment, nobody can tell yet; it is finished before anything else is written for the same person or server.

    It is not cancelled: a cancellation would first wait for a statement that waits for a lock, and then undo it.
    """
    pending, context = new_work_context()
    task = asyncio.create_task(work, context=context)
    if not await _is_done(task):
        _unfinished.add(task)
        task.add_done_callback(_log_late_error)
        raise _nothing_changed() if pending.drop() else _unclear()
    return task.result()


def unfinished_saves() -> set[asyncio.Task[Any]]:
    """Return the work that goes on after its deadline."""
    return set(_unfinished)


def _nothing_changed() -> UsageError:
    return UsageError(N_("This took too long, so I stopped. Nothing was changed."), N_("Please try again in a minute."))


def _unclear() -> UsageError:
    return UsageError(
        N_("This is taking longer than usual, so I can't tell yet whether it worked."),
        N_("Check again in a minute, and repeat it if it didn't."),
    )


async def _is_done(task: asyncio.Task[Any]) -> bool:
    done, _ = await asyncio.wait({task}, timeout=SECONDS)
    return bool(done)


def _log_late_error(task: asyncio.Task[Any]) -> None:
    """Log the error of work that failed after its deadline, when nobody waits for it any more."""
    _unfinished.discard(task)
    if task.cancelled() or not (error := task.exception()):
        return
    if isinstance(error, (WriteDroppedError, RepeatedError)):
        logger.warning("write_dropped")
    else:
        logger.error("failed_after_answer", exc_info=error)
