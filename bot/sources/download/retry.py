"""Decide when a failed request is repeated.

stamina, tenacity and aiohttp-retry count attempts from the first one, and aiohttp-retry repeats a request only until
its headers have come. A download of hundreds of megabytes needs more: an attempt that brought another mebibyte starts
the count again, an address that never answered gets fewer attempts, and a Retry-After longer than `max_wait` ends
them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.clock import Clock
from bot.sources.download.errors import TransientError

GIBIBYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Limits of one download: attempts, seconds and bytes.

    `max_attempts` counts the failures in a row that brought less than `progress_bytes` more than was ever
    there; `max_connection_attempts` those at an address that never answered. An attempt fails when nothing
    comes for `stall_seconds`, or less than `min_bytes` in `slow_seconds`, so that a very slow server cannot
    hold up an installation for days. `first_wait` doubles with each failure up to `max_wait` seconds, which
    is also the longest Retry-After that is obeyed.
    """

    max_attempts: int = 5
    max_connection_attempts: int = 2
    connect_seconds: float = 10
    stall_seconds: float = 60
    slow_seconds: float = 60
    min_bytes: int = 60_000
    progress_bytes: int = 1 << 20
    first_wait: float = 1
    max_wait: float = 60
    max_redirects: int = 10
    max_bytes: int = 4 * GIBIBYTE
    clock: Clock = field(default_factory=Clock)


class RetryState:
    """The failures at one address so far, counted after a policy. `size` is how many bytes there were at the start."""

    def __init__(self, policy: RetryPolicy, size: int) -> None:
        self.policy = policy
        self.max_size = size
        self.failures = 0
        self.answered = False

    def wait_after(self, failure: TransientError, size: int) -> float | None:
        """Return the seconds to wait after a failure, with `size` bytes there by now; None to give up.

        The wait doubles with each failure (exponential backoff). A server that asks to wait longer than
        `max_wait` is given up (Retry-After: RFC 9110, 10.2.3).
        """
        self.answered = self.answered or failure.connected
        self.failures = 0 if size - self.max_size >= self.policy.progress_bytes else self.failures + 1
        self.max_size = max(self.max_size, size)
        if self.failures >= (self.policy.max_attempts if self.answered else self.policy.max_connection_attempts):
            return None
        if failure.retry_after is not None:
            return failure.retry_after if failure.retry_after <= self.policy.max_wait else None
        return self._backoff()

    def _backoff(self) -> float:
        doubled = self.policy.first_wait * 2.0 ** max(self.failures - 1, 0)
        return min(self.policy.max_wait, doubled) * self.policy.clock.jitter()
