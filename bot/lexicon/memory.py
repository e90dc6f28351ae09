"""Return unused memory to the system, and keep little of it.

The calls are those of the GNU allocator (https://man7.org/linux/man-pages/man3/mallopt.3.html,
https://man7.org/linux/man-pages/man3/malloc_trim.3.html); on other systems nothing is done.
"""

from __future__ import annotations

import ctypes
import sys

MEBIBYTE = 1 << 20
# From malloc.h.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
# Python runs one thread at a time, so its threads rarely wait for each other's allocations.
MAX_ARENAS = 2
# What is larger goes back to the system when it is freed. Unless these are set, the allocator takes the largest block that
# was ever freed, up to 32 MiB, as the size that it keeps, and twice that as what may lie unused at the end of its heap.
MAX_KEPT_BLOCK = MEBIBYTE
MAX_UNUSED = 2 * MEBIBYTE


def keep_little_memory() -> None:
    """Let new threads share freed memory, instead of an arena each, and return large blocks when they are freed."""
    _call("mallopt", M_ARENA_MAX, MAX_ARENAS)
    _call("mallopt", M_MMAP_THRESHOLD, MAX_KEPT_BLOCK)
    _call("mallopt", M_TRIM_THRESHOLD, MAX_UNUSED)


def return_memory() -> None:
    """Return freed memory, which the allocator would keep."""
    _call("malloc_trim", 0)


def _call(name: str, *values: int) -> None:
    function = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None  # musl has neither
    if function is not None:
        function(*values)
