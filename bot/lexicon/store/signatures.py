"""Words as sets of bits for the letter pairs in them, so that thousands are compared in one step.

A signature has two 64-bit halves. The first has the pairs of neighboring letters, with beginning and end; the second
the letters themselves and the pairs with one letter between them, which survive a swap of two letters. Two words share
as many pairs as bits that both have set, as with n-grams (Ullmann 1977, doi:10.1093/comjnl/20.2.141; Navarro 2001,
doi:10.1145/375360.375365, section 8), counted by the processor's population count and without posting lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]

# The number of a character: 0–25 for a letter, 26–35 for a digit, then any other, then the edge of the word.
OTHER, EDGE = 36, 37
CODE_OF = {chr(ord("a") + at): at for at in range(26)} | {str(digit): 26 + digit for digit in range(10)}

PLACES = 64
PLACES_OF_LETTERS = 36
PLACES_OF_GAPS = PLACES - PLACES_OF_LETTERS
# Multiplicative hashing of pairs (Knuth, The Art of Computer Programming, volume 3, section 6.4).
MULTIPLIER, SHIFT = 2_654_435_761, 15


def _place(first: int, second: int, places: int) -> int:
    return ((first * (EDGE + 1) + second + 1) * MULTIPLIER >> SHIFT) % places


# The bit of each pair of neighbors, of each pair with one letter between, and of each letter.
PAIR_BITS = [[1 << _place(first, second, PLACES) for second in range(EDGE + 1)] for first in range(EDGE + 1)]
GAP_BITS = [
    [1 << PLACES_OF_LETTERS + _place(first, second, PLACES_OF_GAPS) for second in range(EDGE + 1)]
    for first in range(EDGE + 1)
]
LETTER_BITS = [1 << min(code, PLACES_OF_LETTERS - 1) for code in range(EDGE)]


@dataclass(frozen=True, slots=True, eq=False)
class Signatures:
    """The signatures of many words: both halves, and the number of bits that each word has set."""

    pairs: Bits
    letters: Bits
    sizes: NDArray[np.uint8]

    def part(self, start: int, end: int) -> Signatures:
        """Return those of the words from `start` up to `end`."""
        return Signatures(self.pairs[start:end], self.letters[start:end], self.sizes[start:end])

    def likeness(self, word: str) -> NDArray[np.float32]:
        """Return the similarity of each word to this one: Dice's coefficient of their bits, from 0 to 1."""
        pairs, letters = signature(word)
        shared = np.bitwise_count(self.pairs & np.uint64(pairs))
        shared += np.bitwise_count(self.letters & np.uint64(letters))
        alike: NDArray[np.float32] = shared.astype(np.float32)
        alike *= np.float32(2)
        alike /= self.sizes + np.uint8(pairs.bit_count() + letters.bit_count())
        return alike


def signature(word: str) -> tuple[int, int]:
    """Return both halves of the signature of a word, which must not be empty."""
    codes = [EDGE, *(CODE_OF.get(character, OTHER) for character in word), EDGE]
    pairs = letters = 0
    for before, code, behind in zip(codes, codes[1:], codes[2:], strict=False):
        pairs |= PAIR_BITS[before][code]
        letters |= LETTER_BITS[code] | GAP_BITS[before][behind]
    return pairs | PAIR_BITS[codes[-2]][EDGE], letters


def signatures(words: Sequence[str]) -> Signatures:
    """Return the signatures of these words, none of which may be empty."""
    halves = np.fromiter(chain.from_iterable(map(signature, words)), np.uint64, 2 * len(words)).reshape(-1, 2)
    pairs, letters = np.ascontiguousarray(halves.T)
    return Signatures(pairs, letters, np.bitwise_count(pairs) + np.bitwise_count(letters))
