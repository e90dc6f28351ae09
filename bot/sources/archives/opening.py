"""Open a publisher's file, plain or compressed, one member or many."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.bounds import bounded, decompression_limit
from bot.terms.invisible import without_invisible

# The first bytes of each container: RFC 1952 (gzip), the xz and bzip2 file formats, APPNOTE.TXT 4.3.7 (zip).
OPENERS: tuple[tuple[bytes, Callable[[Path], BinaryIO]], ...] = (
    (b"\x1f\x8b", lambda path: cast(BinaryIO, gzip.open(path))),
    (b"\xfd7zXZ\x00", lambda path: cast(BinaryIO, lzma.open(path))),
    (b"BZh", lambda path: cast(BinaryIO, bz2.open(path))),
)
ZIP = b"PK\x03\x04"
# zipfile raises a RuntimeError for members with a password or in a compression that it does not know, a
# UnicodeDecodeError for names that are not in the encoding that they say, and a struct.error where an extra
# field is too short.
DAMAGED = (
    EOFError,
    OSError,
    RuntimeError,
    UnicodeDecodeError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
# Raised by msgspec for text that is not JSON of the required type, including too deeply nested text and other
# encodings.
NOT_JSON = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
ADDED_BY_MACOS = "__MACOSX"
# In characters; no file system has longer paths (Linux: PATH_MAX). The format allows 65,535 (APPNOTE.TXT 4.4.10).
MAX_MEMBER_NAME = 4_096
# Publishers' archives have some hundred files, archives of one page for each term some thousand.
MAX_MEMBERS = 100_000


def members(path: Path, wanted: str | None = None) -> Iterator[tuple[str, BinaryIO]]:
    """Each data file at a path, as (its name for messages, an open stream of its decompressed bytes).

    A path is a file, plain or compressed (recognized by its first bytes, not its name), a zip archive of
    files, or a folder of files. Hidden files, which operating systems add, are skipped; where a zip archive
    has a file named `wanted`, all others are skipped, too. Raises DataError when the path is missing,
    unreadable or empty.
    """
    _status(path)
    for file in _files_of_folder(path) if path.is_dir() else [path]:
        with damage_errors(file):
            yield from _members_of_file(file, wanted)


def _files_of_folder(folder: Path) -> list[Path]:
    with damage_errors(folder):
        files = sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    if not files:
        raise DataError(f"The folder {folder} holds no file.", "Give the file that you downloaded.")
    return files


def _members_of_file(file: Path, wanted: str | None) -> Iterator[tuple[str, BinaryIO]]:
    with file.open("rb") as plain:
        start = plain.read(8)
    if not start:
        raise DataError(f"The file {file} is empty.", "Download it again and give the whole file.")
    if start.startswith(ZIP):
        yield from _members_of_zip(file, wanted)
        return
    opener = next((open_ for magic, open_ in OPENERS if start.startswith(magic)), None)
    if opener is None:
        with file.open("rb") as stream:
            yield str(file), stream
        return
    with opener(file) as packed:
        yield str(file), bounded(packed, decompression_limit(file))


def _members_of_zip(file: Path, wanted: str | None) -> Iterator[tuple[str, BinaryIO]]:
    with zipfile.ZipFile(file) as archive:
        infos = data_files(archive, wanted)
        if not infos:
            raise DataError(f"The archive {file} holds no file.", "Give the file that you downloaded.")
        limit = decompression_limit(file)
        for info in infos:
            with archive.open(info) as packed:
                yield f"{file} ({without_invisible(info.filename)})", bounded(cast(BinaryIO, packed), limit)


def data_files(archive: zipfile.ZipFile, wanted: str | None = None) -> list[zipfile.ZipInfo]:
    """The files of a zip archive that are not hidden; where one is named `wanted`, only that one. Raises DataError when
    it has more than MAX_MEMBERS files, or one with a longer name than MAX_MEMBER_NAME.
    """
    _refuse_endless(archive)
    infos = [info for info in archive.infolist() if info.filename and not info.is_dir() and not _is_hidden(info)]
    return [info for info in infos if Path(info.filename).name == wanted] or infos


def _refuse_endless(archive: zipfile.ZipFile) -> None:
    longest = max((len(name) for name in archive.namelist()), default=0)
    if len(archive.namelist()) <= MAX_MEMBERS and longest <= MAX_MEMBER_NAME:
        return
    many = (
        f"{len(archive.namelist()):,} files" if longest <= MAX_MEMBER_NAME else f"a file name of {longest:,} characters"
    )
    raise DataError(
        f"The archive {archive.filename} has {many}, which no publisher's has.",
        "It may be damaged or made to do harm: download it again from its publisher.",
    )


def _is_hidden(info: zipfile.ZipInfo) -> bool:
    return any(part == ADDED_BY_MACOS or part.startswith(".") for part in Path(info.filename).parts)


@contextmanager
def damage_errors(path: Path) -> Iterator[None]:
    """Turn exceptions of the standard library about damaged or unreadable files into a DataError that names
    the file.
    """
    try:
        yield
    except PermissionError as error:
        raise DataError(
            f"The file {path} cannot be read: {reason(error)}.", "Change its permissions, then repeat the command."
        ) from error
    except DAMAGED as error:
        raise DataError(
            f"The file {path} cannot be read: {reason(error)}.",
            "It may be cut off or damaged: download it again, then repeat the command.",
        ) from error


def modified_date(path: Path) -> datetime:
    """When a file was last written, in UTC: the time of download for a file that contains no date itself.

    Raises DataError when there is no such file.
    """
    return datetime.fromtimestamp(_status(path).st_mtime, UTC)


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise DataError(f"The file {path} cannot be read: {reason(error)}.", "Check the path after --from.") from error
