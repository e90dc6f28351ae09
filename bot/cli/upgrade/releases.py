"""The newest release on the package index, and what a host must know of those since the installed one."""

from __future__ import annotations

import re
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

import msgspec
from packaging.version import InvalidVersion, Version

from bot.cli.upgrade.pip import pip

PACKAGE = "medlex"
# In a wheel.
CHANGELOG = "bot/data/CHANGELOG.md"
MAX_CHANGELOG = 5_000_000
RELEASE = re.compile(r"^## (\S+)", re.MULTILINE)
NOTES = re.compile(r"^### Upgrade notes\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)


class Metadata(msgspec.Struct, frozen=True):
    """The part that is read of a package's metadata (https://pip.pypa.io/en/stable/reference/installation-report/)."""

    version: str
    requires_python: str | None = None


class Found(msgspec.Struct, frozen=True):
    """A package that pip would install."""

    metadata: Metadata


class Report(msgspec.Struct, frozen=True):
    """What pip would install."""

    install: tuple[Found, ...]


class Notes(msgspec.Struct, frozen=True):
    """The upgrade notes of a release, one sentence or more each."""

    version: str
    notes: tuple[str, ...]


def newest_release() -> Metadata:
    """Ask the index for the newest release that this Python can run. Raises MedlexError if it cannot be asked."""
    report = pip("install", "--dry-run", "--ignore-installed", "--report=-", PACKAGE)
    return msgspec.json.decode(report, type=Report).install[0].metadata


def notes_of_newer(installed: Version, newest: Version) -> list[Notes] | None:
    """Fetch the newest release, and return the upgrade notes in it of each that is newer than the installed one, the newest
    first; None if it has none to read.

    Raises MedlexError if it cannot be fetched.
    """
    with tempfile.TemporaryDirectory(prefix="medlex-") as folder:
        pip("download", f"--dest={folder}", f"{PACKAGE}=={newest}")
        text = next(map(_changelog, Path(folder).glob("*.whl")), None)
    return None if text is None else notes_between(text, installed, newest)


def notes_between(changelog: str, installed: Version, newest: Version) -> list[Notes]:
    """Return the upgrade notes of releases after one, up to another."""
    parts = RELEASE.split(changelog)[1:]
    return [
        Notes(name, _notes(body))
        for name, body in zip(parts[::2], parts[1::2], strict=True)
        if (version := version_of(name)) and installed < version <= newest
    ]


def version_of(text: str) -> Version | None:
    """Read a version; None if it is none."""
    with suppress(InvalidVersion):
        return Version(text)
    return None


def _notes(body: str) -> tuple[str, ...]:
    """The items of the list of notes, each on one line."""
    found = NOTES.search(body)
    items = re.split(r"^- ", found[1], flags=re.MULTILINE)[1:] if found else []
    return tuple(" ".join(item.split()) for item in items)


def _changelog(wheel: Path) -> str | None:
    with suppress(KeyError, zipfile.BadZipFile, UnicodeDecodeError), zipfile.ZipFile(wheel) as contents:
        if contents.getinfo(CHANGELOG).file_size <= MAX_CHANGELOG:
            return contents.read(CHANGELOG).decode()
    return None
