"""`medlex install` and `medlex remove` by name, killed at their worst moments: what was there still answers, and the
next one completes.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.killing import Moment, Steps, refuse_failure, refuse_survival
from cli.publishers import MESH, Publishers, left_in
from click.testing import Result
from homes import installed_in

from bot.settings import Home

pytestmark = pytest.mark.usefixtures("moved_publishers")

Medlex = Callable[..., Result]
Start = Callable[..., "subprocess.Popen[bytes]"]


INSTALLING = {
    "before anything is asked for": Moment("bot.cli.install.fetching", "fetch", 0),
    "before the file comes": Moment("bot.sources.download.http", "receive", 0),
    "while the file comes": Moment("bot.sources.download.body", "_next_chunk", 1),
    "when the file is there": Moment("bot.sources.download.partial_file", "replace", 0),
    "between two downloads": Moment("bot.cli.install.fetching", "fetch", 1),
    "when all is downloaded": Moment("bot.cli.install.fetching", "install_files", 0),
    "while a file is read": Moment("bot.sources.formats.mesh.descriptors", "_read", 8),
    "between two archives": Moment("bot.building.parse", "parse_into", 1),
    "while the lexicon is written": Moment("bot.building.merge.entries", "_entry", 500),
    "when the lexicon is written": Moment("bot.building.write.lexicon_file", "_check", 0),
    "between the lexicon and the archives": Moment("bot.building.build", "replace", 1),
    "between the archives": Moment("bot.building.build", "replace", 2),
    "before the downloads are cleared": Moment("bot.cli.install.fetching", "_clear", 0),
}
REMOVING = {
    "before anything is built": Moment("bot.building.build", "_build", 0),
    "when all is planned": Moment("bot.building.write.pipeline", "write_entries", 0),
    "while the lexicon is written": Moment("bot.building.write.lexicon_file", "_check", 0),
    "before the lexicon is put in place": Moment("bot.building.build", "replace", 0),
    "between the lexicon and the archives": Moment("bot.building.build", "archive_path", 0),
    "between the archives": Moment("bot.building.build", "archive_path", 1),
}


def refuse_loss(home: Home, medlex: Medlex) -> None:
    """After a kill the lexicon answers, whatever it holds, and nothing installed is damaged."""
    answered = medlex("define", "interleukin", home=home)
    assert answered.exit_code == 0
    assert "Medlex Starter Glossary" in answered.stdout
    assert medlex("check", home=home).exit_code == 0


@pytest.mark.parametrize("moment", INSTALLING)
def test_an_installation_that_is_killed_loses_nothing_and_can_be_repeated(
    moment: str, own_home: Home, start: Start, medlex: Medlex, publishers: Publishers
) -> None:
    refuse_survival(start(own_home, "install", "mesh", "medlineplus", at=INSTALLING[moment]))
    refuse_loss(own_home, medlex)
    assert "National Cancer Institute" in medlex("define", "interleukin", home=own_home).stdout
    repeated = medlex("install", "mesh", "medlineplus", home=own_home)
    assert repeated.exit_code == 0, repeated.output
    assert installed_in(own_home) == {"mesh", "medlineplus", "nci-dictionary"}
    assert medlex("define", "heart attack", home=own_home).exit_code == 0
    assert left_in(own_home.downloads) == []
    assert not list(own_home.folder.rglob("*.part"))


def test_an_installation_that_is_killed_while_a_file_comes_goes_on_where_it_was(
    new: Home, start: Start, medlex: Medlex, publishers: Publishers, fixtures: Path
) -> None:
    publishers.files[MESH] = (fixtures / "mesh.xml").read_bytes() + b"<!--" + b" " * 2_000_000 + b"-->"
    publishers.may_go_on.clear()
    refuse_survival(start(new, "install", "mesh", at=INSTALLING["while the file comes"]))
    came = (new.downloads / "mesh.download.part").stat().st_size
    assert came > 0
    assert medlex("define", "interleukin", home=new).exit_code == 0
    publishers.may_go_on.set()
    assert medlex("install", "mesh", home=new).exit_code == 0
    assert publishers.ranges == [f"bytes={came}-"]
    assert medlex("define", "chilblain", home=new).exit_code == 0
    assert left_in(new.downloads) == []


def test_what_a_killed_installation_left_is_cleared_by_whatever_comes_next(
    own_home: Home, start: Start, medlex: Medlex
) -> None:
    refuse_survival(start(own_home, "install", "ncit", "medlineplus", at=INSTALLING["between two archives"]))
    assert (own_home.sources / "ncit.part").exists()
    assert medlex("build", home=own_home).exit_code == 0
    assert not list(own_home.folder.rglob("*.part"))


@pytest.mark.parametrize("moment", REMOVING)
def test_a_removal_that_is_killed_leaves_the_lexicon_answering_and_can_be_repeated(
    moment: str, own_home: Home, start: Start, medlex: Medlex
) -> None:
    refuse_survival(start(own_home, "remove", "mesh", "nci-dictionary", at=REMOVING[moment]))
    refuse_loss(own_home, medlex)
    repeated = medlex("remove", *sorted(installed_in(own_home)), home=own_home)
    assert repeated.exit_code == 0, repeated.output
    assert installed_in(own_home) == set()
    assert medlex("define", "chilblain", home=own_home).exit_code == 3
    assert not list(own_home.folder.rglob("*.part"))


@pytest.mark.parametrize("words", [("remove", "mesh"), ("install", "mesh")], ids=["remove", "install"])
def test_killed_between_any_two_changes_to_the_disk_nothing_is_lost_and_the_command_completes(
    words: tuple[str, ...], own_home: Home, tmp_path: Path, start: Start, medlex: Medlex
) -> None:
    steps = Steps(tmp_path / "steps")
    refuse_failure(start(own_home, *words, at=steps))
    killed = list(steps.homes())
    assert len(killed) > 2
    for home in killed:
        refuse_loss(home, medlex)
        has_ended = words == ("remove", "mesh") and "mesh" not in installed_in(home)
        assert medlex(*words, home=home).exit_code == (2 if has_ended else 0)
        assert not list(home.folder.rglob("*.part"))
