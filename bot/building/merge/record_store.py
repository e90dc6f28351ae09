"""Records whose concepts are on disk, for machines with little memory: concepts and their forms are half of what a
build needs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import msgspec

from bot.building.merge.records import Record
from bot.sources.concept import Concept, ConceptName

# Concepts that are kept in memory after they were read, at a few kilobytes each: those of one group, and of the groups
# that it is compared with, are asked for again and again.
MAX_CACHED = 2_000


class RecordStore:
    """A temporary file of concepts and the packed normal forms of their names, by number from 0 on."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._ends = array("Q", [0])
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(tuple[Concept, str]).decode
        self.read = lru_cache(MAX_CACHED)(self._read)

    def stored(self, record: Record) -> Record:
        """Write a record to the file. Returns one that reads it from there.

        Records with names from corrections, of which there are few, are returned as they are: the file cannot tell
        those names from others. Raises OSError if the file cannot be written.
        """
        if any(type(name) is not ConceptName for name in record.concept.names):
            return record
        packed = self._encode((record.concept, record.packed_forms))
        self._file.seek(self._ends[-1])
        self._file.write(packed)
        self._ends.append(self._ends[-1] + len(packed))
        return StoredRecord(record.source, self, len(self._ends) - 2)

    def _read(self, number: int) -> tuple[Concept, str]:
        begin, end = self._ends[number], self._ends[number + 1]
        self._file.seek(begin)
        return self._decode(self._file.read(end - begin))


class StoredRecord(Record, frozen=True, gc=False):
    """A record in a store."""

    store: RecordStore
    number: int

    @property
    def concept(self) -> Concept:
        """The concept, read from the disk."""
        return self.store.read(self.number)[0]

    @property
    def packed_forms(self) -> str:
        """The packed normal forms of its names, read from the disk."""
        return self.store.read(self.number)[1]


@contextmanager
def record_store(folder: Path) -> Iterator[RecordStore]:
    """A store in a file that no one else sees. The system removes it, even if the program is killed.

    Raises OSError if it cannot be written.
    """
    with TemporaryFile(dir=folder) as file:
        yield RecordStore(file)
