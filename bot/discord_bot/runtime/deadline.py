"""Waiting for the database no longer than Discord waits for an answer, which is three seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

from bot.errors import N_, UsageError

logger = structlog.get_logger(__name__)

# What comes before the work, such as the server's own settings, takes time as well.
SECONDS = 1.75

Value = TypeVar("Value")

# Nobody else holds on to what is still at work.
_unfinished: set[asyncio.Task[Any]] = set()


async def within_deadline(work: Coroutine[Any, Any, Value]) -> Value:
    """What some work with server data gives. Raises UsageError when it takes too long; it is then finished all the same.

    It is not cut off: a statement that waits for a lock would first be waited for, and then be undone.
    """
    task = asyncio.create_task(work)
    if not await _is_done(task):
        _unfinished.add(task)
        task.add_done_callback(_let_go)
        raise UsageError(
            N_("That takes longer than usual, so I cannot tell you yet whether it is done. It may still be."),
            N_("Look again in a minute, and repeat it if need be."),
        )
    return task.result()


async def _is_done(task: asyncio.Task[Any]) -> bool:
    done, _ = await asyncio.wait({task}, timeout=SECONDS)
    return bool(done)


def _let_go(task: asyncio.Task[Any]) -> None:
    _unfinished.discard(task)
    if not task.cancelled() and (error := task.exception()):
        logger.error("failed_after_answer", exc_info=error)
