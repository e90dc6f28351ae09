"""Return unused memory to the system.

The calls are those of the GNU allocator (https://man7.org/linux/man-pages/man3/mallopt.3.html,
https://man7.org/linux/man-pages/man3/malloc_trim.3.html); on other systems nothing is done.
"""

from __future__ import annotations

import ctypes
import sys

# From malloc.h.
M_ARENA_MAX = -8
# Python runs one thread at a time, so its threads rarely wait for each other's allocations.
MAX_ARENAS = 2


def share_arenas() -> None:
    """Let new threads share freed memory, instead of an arena each."""
    _call("mallopt", M_ARENA_MAX, MAX_ARENAS)


def return_memory() -> None:
    """Return freed memory. Reading the name index needs twice its size for a moment, which the allocator would keep."""
    _call("malloc_trim", 0)


def _call(name: str, *values: int) -> None:
    function = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None  # musl has neither
    if function is not None:
        function(*values)
