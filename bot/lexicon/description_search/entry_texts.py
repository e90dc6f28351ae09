"""The texts of an entry as numbers, for ranking by descriptions: the table `entry_text`.

A text is one number that says what it is, then the numbers of the stems in it (the column `number` of the table
`word`), each once, in their order. All are unsigned, of 32 bits, little-endian.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
TYPE = "<u4"
# The first number of a text: this bit, then its field, the words of its beginning (for a headword, the number of its
# entry's kind), and its size.
FIRST = 1 << 31
FIELD_SHIFT, BEGINNING_SHIFT = 24, 16
MAX_FIELD, MAX_BEGINNING, MAX_SIZE = 0x7F, 0xFF, 0xFFFF


class Field(IntEnum):
    """Where a text comes from. Of a headword only the size is stored, since it is one of the names, and the kind of its
    entry.
    """

    HEADWORD = 0
    FIRST_SENTENCE = 1
    NAME = 2
    WORD_PART = 3
    PARENT = 4
    OTHER_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class EntryText:
    """A text with the numbers of its stems. `size` counts its words as written; `beginning` is how many of the stems
    say what kind of thing a definition is about ("fear" in "fear of spiders"); for a headword, it is the number of its
    entry's kind (`bot.lexicon.description_search.kinds`).
    """

    field: Field
    size: int
    stems: Sequence[int] = ()
    beginning: int = 0


def packed(texts: Iterable[EntryText]) -> bytes:
    """Return the texts of an entry as they are stored. The first one has to be the headword."""
    numbers: list[int] = []
    for text in texts:
        beginning, size = min(text.beginning, MAX_BEGINNING), min(text.size, MAX_SIZE)
        numbers.append(FIRST | text.field << FIELD_SHIFT | beginning << BEGINNING_SHIFT | size)
        numbers += text.stems
    return np.array(numbers, TYPE).tobytes()


@dataclass(frozen=True, slots=True, eq=False)
class EntryTexts:
    """The texts of several entries behind one another.

    `stems` are the numbers of all texts, with the first number of each; `text_of` has the text of each of
    these. `fields`, `beginnings` and `sizes` are those of each text, `starts` are the numbers of the first
    texts of each entry, `text_starts` the places of each text in `stems`.
    """

    stems: Numbers
    text_of: NDArray[np.intp]
    text_starts: NDArray[np.intp]
    starts: NDArray[np.intp]
    fields: NDArray[np.int64]
    beginnings: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @property
    def kinds(self) -> NDArray[np.int64]:
        """The number of each entry's kind."""
        return self.beginnings[self.starts]


def unpacked(stored: Sequence[bytes]) -> EntryTexts:
    """Return the texts of entries, of which there has to be one. Raises ValueError if one is damaged."""
    stems = np.frombuffer(b"".join(stored), TYPE)
    is_first = stems >= FIRST
    text_of = np.cumsum(is_first) - 1
    lengths = np.fromiter(map(len, stored), np.intp, len(stored)) // stems.itemsize
    places = np.cumsum(lengths) - lengths
    if not lengths.all() or not is_first[places].all():
        raise ValueError("the texts of an entry are damaged")
    first = stems[is_first].astype(np.int64)
    return EntryTexts(
        stems,
        text_of,
        np.flatnonzero(is_first),
        text_of[places],
        first >> FIELD_SHIFT & MAX_FIELD,
        first >> BEGINNING_SHIFT & MAX_BEGINNING,
        first & MAX_SIZE,
    )
