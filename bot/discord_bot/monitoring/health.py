"""Whether the bot can answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from bot.discord_bot.client import DictionaryClient
from bot.errors import DataError

# A check that takes longer has failed. Probes give up after a second or more.
SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Check:
    """Something that the bot needs: its name, and what is wrong with it (None if nothing is)."""

    name: str
    problem: str | None = None

    def __str__(self) -> str:
        return f"{self.name}: {self.problem or 'ok'}"


class Health:
    """The checks of a client. That it is alive is shown by any answer: the event loop runs."""

    def __init__(self, client: DictionaryClient) -> None:
        self._client = client

    async def checks(self) -> list[Check]:
        """Return everything that the bot needs to answer."""
        return [check async for check in self._checks()]

    async def _checks(self) -> AsyncIterator[Check]:
        if self._client.is_stopping:
            yield Check("program", "it was told to stop")
        for name, problem in self._client.connection_problems():
            yield Check(name, problem)
        yield await checked("lexicon", self._open_lexicon)
        if self._client.keeps_server_data:
            yield await checked("database", self._ask_database)

    async def _open_lexicon(self) -> None:
        async with self._client.live.dictionary():
            pass

    async def _ask_database(self) -> None:
        await self._client.server_data.database.ping()


async def checked(name: str, work: Callable[[], Awaitable[None]]) -> Check:
    """Do some work, and return what went wrong."""
    try:
        async with asyncio.timeout(SECONDS):
            await work()
    except TimeoutError:
        return Check(name, f"no answer within {SECONDS:g} s")
    except DataError as error:
        return Check(name, str(error))
    return Check(name)
