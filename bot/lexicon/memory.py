"""Memory that is no longer needed goes back to the system.

What is done is for the allocator of GNU systems (https://man7.org/linux/man-pages/man3/mallopt.3.html,
https://man7.org/linux/man-pages/man3/malloc_trim.3.html); on other systems nothing is.
"""

from __future__ import annotations

import ctypes
import sys

# From malloc.h.
M_ARENA_MAX = -8
# Python runs one thread at a time, so its threads hardly ever wait for each other's allocations.
MAX_ARENAS = 2


def spare_memory() -> None:
    """Let threads that begin from now on share what is kept of freed memory: each would have a store of its own."""
    _call("mallopt", M_ARENA_MAX, MAX_ARENAS)


def give_back_memory() -> None:
    """Give back what was freed. Reading the index over names takes twice its size for a moment, and the
    allocator keeps that.
    """
    _call("malloc_trim", 0)


def _call(name: str, *values: int) -> None:
    function = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None  # musl has neither
    if function is not None:
        function(*values)
