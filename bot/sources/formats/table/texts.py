"""The lines of a text file in any encoding, with any line ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from bot.errors import DataError
from bot.sources.formats.table import encodings
from bot.sources.formats.table.options import Options

# The most characters of a line of a table. Within a line, the csv module refuses cells of over 131,072 characters.
MAX_LINE = 1 << 20
IN_MEMORY = 1 << 20


@dataclass(frozen=True, slots=True)
class Text:
    """A text file that can be read several times, and the name of its encoding."""

    name: str
    encoding: str
    stream: BinaryIO

    def lines(self) -> Iterator[str]:
        """Yield each line with a line feed at its end, whatever it ended with. Raises DataError when one is too long
        for a table.
        """
        for number, line in enumerate(self.pieces(MAX_LINE), start=1):
            if len(line) >= MAX_LINE:
                raise DataError(f"Line {number} of {self.name} is too long for a table.", "Put one entry on a line.")
            yield line

    def pieces(self, longest: int) -> Iterator[str]:
        """Yield each line, in several pieces if it has more than `longest` characters."""
        self.stream.seek(0)
        reader = TextIOWrapper(self.stream, self.encoding, newline=None)
        try:
            while line := reader.readline(longest):
                yield line
        finally:
            # A caller that stopped in the middle may have closed the file by now.
            if not self.stream.closed:
                reader.detach()

    def whole(self, most: int, what: str) -> str:
        """Return the whole text. Raises DataError when it has more than `most` characters."""
        self.stream.seek(0)
        reader = TextIOWrapper(self.stream, self.encoding, newline=None)
        try:
            text = reader.read(most + 1)
        finally:
            reader.detach()
        if len(text) > most:
            raise DataError(f"The {what} {self.name} is too long.", "Make several of it, or a CSV or TSV table.")
        return text


@contextmanager
def opened(name: str, stream: BinaryIO, options: Options) -> Iterator[Text]:
    """Open a stream as text, in the admin's encoding, or else in the detected one.

    Raises DataError when it is not text, or not in that encoding.
    """
    with ExitStack() as stack:
        rewindable = stream if stream.seekable() else stack.enter_context(_copy(stream))
        encoding = options.encoding or encodings.detected(name, rewindable)
        if encoding != "utf-8":
            encodings.check(name, rewindable, encoding)
        yield Text(name, encoding, rewindable)


@contextmanager
def _copy(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Copy a stream that cannot be rewound, to disk if it is large."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        copyfileobj(stream, copy)
        yield cast(BinaryIO, copy)
