"""A file as it came from its publisher, plain or compressed, one member or many."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from bot.errors import DataError

# The first bytes of each container: RFC 1952 (gzip), the xz and bzip2 file formats, APPNOTE.TXT 4.3.7 (zip).
OPENERS: tuple[tuple[bytes, Callable[[Path], BinaryIO]], ...] = (
    (b"\x1f\x8b", lambda path: cast(BinaryIO, gzip.open(path))),
    (b"\xfd7zXZ\x00", lambda path: cast(BinaryIO, lzma.open(path))),
    (b"BZh", lambda path: cast(BinaryIO, bz2.open(path))),
)
ZIP = b"PK\x03\x04"
DAMAGED = (EOFError, OSError, lzma.LZMAError, zipfile.BadZipFile, zlib.error)


def members(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Each data file behind a path, as (what to call it in a message, an open stream of its plain bytes).

    A path is a file, plain or compressed (told by its first bytes, not its name), a zip archive of files, or a folder of
    files. Raises DataError when it is missing, unreadable or empty.
    """
    _refuse_missing(path)
    files = sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
    if not files:
        raise DataError(f"The folder {path} is empty.", "Give the file that you downloaded.")
    for file in files:
        with naming_damage(file):
            yield from _members_of_file(file)


def _members_of_file(file: Path) -> Iterator[tuple[str, BinaryIO]]:
    with file.open("rb") as plain:
        start = plain.read(8)
    if not start:
        raise DataError(f"The file {file} is empty.", "Download it again and give the whole file.")
    if start.startswith(ZIP):
        yield from _members_of_zip(file)
        return
    opener = next((open_ for magic, open_ in OPENERS if start.startswith(magic)), lambda path: path.open("rb"))
    with opener(file) as stream:
        yield str(file), stream


def _members_of_zip(file: Path) -> Iterator[tuple[str, BinaryIO]]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                with archive.open(info) as stream:
                    yield f"{file} ({info.filename})", cast(BinaryIO, stream)


@contextmanager
def naming_damage(path: Path) -> Iterator[None]:
    """Turn what the standard library raises on damaged or unreadable files into a DataError that names the file."""
    try:
        yield
    except DAMAGED as error:
        raise DataError(
            f"The file {path} cannot be read: {reason(error)}.",
            "It may be cut off or damaged: download it again, then repeat the command.",
        ) from error


def reason(error: BaseException) -> str:
    """What went wrong, in a few words without a trailing full stop."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return text[0].lower() + text[1:].rstrip(".")


def modified_date(path: Path) -> datetime:
    """When a file was last written, in UTC: for a download that carries no date of its own, when it was downloaded."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _refuse_missing(path: Path) -> None:
    try:
        path.stat()
    except OSError as error:
        raise DataError(f"The file {path} cannot be read: {reason(error)}.", "Check the path after --from.") from error
