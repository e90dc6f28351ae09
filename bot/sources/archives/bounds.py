"""A limit for decompression, against zip bombs.

A few kilobytes of gzip can decompress to gigabytes, and members of a zip archive may even share their bytes.
Publishers' files decompress to 5 to 20 times their size (MeSH 2024: 12, from xz 18), so a file that passes a
hundred times its size is refused at that point.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from bot.errors import DataError

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAX_RATIO = 100
MIN_LIMIT = 64 << 20
MAX_BYTES = 4 << 30
BUFFER = 1 << 18


class DecompressionLimit:
    """The number of bytes that may still come out of one compressed file, all its members together."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self.path = path
        self.max_bytes = max_bytes
        self.remaining = max_bytes

    def consume(self, size: int) -> None:
        """Count bytes. Raises DataError when they exceed the limit."""
        self.remaining -= size
        if self.remaining < 0:
            raise DataError(
                f"The file {self.path} unpacks to over {self.max_bytes:,} bytes, which no file of its size should.",
                "It may be damaged or made to do harm: download it again from its publisher.",
            )


def decompression_limit(path: Path) -> DecompressionLimit:
    """Return the limit of this compressed file: a hundred times its size, at least 64 MiB and at most 4 GiB."""
    return DecompressionLimit(path, min(MAX_BYTES, max(MIN_LIMIT, MAX_RATIO * path.stat().st_size)))


def bounded(stream: BinaryIO | io.BufferedIOBase, limit: DecompressionLimit) -> BinaryIO:
    """Wrap a stream so that reading more bytes than the limit allows raises DataError. The caller closes the stream."""
    return cast(BinaryIO, io.BufferedReader(_Bounded(stream, limit), BUFFER))


class _Bounded(io.RawIOBase):
    """Reads from a stream and counts the bytes."""

    def __init__(self, stream: BinaryIO | io.BufferedIOBase, limit: DecompressionLimit) -> None:
        super().__init__()
        self.stream = stream
        self.limit = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        content = self.stream.read(len(view))
        self.limit.consume(len(content))
        view[: len(content)] = content
        return len(content)
