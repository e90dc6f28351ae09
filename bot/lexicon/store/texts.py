"""Many short texts in one piece of memory, by number; strings are made when they are asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
# Bytes that this process holds, or part of a mapped file.
Content = bytes | memoryview

# Sorts after every character in a name.
LAST = "\U0010ffff"
# Bytes of each text that are compared as a number.
HEAD = 8
# So many texts are compared faster as strings, when the same ones are searched again and again.
FEW = 500


class Texts:
    """Texts by number, none with a line end in it: `starts[at]` is the place of number `at` in `content` (UTF-8), and a line
    end stands behind each.
    """

    __slots__ = ("content", "starts")

    def __init__(self, content: Content, starts: Numbers) -> None:
        self.content = content
        self.starts = starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> str:
        starts = self.starts.item
        return str(self.content[starts(at) : starts(at + 1) - 1], "utf-8")

    def between(self, first: int, last: int) -> list[str]:
        """Return the texts from number `first` up to `last`, at least one."""
        starts = self.starts.item
        return str(self.content[starts(first) : starts(last) - 1], "utf-8").split("\n")

    def some(self, numbers: NDArray[Any]) -> list[str]:
        """Return the texts with these numbers."""
        places = zip(self.starts[numbers].tolist(), (self.starts[numbers + 1] - 1).tolist(), strict=True)
        content = self.content
        return [str(content[start:end], "utf-8") for start, end in places]


class SortedTexts(Texts):
    """Texts in ascending order of their characters, which is that of their bytes too. `heads` are the first eight bytes of
    each as one number, so that most comparisons need no strings.
    """

    __slots__ = ("_few", "heads")

    def __init__(self, content: Content, starts: Numbers, heads: NDArray[np.uint64]) -> None:
        super().__init__(content, starts)
        self.heads = heads
        self._few: tuple[range, list[str]] = (range(0), [])

    def find(self, text: str) -> int | None:
        """Return the number of a text; None if it is not there."""
        head = np.uint64(_heads(text)[0])
        first, last = int(self.heads.searchsorted(head, "left")), int(self.heads.searchsorted(head, "right"))
        at = bisect_left(self, text, first, last)
        return at if at < last and self[at] == text else None

    def beginning(self, among: range, starts: Sequence[str]) -> list[range]:
        """Return, for each of these starts, those of some consecutive texts that begin with it."""
        if len(among) <= FEW:
            texts = self._few_of(among)
            return [_beginning(texts, start, 0, len(texts), among.start) for start in starts]
        heads = np.array([_heads(start) for start in starts], np.uint64).T
        searched = self.heads[among.start : among.stop]
        firsts = (searched.searchsorted(heads[0], "left") + among.start).tolist()
        lasts = (searched.searchsorted(heads[1], "right") + among.start).tolist()
        return [
            _beginning(self, start, first, last) if len(_encoded(start)) > HEAD else range(first, last)
            for start, first, last in zip(starts, firsts, lasts, strict=True)
        ]

    def _few_of(self, among: range) -> list[str]:
        """Some consecutive texts as strings, which are kept until others are asked for."""
        kept, texts = self._few
        if kept != among:
            texts = self.between(among.start, among.stop) if among else []
            self._few = among, texts
        return texts


def _beginning(texts: Sequence[str] | Texts, start: str, first: int, last: int, offset: int = 0) -> range:
    """Those of the sorted texts from number `first` up to `last` that begin with these characters, counted from `offset`."""
    first = bisect_left(texts, start, first, last)
    if first == last or not texts[first].startswith(start):
        return range(offset + first, offset + first)
    return range(offset + first, offset + bisect_left(texts, start + LAST, first, last))


def _heads(start: str) -> tuple[int, int]:
    """The least and the largest head of texts that begin with these characters: no text has a byte of 255."""
    head = _encoded(start)[:HEAD]
    return int.from_bytes(head.ljust(HEAD, b"\0"), "big"), int.from_bytes(head.ljust(HEAD, b"\xff"), "big")


def _encoded(start: str) -> bytes:
    """UTF-8 of what somebody typed, which may have halves of characters in it. No text has."""
    return start.encode(errors="surrogatepass")


def sorted_texts(texts: Iterable[str]) -> SortedTexts:
    """Return texts that are in ascending order."""
    texts = list(texts)
    heads = np.array([_heads(text)[0] for text in texts], np.uint64)
    return SortedTexts(*packed(texts), heads)


def packed(texts: Iterable[str]) -> tuple[bytes, Numbers]:
    """Return texts as `Texts` holds them."""
    lines = [f"{text}\n".encode() for text in texts]
    return b"".join(lines), starts_of(map(len, lines), len(lines))


def starts_of(lengths: Iterable[int], count: int) -> Numbers:
    """Return the offset at which each of so many things in a row begins, and at which the last one ends."""
    return np.fromiter(chain((0,), islice(lengths, count)), np.uint32, count + 1).cumsum(dtype=np.uint32)
