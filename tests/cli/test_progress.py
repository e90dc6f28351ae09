"""Progress that a person sees while `medlex install` fetches, and the stream it is printed on."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import threading
from collections.abc import Callable

import pytest
from cli.publishers import NCIT, Publishers
from click.testing import Result
from waiting import SECONDS_UNTIL_HUNG

from bot.settings import Home

pytestmark = pytest.mark.usefixtures("moved_publishers")

Medlex = Callable[..., Result]
Start = Callable[..., "subprocess.Popen[bytes]"]

SIZE = re.compile("kB|bytes")


def test_progress_on_a_terminal_is_never_on_standard_output(new: Home, start: Start, publishers: Publishers) -> None:
    del publishers.files[NCIT]
    publishers.may_go_on.clear()
    ours, theirs = pty.openpty()
    shown: list[bytes] = []
    reading = threading.Thread(target=read_all, args=(ours, shown, publishers.may_go_on))
    with start(new, "install", "mesh", "ncit", stdout=subprocess.PIPE, stderr=theirs) as installing:
        os.close(theirs)
        reading.start()
        printed = installing.communicate(timeout=SECONDS_UNTIL_HUNG)[0].decode()
    assert installing.returncode == 0
    reading.join(SECONDS_UNTIL_HUNG)
    os.close(ours)
    terminal = b"".join(shown).decode()
    assert [line.split()[0] for line in printed.splitlines()] == ["Installed", "Built"]
    assert "\x1b" not in printed
    assert "\x1b" in terminal
    assert "mesh" in terminal
    assert SIZE.search(terminal)
    assert "ncit was not installed." in terminal


def read_all(terminal: int, shown: list[bytes], is_seen: threading.Event) -> None:
    """Read a terminal until nobody writes to it any more, and say when there is the size of something."""
    try:
        while chunk := os.read(terminal, 4096):
            shown.append(chunk)
            if SIZE.search(b"".join(shown).decode(errors="ignore")):
                is_seen.set()
    except OSError:  # how Linux says that the other end is closed
        return


def test_progress_without_a_terminal_is_never_on_standard_output(
    new: Home, start: Start, publishers: Publishers
) -> None:
    with start(new, "install", "mesh", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as installing:
        printed, said = (part.decode() for part in installing.communicate(timeout=SECONDS_UNTIL_HUNG))
    assert installing.returncode == 0
    assert [line.split()[0] for line in printed.splitlines()] == ["Installed", "Built"]
    assert "\x1b" not in printed + said
