"""`medlex install` killed at its worst moments: what was there still answers, and the next installation completes."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.killing import Moment, Steps, refuse_failure, refuse_survival, start
from click.testing import Result

from bot.settings import Home

Medlex = Callable[..., Result]

MOMENTS = {
    "before anything is written": Moment("bot.building.parse", "parse_into", 0),
    "while the file is read": Moment("bot.sources.formats.mesh.descriptors", "_read", 8),
    "when the file is read": Moment("bot.sources.parsing", "describe", 0),
    "when the archive is written": Moment("bot.building.write.pipeline", "plan", 0),
    "while the lexicon is written": Moment("bot.building.merge.entries", "_entry", 500),
    "when the lexicon is written": Moment("bot.building.write.lexicon_file", "_check", 0),
    "before the lexicon is put in place": Moment("bot.building.build", "replace", 0),
    "between the lexicon and the archive": Moment("bot.building.build", "replace", 1),
}


def install(home: Home, file: Path, at: Moment | Steps) -> subprocess.Popen[bytes]:
    return start(home, "install", "mesh", "--from", file, at=at)


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_upgrade_that_is_killed_loses_nothing(moment: str, own_home: Home, newer_mesh: Path, medlex: Medlex) -> None:
    refuse_survival(install(own_home, newer_mesh, MOMENTS[moment]))
    answered = medlex("define", "interleukin", home=own_home)
    assert answered.exit_code == 0
    for publisher in ("Medlex Starter Glossary", "National Cancer Institute", "U.S. National Library of Medicine"):
        assert publisher in answered.stdout
    assert medlex("check", home=own_home).exit_code == 0
    assert medlex("build", home=own_home).exit_code == 0
    assert medlex("install", "mesh", "--from", newer_mesh, home=own_home).exit_code == 0
    assert "National Library of Medicine, 2027" in medlex("define", "interleukin", home=own_home).stdout
    assert not list(own_home.folder.rglob("*.part"))


@pytest.mark.parametrize("moment", ["while the file is read", "while the lexicon is written"])
def test_a_first_installation_that_is_killed_can_be_repeated(
    moment: str, tmp_path: Path, newer_mesh: Path, medlex: Medlex
) -> None:
    home = Home(tmp_path / "new home")
    refuse_survival(install(home, newer_mesh, MOMENTS[moment]))
    assert medlex("define", "interleukin", home=home).exit_code == 0
    assert medlex("install", "mesh", "--from", newer_mesh, home=home).exit_code == 0
    assert "National Library of Medicine, 2027" in medlex("define", "interleukin", home=home).stdout


def test_killed_between_any_two_changes_to_the_disk_nothing_is_lost(
    own_home: Home, tmp_path: Path, newer_mesh: Path, medlex: Medlex
) -> None:
    steps = Steps(tmp_path / "steps")
    refuse_failure(install(own_home, newer_mesh, steps))
    killed = list(steps.homes())
    assert len(killed) > 4
    for home in killed:
        answered = medlex("define", "interleukin", home=home).stdout
        assert "National Cancer Institute" in answered
        assert "U.S. National Library of Medicine" in answered
        assert medlex("install", "mesh", "--from", newer_mesh, home=home).exit_code == 0
        assert "National Library of Medicine, 2027" in medlex("define", "interleukin", home=home).stdout
        assert not list(home.folder.rglob("*.part"))
