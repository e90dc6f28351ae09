"""All names of a lexicon as arrays, kept in memory for autocomplete and suggestions.

Written by bot.building.write.name_index as blobs in the lexicon file, one for each array. Numbers are little-endian.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.lexicon.store.signatures import Signatures
from bot.terms.word_forms import run_together

Numbers = NDArray[np.uint32]

SEPARATOR = "\n"
# Sorts after every character in a name.
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Every name as its word form, sorted by form without spaces, and numbered in that order.

    `rows` are their numbers in the table `name`, `entries` those of their entries in the table `entry`. `ranks` are
    their positions by likelihood, 0 for the likeliest. `weights` are the sums of the weights of their words.
    """

    text: bytes
    starts: Numbers
    rows: Numbers
    entries: Numbers
    ranks: Numbers
    weights: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, at: int) -> str:
        return self.text[self.starts[at] : self.starts[at + 1]].decode()

    def forms(self, numbers: NDArray[np.intp] | Numbers) -> list[str]:
        """Return the word forms of these names."""
        places = zip(self.starts[numbers].tolist(), self.starts[numbers + 1].tolist(), strict=True)
        return [self.text[start:end].decode() for start, end in places]

    def beginning(self, form: str) -> range:
        """Return the names that begin with this word form, ignoring spaces."""
        start = run_together(form)
        first = bisect_left(self, start, key=run_together)
        return range(first, bisect_left(self, start + LAST, lo=first, key=run_together))

    def called(self, form: str, beginning: range) -> range:
        """Return, of the names that begin with a word form, those that are equal to it, ignoring spaces."""
        behind = run_together(form) + "\0"
        return range(beginning.start, bisect_left(self, behind, beginning.start, beginning.stop, key=run_together))


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Many short texts by number, none with a line end in it; strings are created on demand."""

    text: bytes
    starts: Numbers

    def __getitem__(self, at: int) -> str:
        return self.text[self.starts[at] : self.starts[at + 1] - 1].decode()


def lines(text: bytes) -> Lines:
    """Return the lines of a text that does not end with a line end."""
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord(SEPARATOR))
    return Lines(text, np.concatenate(([0], ends + 1, [len(text) + 1])).astype(np.uint32))


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Every word of the names, in alphabetical order, and numbered in that order.

    The names with word number `at` are `names[starts[at]:starts[at + 1]]`, in ascending order. `weights` are larger for
    rarer words. Similar words have similar lengths: `by_length` are the numbers of the words, the shortest first,
    `length_starts[n]` is the position in it of the first word with n characters, and `sounds` (see
    bot.terms.word_forms), `spelling` and `sound` (their signatures) have the same order.
    """

    text: list[str]
    starts: Numbers
    names: Numbers
    weights: NDArray[np.uint8]
    by_length: Numbers
    length_starts: Numbers
    sounds: Lines
    spelling: Signatures
    sound: Signatures

    def number(self, word: str) -> int | None:
        """Return the number of a word; None if no name has it."""
        at = bisect_left(self.text, word)
        return at if at < len(self.text) and self.text[at] == word else None

    def beginning(self, start: str) -> range:
        """Return the words that begin with these characters."""
        return self.beginning_among(range(len(self.text)), start)

    def beginning_among(self, words: range, start: str) -> range:
        """Return those of these words that begin with these characters."""
        first = bisect_left(self.text, start, words.start, words.stop)
        if first == words.stop or not self.text[first].startswith(start):
            return range(first, first)
        return range(first, bisect_left(self.text, start + LAST, first, words.stop))

    def names_with_each(self, words: list[int]) -> list[Numbers]:
        """Return the names with each of these words."""
        numbers = np.array(words, np.intp)
        places = zip(self.starts[numbers].tolist(), self.starts[numbers + 1].tolist(), strict=True)
        return [self.names[start:end] for start, end in places]

    def frequency(self, words: range) -> int:
        """Return the number of names with one of these words; a name with several is counted repeatedly."""
        return int(self.starts[words.stop] - self.starts[words.start])

    def names_with_any(self, words: range) -> Numbers:
        """Return the names with one of these words, repeated for each of them."""
        return self.names[self.starts[words.start] : self.starts[words.stop]]


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """All names and all their words."""

    names: Names
    words: Words


CHECKSUM = "checksum"
NAME_ARRAYS = {"starts": "<u4", "rows": "<u4", "entries": "<u4", "ranks": "<u4", "weights": "<u2"}
WORD_ARRAYS = {"starts": "<u4", "names": "<u4", "weights": "<u1", "by_length": "<u4", "length_starts": "<u4"}
SIGNATURE_ARRAYS = {"pairs": "<u8", "letters": "<u8", "sizes": "<u1"}


def parts(index: NameIndex) -> Iterator[tuple[str, bytes]]:
    """Yield the content for the lexicon file: the name and bytes of each array or text, and last their checksum."""
    checksum = 0
    for prefix, holder, fields in _holders(index):
        for field in fields:
            content = _packed(getattr(holder, field))
            checksum = crc32(content, checksum)
            yield f"{prefix}.{field}", content
    yield CHECKSUM, str(checksum).encode()


def _holders(index: NameIndex) -> Iterator[tuple[str, object, tuple[str, ...]]]:
    yield "names", index.names, ("text", *NAME_ARRAYS)
    yield "words", index.words, ("text", "sounds", *WORD_ARRAYS)
    yield "spelling", index.words.spelling, tuple(SIGNATURE_ARRAYS)
    yield "sound", index.words.sound, tuple(SIGNATURE_ARRAYS)


def _packed(value: Any) -> bytes:
    if isinstance(value, list):
        return SEPARATOR.join(value).encode()
    if isinstance(value, Lines):
        return value.text
    return value if isinstance(value, bytes) else bytes(value.tobytes())


def from_parts(content: Mapping[str, bytes]) -> NameIndex:
    """Return the index with this content, in the order of `parts`. Raises ValueError if the checksum differs."""
    checksum = 0
    for part, bytes_ in content.items():
        checksum = crc32(bytes_, checksum) if part != CHECKSUM else checksum
    if content.get(CHECKSUM) != str(checksum).encode():
        raise ValueError("the index of names does not fit its checksum")
    words = Words(
        text=content["words.text"].decode().split(SEPARATOR),
        sounds=lines(content["words.sounds"]),
        spelling=Signatures(**_arrays(content, "spelling", SIGNATURE_ARRAYS)),
        sound=Signatures(**_arrays(content, "sound", SIGNATURE_ARRAYS)),
        **_arrays(content, "words", WORD_ARRAYS),
    )
    return NameIndex(Names(text=content["names.text"], **_arrays(content, "names", NAME_ARRAYS)), words)


def _arrays(content: Mapping[str, bytes], prefix: str, types: Mapping[str, str]) -> dict[str, Any]:
    return {field: np.frombuffer(content[f"{prefix}.{field}"], dtype=dtype) for field, dtype in types.items()}
