"""How much two definitions resemble each other: further evidence if a name alone does not prove that two records mean
one thing.

Definitions are compared as bags of words: the cosine of their vectors of inverse document frequencies (Salton and
Buckley: Term-weighting approaches in automatic text retrieval, 1988, doi:10.1016/0306-4573(88)90021-0).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice, product

from bot.building.merge.records import Group, Record
from bot.terms.spelling import normal_word

WORD = re.compile(r"[^\W\d_]{3,}")
# A sample of the definitions is enough to know how rare a word is.
ONE_OF = 16
# A word in a larger share of definitions says nothing about the thing defined.
COMMON = 0.05


class Resemblance:
    """Compares definitions; words that are rare in the definitions of all records count most."""

    def __init__(self, records: Sequence[Record]) -> None:
        texts = [text for record in records for text in record.concept.definitions]
        sample = list(map(_words, islice(texts, 0, None, ONE_OF)))
        holding = Counter(word for words in sample for word in words)
        self._rarest = math.log(len(sample) + 2)
        most = max(1, COMMON * len(sample))
        self._rareness = {
            word: math.log((len(sample) + 2) / count) if count <= most else 0.0 for word, count in holding.items()
        }

    def of(self, one: Group, other: Group) -> float:
        """Return the resemblance of the two most similar definitions, from 0 (no word in common) to 1 (the same words);
        0 if a side has none.
        """
        sides = [[_words(text) for record in side for text in record.concept.definitions] for side in (one, other)]
        return max((self._cosine(first, second) for first, second in product(*sides)), default=0.0)

    def _cosine(self, one: frozenset[str], other: frozenset[str]) -> float:
        lengths = self._length(one) * self._length(other)
        return self._length(one & other) / math.sqrt(lengths) if lengths else 0.0

    def _length(self, words: Iterable[str]) -> float:
        return sum(self._rareness.get(word, self._rarest) ** 2 for word in words)


def _words(text: str) -> frozenset[str]:
    return frozenset(map(normal_word, WORD.findall(text.lower())))
