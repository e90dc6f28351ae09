"""Seconds and bytes: how they are taken and what is made of many of them."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

MEBIBYTE = 1024 * 1024
KIBIBYTE = 1024
MILLISECONDS = 1000.0


@dataclass(frozen=True, slots=True)
class Took:
    """What one question took: seconds on the wall's clock, and seconds of this process's processors."""

    wall: float
    processor: float


async def timed(work: Callable[[], Awaitable[Result]]) -> tuple[Result, Took]:
    """What some work comes to, and what it took."""
    wall, processor = time.perf_counter(), time.process_time()
    result = await work()
    return result, Took(time.perf_counter() - wall, time.process_time() - processor)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them do not exceed (the nearest-rank method)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def median(values: Sequence[float]) -> float:
    """The value in the middle."""
    return quantile(values, 0.5)


def p99(values: Sequence[float]) -> float:
    """The value that one in a hundred exceeds."""
    return quantile(values, 0.99)


def summary(times: Sequence[Took]) -> tuple[float, float, float]:
    """The median and the p99 on the wall's clock, and the processors' mean, in milliseconds."""
    wall = [took.wall * MILLISECONDS for took in times]
    return median(wall), p99(wall), sum(took.processor for took in times) * MILLISECONDS / len(times)


def resident_bytes() -> int:
    """How much memory this process has resident now, as Linux counts it."""
    return _status_bytes("VmRSS:")


def peak_bytes() -> int:
    """How much memory this process has had resident at most, without what getrusage(2) takes over from its parent."""
    return _status_bytes("VmHWM:")


def _status_bytes(field: str) -> int:
    """A field of https://man7.org/linux/man-pages/man5/proc_pid_status.5.html."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition(field)[2].split()[0]) * KIBIBYTE
