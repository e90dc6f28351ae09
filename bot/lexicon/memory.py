"""Memory that is no longer needed goes back to the system."""

from __future__ import annotations

import ctypes
import sys


def give_back_memory() -> None:
    """Give back what was freed. Reading the index over names takes twice its size for a moment, and the allocator of GNU systems
    keeps that (https://man7.org/linux/man-pages/man3/malloc_trim.3.html); on other systems nothing is done.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    if trim is not None:
        trim(0)
