"""Discord as the sender of interactions over HTTP: it signs what it sends, and reads what comes back."""

from __future__ import annotations

import io
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from nacl.signing import SigningKey

from bot.discord_bot.http_interactions.client import HttpClient
from bot.discord_bot.http_interactions.endpoint import Endpoint
from bot.discord_bot.http_interactions.signature import SIGNATURE, TIMESTAMP, Signatures
from bot.discord_bot.listening import listening
from bot.listen_address import Address

ANY_PORT = Address("127.0.0.1", 0)


@dataclass(frozen=True)
class Response:
    """The response to a request: its status, and the JSON in it (None without any)."""

    status: int
    body: Any


@dataclass
class Sender:
    """Discord, which has the secret half of the key."""

    address: str = ""
    key: SigningKey = field(default_factory=SigningKey.generate)

    def signed(self, body: bytes, at: str | None = None) -> dict[str, str]:
        """Return the headers of a request with this body, signed at a time in seconds since 1970; now by default."""
        at = at or str(int(time.time()))
        return {SIGNATURE: self.key.sign(at.encode() + body).signature.hex(), TIMESTAMP: at}

    async def send(self, message: Any, path: str = "/interactions", **headers: str) -> Response:
        """Send a message as Discord does."""
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        return await self.post(path, body, {**self.signed(body), **headers})

    async def post(self, path: str, body: Any, headers: Mapping[str, str]) -> Response:
        """Send a request as it is."""
        data = io.BytesIO(body) if isinstance(body, bytes) else body
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.address + path, data=data, headers=headers) as response,
        ):
            is_json = response.content_type == "application/json"
            return Response(response.status, await response.json() if is_json else None)


@asynccontextmanager
async def endpoint_of(client: HttpClient, sender: Sender) -> AsyncIterator[Sender]:
    """Let a client take what the sender sends."""
    endpoint = Endpoint(client, Signatures(bytes(sender.key.verify_key)))
    async with listening(endpoint.application(), ANY_PORT, "MEDLEX_HTTP") as sender.address:
        yield sender
