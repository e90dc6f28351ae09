"""Interactions as Discord sends them over HTTP: signed requests, as bytes that can be made beforehand.

https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import discord
import msgspec
from nacl.signing import SigningKey

from benchmarks.discord_cost.wire import FURTHER_BITS, Json
from bot.discord_bot.http_interactions.endpoint import INTERACTIONS
from bot.discord_bot.http_interactions.signature import SIGNATURE, TIMESTAMP

# Settings of the bot take no shorter id than Discord gives.
APPLICATION_ID = 10**17


@dataclass(frozen=True)
class Signer:
    """Discord, which has the secret half of the key."""

    key: SigningKey = field(default_factory=SigningKey.generate)

    @property
    def settings(self) -> dict[str, str]:
        """The environment variables by which the bot knows the application and the public half of the key."""
        return {
            "DISCORD_APPLICATION_ID": str(APPLICATION_ID),
            "DISCORD_PUBLIC_KEY": bytes(self.key.verify_key).hex(),
        }

    def request(self, message: Json, path: str = INTERACTIONS, *, at: float | None = None) -> bytes:
        """Return a request, signed now, or at another time in seconds since 1970."""
        body = msgspec.json.encode(message | {"application_id": str(APPLICATION_ID)})
        signed_at = str(int(time.time() if at is None else at))
        signature = self.key.sign(signed_at.encode() + body).signature.hex()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: bot.example.org\r\nContent-Type: application/json\r\n"
            f"{SIGNATURE}: {signature}\r\n{TIMESTAMP}: {signed_at}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def id_at(seconds: float, number: int) -> str:
    """An id that Discord would give at a time in seconds since 1970; `number` distinguishes those of one millisecond
    (https://discord.com/developers/docs/reference#snowflakes).
    """
    milliseconds = int(seconds * 1000) - discord.utils.DISCORD_EPOCH
    return str((milliseconds << FURTHER_BITS) + number % (1 << FURTHER_BITS))
