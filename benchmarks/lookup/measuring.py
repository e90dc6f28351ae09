"""Measure seconds and bytes, summarize them, and print them as tables."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

MEBIBYTE = 1024 * 1024
KIBIBYTE = 1024
MILLISECONDS = 1000.0
GAP = "  "


@dataclass(frozen=True, slots=True)
class Took:
    """The cost of one question: seconds of wall time, and seconds of processor time of this process."""

    wall: float
    processor: float


async def timed(work: Callable[[], Awaitable[Result]]) -> tuple[Result, Took]:
    """Do some work. Returns its result and its cost."""
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
    """The median and the p99 of wall time, and the mean of processor time, in milliseconds."""
    wall = [took.wall * MILLISECONDS for took in times]
    return median(wall), p99(wall), sum(took.processor for took in times) * MILLISECONDS / len(times)


def resident_bytes() -> int:
    """Resident memory of this process now, as Linux counts it."""
    return _status_bytes("VmRSS:")


def peak_bytes() -> int:
    """Peak resident memory of this process, without its parent's, which getrusage(2) includes."""
    return _status_bytes("VmHWM:")


def _status_bytes(field: str) -> int:
    """A field of https://man7.org/linux/man-pages/man5/proc_pid_status.5.html, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition(field)[2].split()[0]) * KIBIBYTE


def show(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]], *notes: str) -> None:
    """Print a table: the first column aligned to the left, the others to the right; None is a dash."""
    lines = [list(map(str, headings)), *(list(map(_cell, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n{title}")
    for first, *others in lines:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        print(GAP.join([first.ljust(widths[0]), *cells]))
    for note in notes:
        print(note)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,.3f}" if isinstance(value, float) and abs(value) < 1 else _large(value)


def _large(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
