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
    """The tasks that answer interactions. Once `finish` is called, new ones only say that the bot is restarting."""

    def __init__(self) -> None:
        self._answers: set[asyncio.Task[Any]] = set()
        self._is_stopping = False

    def count(self) -> None:
        """Count the current task as an answer until it ends."""
        if (task := asyncio.current_task()) and task not in self._answers:
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)

    def take(self) -> None:
        """Count the current task as an answer until it ends. Raises UsageError when the bot is stopping."""
        self.count()
        if self._is_stopping:
            raise UsageError(N_("I'm restarting, so I can't answer right now."), N_("Please try again in a minute."))

    def refuse(self) -> None:
        """Take no new answers."""
        self._is_stopping = True

    async def finish(self, seconds: float = SECONDS_TO_FINISH) -> None:
        """Take no new answers, and wait for those that are being given and for saves that still wait for the database.

        What is not finished after `seconds` is counted in the log.
        """
        self.refuse()
        answers, saves = set(self._answers), unfinished_saves()
        waiting = answers | saves
        if waiting:
            _, waiting = await asyncio.wait(waiting, timeout=seconds)
            self._answers -= waiting
        logger.info("stopping", answers_lost=len(waiting & answers), saves_lost=len(waiting & saves))

    async def finish_last(self, seconds: float) -> None:
        """Wait for those who were told that the bot is restarting, for so many seconds at most."""
        await asyncio.sleep(0)  # the tasks of what was received last begin
        if answers := set(self._answers):
            await asyncio.wait(answers, timeout=seconds)
