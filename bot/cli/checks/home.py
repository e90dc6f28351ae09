"""Checks of the folder that Medlex writes to, and of its disk."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.cli.checks.finding import Finding
from bot.files import flush, size
from bot.settings import Settings

# In bytes. Server data grow by far less in a year.
MIN_FREE = 50_000_000
MEGABYTE = 1_000_000
PROBE_LENGTH = 65_536
FREE_SPACE = "Free some space: what people save is refused when the disk is full."


def home(settings: Settings) -> Iterator[Finding]:
    """Whether the folder can be written, and whether the disk has room for the next lexicon and backup."""
    yield _folder(settings)
    if settings.home.folder.is_dir():
        yield _disk(settings)


def _folder(settings: Settings) -> Finding:
    folder = settings.home.folder
    if folder.exists() and not folder.is_dir():
        return Finding("folder", good=False, what=f"{folder} is a file", remedy="Set MEDLEX_HOME to a folder.")
    if not folder.exists():
        return Finding("folder", good=True, what=f"{folder} will be made when something is installed or built")
    try:
        _write_probe(folder / "write.probe")
    except OSError as error:
        return Finding(
            "folder", good=False, what=f"{folder} cannot be written: {error.strerror}", remedy=_remedy(error)
        )
    return Finding("folder", good=True, what=str(folder))


def _disk(settings: Settings) -> Finding:
    """A new lexicon is made beside the old one, and a backup is as large as the file of server data."""
    folder = settings.home.folder
    free, needed = (
        shutil.disk_usage(folder).free,
        MIN_FREE + size(settings.home.lexicon) + size(settings.home.server_data),
    )
    shown = f"{free / MEGABYTE:,.0f} MB are free"
    if free < MIN_FREE:
        what = f"the disk of {folder} is nearly full: {shown}"
        return Finding("disk", good=False, what=what, remedy=FREE_SPACE)
    if free < needed:
        what = f"{shown} on that of {folder}, too little to build the lexicon anew and to make a backup"
        remedy = f"Free some space: about {needed / MEGABYTE:,.0f} MB are needed for a while."
        return Finding("disk", good=True, what=what, remedy=remedy)
    return Finding("disk", good=True, what=shown)


def _write_probe(probe: Path) -> None:
    """Write a small file to the disk, and remove it. Raises OSError when the disk is full or cannot be written."""
    try:
        probe.write_bytes(bytes(PROBE_LENGTH))
        flush(probe)
    finally:
        probe.unlink(missing_ok=True)


def _remedy(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FREE_SPACE
    return "Change its permissions, or set MEDLEX_HOME to another folder."
