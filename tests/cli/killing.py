"""`medlex` as a process that is killed at a moment of its work, as by a power cut, or whose every step is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from homes import contents
from waiting import SECONDS_UNTIL_HUNG

from bot.settings import CHECKOUT, Home

CHILD = """
import importlib, os, shutil, signal, sys
from pathlib import Path
import msgspec
import bot.sources.catalogue as catalogues

def kill_in(module, function, calls):
    module, calls = importlib.import_module(module), int(calls)
    real = getattr(module, function)

    def killing(*arguments, **options):
        nonlocal calls
        if not calls:
            os.kill(os.getpid(), signal.SIGKILL)
        calls -= 1
        return real(*arguments, **options)

    setattr(module, function, killing)

CHANGES = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "shutil.rmtree", "sqlite3.connect"}

def keep_every_step(folder):
    home, steps = os.environ["MEDLEX_HOME"], 0

    def keeping(event, arguments):
        nonlocal steps
        if event in CHANGES and any(home in str(path) for path in arguments[:2]):
            if event != "open" or arguments[2] & (os.O_WRONLY | os.O_RDWR):
                steps += 1
                shutil.copytree(home, f"{folder}/{steps:03}")

    sys.addaudithook(keeping)

file, module, function, calls, folder, *words = sys.argv[1:]
if file:
    sources = msgspec.json.decode(Path(file).read_bytes(), type=dict[str, catalogues.Source])
    catalogues.catalogue = lambda: sources
if module:
    kill_in(module, function, calls)
if folder:
    keep_every_step(folder)
from bot.cli.main import main
main(words)
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """A function of a module, and after how many calls of it the program is killed."""

    module: str
    function: str
    calls: int


@dataclass(frozen=True, slots=True)
class Steps:
    """A folder in which a copy of the home is kept from before each change that the program makes to a file
    or folder of it: what is on the disk when it is killed there.
    """

    folder: Path

    def homes(self) -> Iterator[Home]:
        """The copies, in their order, without those that are as the one before."""
        before = None
        for folder in sorted(self.folder.iterdir()):
            now = contents(Home(folder))
            if now != before:
                yield Home(folder)
            before = now


def start(  # noqa: PLR0913 (what is started, when it is killed, what it is given)
    home: Home,
    *words: str | Path,
    at: Moment | Steps | None = None,
    catalogue: Path | None = None,
    settings: Mapping[str, str] | None = None,
    stdout: int = subprocess.DEVNULL,
    stderr: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start `medlex` with these words in a home, to be killed at a moment or to have its steps kept.

    `catalogue` is a JSON file of sources instead of the real ones, `settings` are more variables of the environment.
    """
    killed = (at.module, at.function, str(at.calls)) if isinstance(at, Moment) else ("", "", "")
    kept = at.folder if isinstance(at, Steps) else ""
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", CHILD, catalogue or "", *killed, kept, *words],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(CHECKOUT),
            "MEDLEX_HOME": str(home.folder),
            **(settings or {}),
        },
        stdout=stdout,
        stderr=stderr,
    )


def refuse_survival(process: subprocess.Popen[bytes]) -> None:
    """Wait for a program that is killed at a moment, and see that the moment came."""
    with process:
        assert process.wait(SECONDS_UNTIL_HUNG) == -signal.SIGKILL


def refuse_failure(process: subprocess.Popen[bytes]) -> None:
    """Wait for a program, and see that it ends well."""
    with process:
        assert process.wait(SECONDS_UNTIL_HUNG) == 0
