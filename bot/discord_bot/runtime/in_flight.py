"""The answers that are being given, so that a bot that is told to stop finishes them first."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog

from bot.discord_bot.runtime.deadline import unfinished_saves
from bot.errors import N_, UsageError

logger = structlog.get_logger(__name__)

# Service managers and containers kill a program that has not ended ten seconds after they told it to.
SECONDS_TO_FINISH = 4.0


class InFlight:
    """The tasks that answer interactions. Once `finish` is called, no new one is taken."""

    def __init__(self) -> None:
        self._answers: set[asyncio.Task[Any]] = set()
        self._is_stopping = False

    def take(self) -> None:
        """Count the current task as an answer until it ends. Raises UsageError when the bot is stopping."""
        if self._is_stopping:
            raise UsageError(N_("I'm restarting, so I can't answer right now."), N_("Please try again in a minute."))
        if task := asyncio.current_task():
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)

    async def finish(self, seconds: float = SECONDS_TO_FINISH) -> None:
        """Take no new answers, and wait for those that are being given and for saves that still wait for the database.

        What is not finished after `seconds` is counted in the log.
        """
        self._is_stopping = True
        answers, saves = set(self._answers), unfinished_saves()
        waiting = answers | saves
        if waiting:
            _, waiting = await asyncio.wait(waiting, timeout=seconds)
        logger.info("stopping", answers_lost=len(waiting & answers), saves_lost=len(waiting & saves))
