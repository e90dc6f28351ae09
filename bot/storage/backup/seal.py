"""The seal of a backup: a line after SQLite's pages with the SHA-256 of everything before it.

SQLite reads as many pages as the file's header counts (https://sqlite.org/fileformat.html#in_header_database_size), so
a sealed file can be opened by any program. A single changed bit anywhere in it is noticed.
"""

from __future__ import annotations

import hashlib
import os
from io import BufferedRandom
from pathlib import Path

from bot.storage.backup.stopping import NEVER, Stop

MARK = b"\nmedlex backup sha-256 "
CHUNK = 1 << 20
LENGTH = len(MARK) + 2 * hashlib.sha256().digest_size + len(b"\n")


def seal(file: Path, stop: Stop = NEVER) -> None:
    """Add the seal to a file that has none. Raises BackupStoppedError when it is stopped."""
    with file.open("rb+") as stream:
        line = _seal_of(stream, stop)
        stream.seek(0, os.SEEK_END)
        stream.write(line)


def unseal(file: Path) -> bool:
    """Remove the seal of a file, if it has one. Return False if it has one that belongs to another content."""
    with file.open("rb+") as stream:
        length = max(0, stream.seek(0, os.SEEK_END) - LENGTH)
        stream.seek(length)
        line = stream.read()
        if not line.startswith(MARK):
            return True
        stream.truncate(length)
        return line == _seal_of(stream)


def _seal_of(stream: BufferedRandom, stop: Stop = NEVER) -> bytes:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        stop()
        digest.update(chunk)
    return MARK + digest.hexdigest().encode("ascii") + b"\n"
