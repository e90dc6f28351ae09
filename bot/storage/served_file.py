"""The SQLite file that is in use, so that its deletion or replacement by hand is noticed."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from bot.errors import DatabaseReplacedError
from bot.storage.migrate import APPLICATION_ID
from bot.storage.sqlite_file import HEADER_LENGTH, MAGIC

# Where the header of a file has the application id and the counter of changes
# (https://sqlite.org/fileformat.html#the_database_header).
APPLICATION_ID_AT = slice(68, 72)
CHANGES_AT = slice(24, 28)
# Windows opens files as text otherwise.
BINARY = getattr(os, "O_BINARY", 0)


class ServedFile:
    """A file that is open until `close`.

    It must be closed after all of this process's SQLite connections to the file: on POSIX systems, closing a file
    releases the locks that the process has on it (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = os.open(path, os.O_RDONLY | BINARY)
        self._application_ids = {self._header()[APPLICATION_ID_AT], APPLICATION_ID.to_bytes(4)}
        self._changes = 0
        self._lock = threading.Lock()  # every reader moves the position in the file

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    def refuse_replaced(self) -> None:
        """Raise DatabaseReplacedError if the path leads to another file or to none, or if the file was overwritten."""
        with self._lock:
            is_served = self._is_in_place() and self._is_same_database(self._header())
        if not is_served:
            raise DatabaseReplacedError(
                f"The server data in {self.path} were deleted or replaced while Medlex was running.",
                "Stop Medlex, put the file or a backup in its place (`medlex restore PATH`), then start it again.",
            )

    def _is_in_place(self) -> bool:
        try:
            return os.path.samestat(self.path.stat(), os.fstat(self._descriptor))
        except FileNotFoundError:
            return False

    def _is_same_database(self, header: bytes) -> bool:
        """Return True unless another file was written over this one. Its counter of changes never goes back: an older
        copy has a smaller one.
        """
        changes, before = int.from_bytes(header[CHANGES_AT]), self._changes
        self._changes = max(changes, before)
        is_ours = header.startswith(MAGIC) and header[APPLICATION_ID_AT] in self._application_ids
        return is_ours and changes >= before

    def _header(self) -> bytes:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.read(self._descriptor, HEADER_LENGTH)
