"""`medlex` as a process that is killed at a moment of its work, as by a power cut."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.settings import CHECKOUT, Home

CHILD = """
import importlib, os, signal, sys
from pathlib import Path
import msgspec
import bot.sources.catalogue as catalogues

file, module, function, calls, *words = sys.argv[1:]
if file:
    sources = msgspec.json.decode(Path(file).read_bytes(), type=dict[str, catalogues.Source])
    catalogues.catalogue = lambda: sources
if module:
    module, calls = importlib.import_module(module), int(calls)
    real = getattr(module, function)

    def killing(*arguments, **options):
        global calls
        if not calls:
            os.kill(os.getpid(), signal.SIGKILL)
        calls -= 1
        return real(*arguments, **options)

    setattr(module, function, killing)
from bot.cli import main
main(words)
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """A function of a module, and after how many calls of it the program is killed."""

    module: str
    function: str
    calls: int


def start(
    home: Home,
    *words: str | Path,
    moment: Moment | None = None,
    catalogue: Path | None = None,
    stdout: int = subprocess.DEVNULL,
    stderr: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start `medlex` with these words in a home; `catalogue` is a JSON file of sources instead of the real ones."""
    killed = (moment.module, moment.function, str(moment.calls)) if moment else ("", "", "0")
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", CHILD, catalogue or "", *killed, *words],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "MEDLEX_HOME": str(home.folder)},
        stdout=stdout,
        stderr=stderr,
    )


def refuse_survival(process: subprocess.Popen[bytes]) -> None:
    """Wait for a program that is killed at a moment, and see that the moment came."""
    with process:
        assert process.wait(60) == -signal.SIGKILL


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Kill a program after so long, if it has not ended by itself."""
    with process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
