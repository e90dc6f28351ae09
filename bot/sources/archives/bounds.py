"""Unpacking no more than a file can honestly hold.

A few kilobytes of gzip can unpack to gigabytes ("zip bombs"; members of a zip archive may even share their bytes). What
publishers give out packs 5 to 20 times smaller (MeSH 2024: 12, by xz 18), so a file that unpacks to over a hundred times
its size is refused where it passes that size.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from bot.errors import DataError

if TYPE_CHECKING:
    from typing_extensions import Buffer

MOST_RATIO = 100
ALWAYS_ALLOWED = 64 << 20
MOST_BYTES = 4 << 30
BUFFER = 1 << 18


class Allowance:
    """How many bytes may still come out of one packed file, through whichever of its members."""

    def __init__(self, path: Path, most: int) -> None:
        self.path = path
        self.most = most
        self.left = most

    def spend(self, size: int) -> None:
        """Take bytes from it. Raises DataError when it is used up."""
        self.left -= size
        if self.left < 0:
            raise DataError(
                f"The file {self.path} unpacks to over {self.most:,} bytes, which no file of its size should.",
                "It may be damaged or made to do harm: download it again from its publisher.",
            )


def allowance(path: Path) -> Allowance:
    """What may come out of this packed file: a hundred times its size, at least 64 MiB and at most 4 GiB."""
    return Allowance(path, min(MOST_BYTES, max(ALWAYS_ALLOWED, MOST_RATIO * path.stat().st_size)))


def bounded(stream: BinaryIO | io.BufferedIOBase, allowed: Allowance) -> BinaryIO:
    """The same bytes; reading more of them than are allowed raises DataError. The stream stays the caller's to close."""
    return cast(BinaryIO, io.BufferedReader(_Bounded(stream, allowed), BUFFER))


class _Bounded(io.RawIOBase):
    """Reads through to a stream and counts."""

    def __init__(self, stream: BinaryIO | io.BufferedIOBase, allowed: Allowance) -> None:
        super().__init__()
        self.stream = stream
        self.allowed = allowed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        content = self.stream.read(len(view))
        self.allowed.spend(len(content))
        view[: len(content)] = content
        return len(content)
