"""All names of a lexicon as arrays, for autocomplete and suggestions.

`bot.building.write.name_index` makes them; `bot.lexicon.store.name_index_blocks` says how the lexicon file holds them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.lexicon.store.signatures import Signatures
from bot.lexicon.store.texts import LAST, Numbers, SortedTexts, Texts
from bot.terms.word_forms import run_together


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Every name as its word form, sorted by form without spaces, and numbered in that order.

    `rows` are their numbers in the table `name`, `entries` those of their entries in the table `entry`. `ranks` are
    their positions by likelihood, 0 for the likeliest. `weights` are the sums of the weights of their words.
    """

    text: Texts
    rows: Numbers
    entries: Numbers
    ranks: Numbers
    weights: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, at: int) -> str:
        return self.text[at]

    def forms(self, numbers: NDArray[np.intp] | Numbers) -> list[str]:
        """Return the word forms of these names."""
        return self.text.some(numbers)

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
class Words:
    """Every word of the names, in alphabetical order, and numbered in that order.

    The names with word number `at` are `names[starts[at]:starts[at + 1]]`, in ascending order. `weights` are larger for
    rarer words. Similar words have similar lengths: `by_length` are the numbers of the words, the shortest first,
    `length_starts[n]` is the position in it of the first word with n characters, and `sounds` (see
    bot.terms.word_forms), `spelling` and `sound` (their signatures) have the same order.
    """

    text: SortedTexts
    starts: Numbers
    names: Numbers
    weights: NDArray[np.uint8]
    by_length: Numbers
    length_starts: Numbers
    sounds: Texts
    spelling: Signatures
    sound: Signatures

    def number(self, word: str) -> int | None:
        """Return the number of a word; None if no name has it."""
        return self.text.find(word)

    def beginning(self, start: str) -> range:
        """Return the words that begin with these characters."""
        return self.beginning_among(range(len(self.text)), (start,))[0]

    def beginning_among(self, words: range, starts: Sequence[str]) -> list[range]:
        """Return, for each of these starts, those of these words that begin with it."""
        return self.text.beginning(words, starts)

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
