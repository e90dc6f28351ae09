"""Read a file in a process of its own, to measure the memory that it takes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from waiting import SECONDS_UNTIL_HUNG

from bot.settings import CHECKOUT

MAX_MEMORY_MADE = 50_000  # KiB; an expanded bomb would take gigabytes
PROCESS_STATUS = "/proc/self/status"
READ = f"""
import importlib, pathlib, sys
from bot.errors import DataError
concepts = importlib.import_module(sys.argv[1]).concepts
memory = lambda: next(int(line.split()[1]) for line in open({PROCESS_STATUS!r}) if line.startswith("VmHWM:"))
before, read, longest = memory(), 0, 0
try:
    for record in concepts(pathlib.Path(sys.argv[2])):
        read, longest = read + 1, max(longest, len(str(record)))
except DataError:
    pass
print(read, longest, memory() - before)
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """The number of records read before the end or an error, the length of the longest, and the KiB of memory used."""

    records: int
    longest: int
    memory: int


def read_apart(format: ModuleType, path: Path) -> Reading:
    """Read a file in a process of its own, because a process reports the most memory that it ever had."""
    if not Path(PROCESS_STATUS).exists():
        pytest.skip("only Linux tells how much memory a process had")
    command = [sys.executable, "-c", READ, format.__name__, str(path)]
    done = subprocess.run(  # noqa: S603 (our own program)
        command, capture_output=True, text=True, check=True, timeout=SECONDS_UNTIL_HUNG, cwd=CHECKOUT
    )
    return Reading(*map(int, done.stdout.split()))
