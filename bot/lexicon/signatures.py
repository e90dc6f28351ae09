"""Words as sets of bits: which pairs of letters stand in them, so that thousands are compared in one step.

A signature has two 64-bit halves. The first holds the pairs of neighbouring letters, beginning and end included; the second
the letters themselves and the pairs that have one letter between them, which survive two letters that changed places. What
two words share is the number of bits that both have set, as with n-grams (Ullmann 1977, doi:10.1093/comjnl/20.2.141; Navarro
2001, doi:10.1145/375360.375365, section 8), but counted by the processor's population count without any posting list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]

# What a character counts as: 0–25 a letter, 26–35 a digit, then any other, then the edge of the word.
OTHER, EDGE = 36, 37
CODES = np.full(128, OTHER, dtype=np.uint64)
CODES[ord("a") : ord("z") + 1] = np.arange(26)
CODES[ord("0") : ord("9") + 1] = np.arange(26, 36)

PLACES = 64
PLACES_OF_LETTERS = 36
PLACES_OF_GAPS = PLACES - PLACES_OF_LETTERS
# Spreads pairs over the places (Knuth, The Art of Computer Programming, volume 3, section 6.4: multiplicative hashing).
MULTIPLIER, SHIFT = np.uint64(2_654_435_761), np.uint64(15)
ONE = np.uint64(1)


@dataclass(frozen=True, slots=True, eq=False)
class Signatures:
    """The signatures of many words, one behind the other: both halves, and how many bits each word has set."""

    pairs: Bits
    letters: Bits
    sizes: NDArray[np.uint8]

    def part(self, start: int, end: int) -> Signatures:
        """Those of the words from `start` up to `end`."""
        return Signatures(self.pairs[start:end], self.letters[start:end], self.sizes[start:end])

    def likeness(self, word: str) -> NDArray[np.float32]:
        """How much each word shares with this one: Dice's coefficient of their bits, between 0 and 1."""
        (pairs,), (letters,) = _of_one_length([word])
        shared = np.bitwise_count(self.pairs & pairs) + np.bitwise_count(self.letters & letters)
        sizes = self.sizes + (np.bitwise_count(pairs) + np.bitwise_count(letters))
        alike: NDArray[np.float32] = shared.astype(np.float32) * np.float32(2) / sizes
        return alike


def signatures(words: Sequence[str]) -> Signatures:
    """The signatures of these words, none of which may be empty."""
    lengths = np.fromiter(map(len, words), dtype=np.intp, count=len(words))
    pairs, letters = np.empty(len(words), np.uint64), np.empty(len(words), np.uint64)
    for length in np.unique(lengths):
        places = np.flatnonzero(lengths == length)
        pairs[places], letters[places] = _of_one_length([words[at] for at in places.tolist()])
    return Signatures(pairs, letters, np.bitwise_count(pairs) + np.bitwise_count(letters))


def _of_one_length(words: Sequence[str]) -> tuple[Bits, Bits]:
    characters = np.array(words, dtype=np.str_).view(np.uint32).reshape(len(words), -1)
    codes = CODES[np.minimum(characters, len(CODES) - 1)]
    edged = np.full((len(words), codes.shape[1] + 2), EDGE, np.uint64)
    edged[:, 1:-1] = codes
    pairs = _set_bits(_spread(edged[:, :-1], edged[:, 1:], PLACES))
    gaps = _set_bits(np.uint64(PLACES_OF_LETTERS) + _spread(edged[:, :-2], edged[:, 2:], PLACES_OF_GAPS))
    return pairs, gaps | _set_bits(np.minimum(codes, np.uint64(PLACES_OF_LETTERS - 1)))


def _spread(first: Bits, second: Bits, places: int) -> Bits:
    return ((first * np.uint64(EDGE + 1) + second + ONE) * MULTIPLIER >> SHIFT) % np.uint64(places)


def _set_bits(places: Bits) -> Bits:
    bits: Bits = np.bitwise_or.reduce(ONE << places, axis=1)
    return bits
