"""The first answer to an interaction, which goes into the response to Discord's request.

The response saves a request to Discord for each interaction. Two kinds of answers do not fit there: files, and a mere
note that the answer comes later, because what follows may arrive before Discord has read the response. Both are sent to
the callback endpoint, and the response says so with status 202
(https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction).
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import aiohttp
from discord import InteractionResponseType
from discord.http import MultipartParameters
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.discord_bot.limits import SECONDS_TO_ANSWER

LATER = {InteractionResponseType.deferred_channel_message.value, InteractionResponseType.deferred_message_update.value}

Payload = dict[str, Any]


class FirstAnswer(AsyncWebhookAdapter):
    """Takes the first answer to one interaction in the place of discord.py's requests to the callback endpoint.

    What follows, such as an edit of the answer, is requested from Discord by `adapter`, as ever. `is_repeated` is True for
    an interaction that was here before, which nothing answers.
    """

    def __init__(self, adapter: AsyncWebhookAdapter) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._adapter = adapter
        self._answer: asyncio.Future[Payload | None] = asyncio.get_running_loop().create_future()
        self._is_sent = asyncio.Event()
        self.is_repeated = False

    async def wait(self) -> Payload | None:
        """Return the first answer as soon as there is one; None if it is sent to the callback endpoint, or none came
        within the time for which Discord waits.
        """
        try:
            async with asyncio.timeout(SECONDS_TO_ANSWER):
                return await asyncio.shield(self._answer)
        except TimeoutError:
            self._answer.cancel()
            return None

    def note_sent(self) -> None:
        """Let the interaction go on: its answer is on its way."""
        self._is_sent.set()

    def note_nothing_comes(self) -> None:
        """End the wait: nothing will answer this interaction."""
        if not self._answer.done():
            self._answer.set_result(None)

    def request(self, *args: Any, **options: Any) -> Coroutine[Any, Any, Any]:
        """Send a request to Discord; all methods but the next one do so through this."""
        return self._adapter.request(*args, **options)

    def create_interaction_response(  # noqa: PLR0913 (as discord.py calls it)
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        params: MultipartParameters,
    ) -> Coroutine[Any, Any, Any]:
        """Take the first answer, and return when it is sent; discord.py calls this in place of a request."""
        payload = params.payload
        if self._answer.done() or payload is None or params.files or payload["type"] in LATER:
            self.note_nothing_comes()
            return super().create_interaction_response(
                interaction_id, token, session=session, proxy=proxy, proxy_auth=proxy_auth, params=params
            )
        self._answer.set_result(payload)
        return self._sent(interaction_id, payload["type"])

    async def _sent(self, interaction_id: int, answer_type: int) -> Payload:
        """Return what the callback endpoint would, but the message, which Discord makes of the response."""
        await self._is_sent.wait()
        return {"interaction": {"id": str(interaction_id), "type": answer_type}}
