"""The changelog has upgrade notes in the form that `medlex upgrade-check` reads, and they say what is true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.version import Version

from bot import __version__
from bot.cli.upgrade.releases import CHANGELOG, NOTES, RELEASE, Notes, notes_between
from bot.lexicon.store.schema import SCHEMA_VERSION as LEXICON_VERSION
from bot.storage.schema import SCHEMA_VERSION as SERVER_DATA_VERSION

ROOT = Path(__file__).parents[1]
BEFORE_ALL, AFTER_ALL = Version("0"), Version("9999")


@pytest.fixture
def changelog() -> str:
    """The changelog of a checkout; the tests may also run beside an installed package."""
    if not (ROOT / "CHANGELOG.md").is_file():
        pytest.skip("no checkout")
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_release_has_notes_of_each_kind(changelog: str) -> None:
    assert RELEASE.findall(changelog)[0] == __version__
    releases = notes_between(changelog, BEFORE_ALL, AFTER_ALL)
    assert [release.version for release in releases] == RELEASE.findall(changelog)
    assert len(NOTES.findall(changelog)) == len(releases)
    for release in releases:
        assert {note.split(":")[0] for note in release.notes} == {"Lexicon", "Server data", "Hosts"}, release.version


def test_the_notes_of_this_version_have_its_schema_versions(changelog: str) -> None:
    lexicon, server_data, *_ = notes_between(changelog, BEFORE_ALL, AFTER_ALL)[0].notes
    assert lexicon.startswith(f"Lexicon: schema version {LEXICON_VERSION}")
    assert server_data.startswith(f"Server data: schema version {SERVER_DATA_VERSION}")


def test_a_wheel_brings_the_changelog(changelog: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]["CHANGELOG.md"] == CHANGELOG


def test_an_image_is_built_with_the_changelog(changelog: str) -> None:
    """Its package is built as a wheel is, which needs the file."""
    assert "!CHANGELOG.md\n" in (ROOT / ".dockerignore").read_text(encoding="utf-8")
    assert re.search(r"^COPY .*\bCHANGELOG\.md\b", (ROOT / "container" / "Dockerfile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("", []),
        ("# Changelog\n\nNothing yet.\n", []),
        ("## soon\n\n### Upgrade notes\n\n- x\n", []),
        ("## 1.0.0\n", [Notes("1.0.0", ())]),
        ("## 1.0.0 (today)\n### Upgrade notes\n", [Notes("1.0.0", ())]),
        ("## 1.0.0\n\n### Upgrade notes\n\n- a - b\n  c\n- d\n\n## 0.0.0\n\n- e", [Notes("1.0.0", ("a - b c", "d"))]),
    ],
)
def test_odd_changelogs_are_read(text: str, notes: list[Notes]) -> None:
    assert notes_between(text, BEFORE_ALL, AFTER_ALL) == notes
