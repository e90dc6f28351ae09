"""Wait for the database no longer than Discord waits for an answer (`limits.SECONDS_TO_ANSWER`)."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

from bot.errors import N_, UsageError

logger = structlog.get_logger(__name__)

# Less than Discord's limit, because earlier steps, such as reading the server's settings, take time as well.
SECONDS = 1.75

Value = TypeVar("Value")

# asyncio itself holds only weak references to tasks
# (https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task).
_unfinished: set[asyncio.Task[Any]] = set()


async def within_deadline(work: Coroutine[Any, Any, Value]) -> Value:
    """Return the result of some work with server data. Raises UsageError after `SECONDS`; the work then goes on.

    It is not cancelled: a cancellation would first wait for a statement that waits for a lock, and then undo it.
    """
    task = asyncio.create_task(work)
    if not await _is_done(task):
        _unfinished.add(task)
        task.add_done_callback(_log_late_error)
        raise UsageError(
            N_("This is taking longer than usual, so I can't tell yet whether it worked."),
            N_("Check again in a minute, and repeat it if it didn't."),
        )
    return task.result()


async def _is_done(task: asyncio.Task[Any]) -> bool:
    done, _ = await asyncio.wait({task}, timeout=SECONDS)
    return bool(done)


def _log_late_error(task: asyncio.Task[Any]) -> None:
    """Log the error of work that failed after its deadline, when nobody waits for it any more."""
    _unfinished.discard(task)
    if not task.cancelled() and (error := task.exception()):
        logger.error("failed_after_answer", exc_info=error)
