"""Receive the body of an HTTP response: write it to the partial file, and refuse one that is too large or too slow."""

from __future__ import annotations

import asyncio

import aiohttp

from bot.sources.download.errors import TransientError, UnusableError
from bot.sources.download.options import FetchOptions, Progress
from bot.sources.download.partial_file import Origin, PartialFile
from bot.sources.download.retry import RetryPolicy


async def receive(
    answer: aiohttp.ClientResponse, partial: PartialFile, start: int, origin: Origin, options: FetchOptions
) -> None:
    """Write the body to the partial file from byte `start` on, in another thread, and check that nothing is missing
    (RFC 9112, 8).

    Raises TransientError when the body ends early or comes too slowly, UnusableError when it is too large.
    """
    total = origin.total
    _refuse_oversized(partial, total or 0, options.policy)
    done = await _write(answer, partial, start, origin, options)
    _refuse_oversized(partial, done, options.policy)
    if total is not None and done < total:
        raise TransientError(f"stopped after {done:,} of {total:,} bytes")
    if total is not None and done > total:
        partial.discard()
        raise UnusableError(f"sent more than the {total:,} bytes that it announced")


async def _write(
    answer: aiohttp.ClientResponse, partial: PartialFile, done: int, origin: Origin, options: FetchOptions
) -> int:
    """Write what comes, until it exceeds the policy's `max_bytes`; return how many bytes of the file there are then."""
    speed = SpeedCheck(options.policy)
    with partial.appending(done) as stream:
        options.progress(Progress(done, origin.total, origin.validators.address))
        while chunk := await _next_chunk(answer, options.policy):
            await asyncio.to_thread(stream.write, chunk)
            done += len(chunk)
            options.progress(Progress(done, origin.total, origin.validators.address))
            speed.count(len(chunk))
            if done > options.policy.max_bytes:
                break
    return done


async def _next_chunk(answer: aiohttp.ClientResponse, policy: RetryPolicy) -> bytes:
    """Return the next bytes of the body, b"" at its end.

    aiohttp's own `sock_read` limit is reset by any byte, also by endless headers and chunk extensions around the body.
    """
    async with policy.clock.timeout(policy.stall_seconds):
        return await answer.content.readany()


def _refuse_oversized(partial: PartialFile, size: int, policy: RetryPolicy) -> None:
    if size > policy.max_bytes:
        partial.discard()
        raise UnusableError(f"sends a file of over {policy.max_bytes:,} bytes")


class SpeedCheck:
    """Counts the bytes of each period of `slow_seconds` and refuses a transfer that is too slow."""

    def __init__(self, policy: RetryPolicy) -> None:
        self.policy = policy
        self.since = policy.clock.monotonic()
        self.received = 0

    def count(self, size: int) -> None:
        """Count bytes. Raises TransientError when fewer than `min_bytes` came in a period."""
        self.received += size
        elapsed = self.policy.clock.monotonic() - self.since
        if elapsed < self.policy.slow_seconds:
            return
        if self.received < self.policy.min_bytes:
            raise TransientError(f"sent only {self.received:,} bytes in {elapsed:,.0f} seconds")
        self.since, self.received = self.since + elapsed, 0
