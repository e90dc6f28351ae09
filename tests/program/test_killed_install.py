"""`medlex install` killed at its worst moments: what was there still answers, and the next installation completes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.settings import CHECKOUT, Home

Medlex = Callable[..., Result]

# Each names a function and after how many calls of it the program is killed, as by a power cut.
MOMENTS = {
    "before anything is written": ("bot.building.build", "parse_into", 0),
    "while the file is read": ("bot.sources.installed", "describe", 0),
    "when the archive is written": ("bot.building.build", "plan", 0),
    "while the lexicon is written": ("bot.building.lexicon_file", "_check", 0),
    "before the lexicon is put in place": ("bot.building.build", "replace", 0),
    "between the lexicon and the archive": ("bot.building.build", "replace", 1),
}

KILLED = """
import importlib, os, signal, sys
module, name, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
module = importlib.import_module(module)
real = getattr(module, name)

def killing(*arguments, **options):
    global calls
    if not calls:
        os.kill(os.getpid(), signal.SIGKILL)
    calls -= 1
    return real(*arguments, **options)

setattr(module, name, killing)
from bot.cli import main
main(sys.argv[4:])
"""


def kill_installation(home: Home, file: Path, moment: str) -> None:
    module, name, calls = MOMENTS[moment]
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", KILLED, module, name, str(calls), "install", "mesh", "--from", str(file)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "MEDLEX_HOME": str(home.folder)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL


@pytest.fixture
def newer_mesh(mesh_file: Path, tmp_path: Path) -> Path:
    """The MeSH fixture in a later edition."""
    path = tmp_path / "desc2027.xml"
    path.write_text(mesh_file.read_text().replace("20260101", "20270101"))
    return path


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_upgrade_that_is_killed_loses_nothing(moment: str, own_home: Home, newer_mesh: Path, medlex: Medlex) -> None:
    kill_installation(own_home, newer_mesh, moment)
    answered = medlex("define", "interleukin", home=own_home)
    assert answered.exit_code == 0
    for publisher in ("Medlex Starter Glossary", "National Cancer Institute", "U.S. National Library of Medicine"):
        assert publisher in answered.stdout
    assert medlex("check", home=own_home).exit_code == 0
    assert medlex("build", home=own_home).exit_code == 0
    assert medlex("install", "mesh", "--from", newer_mesh, home=own_home).exit_code == 0
    assert "National Library of Medicine · 2027" in medlex("define", "interleukin", home=own_home).stdout
    assert not list(own_home.folder.rglob("*.part"))


@pytest.mark.parametrize("moment", ["while the file is read", "while the lexicon is written"])
def test_a_first_installation_that_is_killed_can_be_repeated(
    moment: str, tmp_path: Path, newer_mesh: Path, medlex: Medlex
) -> None:
    home = Home(tmp_path / "new home")
    kill_installation(home, newer_mesh, moment)
    assert medlex("define", "interleukin", home=home).exit_code == 0
    assert medlex("install", "mesh", "--from", newer_mesh, home=home).exit_code == 0
    assert "National Library of Medicine · 2027" in medlex("define", "interleukin", home=home).stdout


@pytest.mark.parametrize("seconds", [0.15, 0.3, 0.4, 0.5])
def test_killed_at_any_time_the_lexicon_answers(
    seconds: float, own_home: Home, newer_mesh: Path, medlex: Medlex
) -> None:
    installing = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "bot", "install", "mesh", "--from", newer_mesh],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "MEDLEX_HOME": str(own_home.folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with installing:
        try:
            installing.wait(seconds)
        except subprocess.TimeoutExpired:
            installing.kill()
    assert medlex("define", "interleukin", home=own_home).exit_code == 0
    assert medlex("install", "mesh", "--from", newer_mesh, home=own_home).exit_code == 0
