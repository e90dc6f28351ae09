"""Many short texts in one string of bytes: a list of strings would take three times the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]

END = b"\n"


@dataclass(frozen=True, slots=True, eq=False)
class PackedTexts:
    """Texts by number, none with a line end in it.

    `text` begins with a line end, and each text is followed by one. `starts` are the places of their first bytes, and
    last the length of `text`.
    """

    text: bytes
    starts: Numbers

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, at: int) -> str:
        return self.text[self.starts[at] : self.starts[at + 1] - 1].decode()

    @property
    def size(self) -> int:
        """The bytes that they take."""
        return len(self.text) + self.starts.nbytes

    @property
    def lengths(self) -> Numbers:
        """The length of each text in bytes."""
        return np.diff(self.starts) - np.uint32(1)

    def having(self, part: bytes, limit: int) -> list[int]:
        """Return the numbers of the first texts that have these bytes, each once; at most `limit` places are found.

        A text begins with the bytes behind `END`, and ends with those before it.
        """
        found: list[int] = []
        at = self.text.find(part)
        while at >= 0 and len(found) < limit:
            found.append(at + 1)
            at = self.text.find(part, at + 1)
        numbers = np.searchsorted(self.starts, np.array(found, np.uint32), side="right") - 1
        return list(dict.fromkeys(numbers.tolist()))

    def kept(self, keep: NDArray[np.bool_]) -> PackedTexts:
        """Return the texts for which `keep` is True, in their order."""
        edges = np.flatnonzero(np.diff(keep, prepend=False, append=False)).reshape(-1, 2)
        places = self.starts[edges].tolist()
        text = END + b"".join(self.text[start:end] for start, end in places)
        return PackedTexts(text, _starts((self.lengths[keep] + 1).tolist()))


def packed(texts: Sequence[str]) -> PackedTexts:
    """Pack these texts."""
    encoded = [text.encode() for text in texts]
    text = END + b"".join(each + END for each in encoded)
    return PackedTexts(text, _starts(len(each) + 1 for each in encoded))


def joined(some: Sequence[PackedTexts]) -> PackedTexts:
    """Return the texts of several packs, in their order."""
    text = END + b"".join(each.text[1:] for each in some)
    return PackedTexts(text, _starts(size for each in some for size in (each.lengths + 1).tolist()))


def _starts(sizes: Iterable[int]) -> Numbers:
    return np.fromiter(accumulate(sizes, initial=1), np.uint32)
