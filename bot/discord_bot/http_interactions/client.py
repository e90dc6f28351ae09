"""The bot without a connection to Discord's gateway."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextvars import copy_context
from typing import Any, cast

import aiohttp
import discord
import structlog
from discord.utils import utcnow
from discord.webhook.async_ import async_context
from pydantic import SecretStr

from bot.discord_bot.client import DictionaryClient
from bot.discord_bot.gateway import raised_at
from bot.discord_bot.http_interactions.first_answer import FirstAnswer
from bot.discord_bot.runtime.context import Duty, Interaction
from bot.discord_bot.runtime.metrics import Outcome
from bot.errors import DataError, SettingsError
from bot.settings import Home

logger = structlog.get_logger(__name__)

# The types of interactions that the bot answers (a PING is answered before)
# (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type).
ANSWERED = {each.value for each in discord.InteractionType} - {discord.InteractionType.ping.value}

# They are few bytes each, and only those that write are stored.
SECONDS_BETWEEN_DELETIONS = 600.0

Received = dict[str, Any]


class HttpClient(DictionaryClient):
    """The bot that is handed its interactions. It signs in only if it has a token, which answers do not need."""

    def __init__(self, home: Home, database: SecretStr | None = None, *args: Any, **options: Any) -> None:
        super().__init__(home, database, *args, **options)
        self.is_one_of_copies = database is not None

    async def open(self, application_id: int, token: str | None) -> None:
        """Make the client ready for interactions of an application. With a token, sign in as its bot.

        Raises SettingsError if the token is of another application, discord.py's errors if Discord cannot be reached,
        DataError when there is no usable lexicon.
        """
        self._connection.application_id = application_id
        await self.open_server_data()
        self.has_token = token is not None
        if token is None:
            await self._open_without_token()
            return
        await self.login(token)
        if self.application is not None and self.application.id != application_id:
            raise SettingsError(
                f"The DISCORD_TOKEN is of the application {self.application.id}, not of {application_id}.",
                "Copy DISCORD_APPLICATION_ID and DISCORD_PUBLIC_KEY from the same application.",
            )

    async def _open_without_token(self) -> None:
        """Do what `login` does, but ask Discord for nothing."""
        await self._async_setup_hook()
        self._connection.user = discord.ClientUser(
            state=self._connection, data=stand_in(self._connection.application_id)
        )
        # Requests of interactions take the session from there, and discord.py makes it only when it signs in.
        self.http._HTTPClient__session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())  # type: ignore[attr-defined] # noqa: SLF001
        await self.setup_hook()

    def hand_over(self, interaction: Received) -> FirstAnswer | None:
        """Let the commands, components and forms answer an interaction; None if it cannot be read."""
        answer = FirstAnswer(async_context.get())
        try:
            copy_context().run(self._hand_over, interaction, answer)
        except Exception as error:
            logger.warning("event_unreadable", event_type="INTERACTION_CREATE", **raised_at(error))
            return None
        return answer

    def turn_away(self, interaction: Interaction, outcome: Outcome) -> None:
        """Count an interaction that is not answered, and end the wait for its answer."""
        super().turn_away(interaction, outcome)
        answer = async_context.get()
        if isinstance(answer, FirstAnswer):
            answer.is_repeated = outcome is Outcome.REPEATED
            answer.note_nothing_comes()

    def _work(self) -> Iterator[Coroutine[Any, Any, None]]:
        yield from super()._work()
        if self.is_one_of_copies:
            yield self._forget_interactions()

    async def _forget_interactions(self) -> None:
        """Delete which interactions have written something, once they are old. One of all copies does it."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_DELETIONS)
            try:
                if await self.leads(Duty.UPKEEP):
                    await self.server_data.written_interactions.delete_old(utcnow())
            except DataError as error:
                logger.warning("interactions_not_forgotten", error=type(error).__name__)

    def _hand_over(self, interaction: Received, answer: FirstAnswer) -> None:
        """The tasks that answer are started in here, so that their first answers go to `answer`."""
        async_context.set(answer)
        self._connection.parse_interaction_create(cast("Any", interaction))


def stand_in(application_id: int | None) -> Any:
    """Return the data of the bot's user, of which only Discord knows the name. discord.py reads channels with it."""
    return {"id": str(application_id), "username": "", "discriminator": "0", "avatar": None, "bot": True}
