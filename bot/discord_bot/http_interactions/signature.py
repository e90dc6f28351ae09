"""Whether a request comes from Discord: each is signed with the key of the application.

https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
"""

from __future__ import annotations

from collections.abc import Mapping

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from bot.clock import Clock

SIGNATURE = "X-Signature-Ed25519"
TIMESTAMP = "X-Signature-Timestamp"
# Between the clock of this machine and Discord's, with the time that the request takes. Discord waits three seconds for
# an answer, and clocks that nobody sets are wrong by less than a minute.
MAX_SECONDS_APART = 60
# Of a time in seconds since 1970, until the year 5138.
MAX_DIGITS = 11


class Signatures:
    """Checks the signatures of requests with the public key of the application."""

    def __init__(self, public_key: bytes, clock: Clock | None = None) -> None:
        """Take the 32 bytes of the key. Raises ValueError for another number of bytes."""
        self._key = VerifyKey(public_key)
        self._clock = clock or Clock()

    def accepts(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Return True if Discord has signed this body within the last `MAX_SECONDS_APART`."""
        signed_at, signature = headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, "")
        try:
            self._key.verify(signed_at.encode("ascii") + body, bytes.fromhex(signature))
        except (BadSignatureError, ValueError):  # also for a signature of another length, and other letters
            return False
        return self._is_recent(signed_at)

    def _is_recent(self, signed_at: str) -> bool:
        if not signed_at.isdecimal() or len(signed_at) > MAX_DIGITS:
            return False
        return abs(self._clock.now().timestamp() - int(signed_at)) <= MAX_SECONDS_APART
