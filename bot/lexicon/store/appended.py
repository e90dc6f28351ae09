"""Blocks of bytes behind the last page of a lexicon file. They are mapped into memory, which all processes with the file
share.

SQLite takes the number of pages from the header of the file (https://www.sqlite.org/fileformat2.html#in_header_database_size),
and reads nothing behind the last one. The table `name_index` says where each block is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from mmap import ACCESS_READ, ALLOCATIONGRANULARITY, mmap
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from bot.lexicon.store.texts import Content

# Bytes. Blocks begin on cache lines.
ALIGNMENT = 64
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Block:
    """A block: the offset of its first byte from the end of the last page, its length in bytes, and its CRC-32."""

    start: int
    length: int
    checksum: int

    @property
    def end(self) -> int:
        """The offset behind its last byte."""
        return self.start + self.length


def laid_out(contents: Iterable[tuple[str, Content]]) -> Iterator[tuple[str, Block]]:
    """Yield the name and place of blocks with these contents, one behind the other."""
    start = 0
    for name, content in contents:
        yield name, Block(start, len(content), crc32(content))
        start += _padded(len(content))


def append(path: Path, contents: Iterable[tuple[str, Content]]) -> None:
    """Write blocks with these contents behind the last page of a file that nothing else has open."""
    with path.open("ab") as file:
        for _, content in contents:
            file.write(content)
            file.write(bytes(_padded(len(content)) - len(content)))


def _padded(length: int) -> int:
    return -(-length // ALIGNMENT) * ALIGNMENT


def mapped(file: BinaryIO, first: int, blocks: Mapping[str, Block]) -> dict[str, memoryview]:
    """Map the blocks of a file into memory; `first` is the offset behind its last page. They can be used after the file
    has been closed, and the memory is free when none is used any longer.

    Raises ValueError if the file has another length than its blocks say or one has another checksum, OSError if it
    cannot be read or mapped. All is read before, because a page that cannot be read when it is used ends the process.
    """
    end = first + max((_padded(block.end) for block in blocks.values()), default=0)
    if (size := os.fstat(file.fileno()).st_size) != end:
        raise ValueError(f"it has {size} bytes in place of {end}")
    for name, block in blocks.items():
        if block.start < 0 or block.length < 0 or _checksum(file, first + block.start, block.length) != block.checksum:
            raise ValueError(f"the block {name} does not fit its checksum")
    before = first % ALLOCATIONGRANULARITY
    view = memoryview(mmap(file.fileno(), end - first + before, access=ACCESS_READ, offset=first - before))
    return {name: view[before + block.start : before + block.end] for name, block in blocks.items()}


def _checksum(file: BinaryIO, start: int, length: int) -> int:
    """The CRC-32 of a part of a file. It is read and not mapped, so that an error of the disk is an OSError."""
    checksum = 0
    file.seek(start)
    while length > 0 and (chunk := file.read(min(length, CHUNK))):
        checksum = crc32(chunk, checksum)
        length -= len(chunk)
    return checksum
