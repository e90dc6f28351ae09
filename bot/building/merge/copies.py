"""Which texts of an entry are copies of others, whoever publishes them: ontologies have many of MeSH's and of NCI's.

Capitals, marks and articles do not matter, nor does a beginning that only names the thing ("Polyploidy is …"). A text all of whose sentences
stand in another's is a copy of it, however much more that one says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from bot.terms.normal_forms import fold
from bot.terms.spelling import singular

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|\n")
WORD = re.compile(r"\w+")
LITTLE_WORDS = frozenset("a an the is are that which who it of".split())
NAMES_THE_THING = re.compile(r"[^.;]{0,40}?\b(?:is|are|refers to|means)\b (?:an?|the)?\b")
# So alike are two sentences, of a hundred, of which one was taken over with other commas or endings; short ones may be alike by chance.
ALIKE = 94
MIN_ALIKE_LENGTH = 40
# A sentence all of whose words stand in another that has hardly any more says nothing more.
MIN_CONTAINED = 4
CONTAINED = 0.75
# So much of one text at least stands in the other, and so much of that in the first, where neither is wholly a copy.
MOSTLY, LARGELY = 0.75, 0.6
MIN_SENTENCES = 3
# A beginning of a few words before a copied text is no more than a frame for it ("A disorder in which …").
MAX_FRAME = 5
NUMBER = re.compile(r"\d")


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence that tell it from others."""

    words: tuple[str, ...]

    @cached_property
    def joined(self) -> str:
        """Its words with spaces between."""
        return " ".join(self.words)

    @cached_property
    def numbers(self) -> list[str]:
        """The numbers in it, in order of size as text."""
        return sorted(word for word in self.words if NUMBER.search(word))

    def is_copy_of(self, other: Sentence) -> bool:
        """Whether another sentence says all that this one says, in its words."""
        return self.is_alike(other) or self._is_contained_in(other)

    def is_alike(self, other: Sentence) -> bool:
        """Whether two sentences are the same but for a word's ending."""
        if self.words == other.words or self.numbers != other.numbers:
            return self.words == other.words
        is_long_enough = len(self.joined) >= MIN_ALIKE_LENGTH
        return is_long_enough and fuzz.ratio(self.joined, other.joined, score_cutoff=ALIKE) >= ALIKE

    def _is_contained_in(self, other: Sentence) -> bool:
        is_long_enough = len(self.words) >= max(MIN_CONTAINED, CONTAINED * len(other.words))
        return is_long_enough and self.numbers == other.numbers and set(self.words) <= set(other.words)


@dataclass(frozen=True)
class Wording:
    """A text as it is compared with others."""

    sentences: Sequence[Sentence]

    @cached_property
    def whole(self) -> Sentence:
        """All of it as one sentence."""
        return Sentence(tuple(word for sentence in self.sentences for word in sentence.words))

    def is_copy_of(self, other: Wording) -> bool:
        """Whether each sentence stands in another text, or all of it is alike."""
        return self.whole.is_alike(other.whole) or all(
            any(map(each.is_copy_of, other.sentences)) for each in self.sentences
        )

    def is_mostly(self, other: Wording) -> bool:
        """Whether two texts of several sentences have most of them in common."""
        shares = sorted((self._share_in(other), other._share_in(self)))
        return (
            min(len(self.sentences), len(other.sentences)) >= MIN_SENTENCES
            and shares[0] >= LARGELY
            and shares[1] >= MOSTLY
        )

    def _share_in(self, other: Wording) -> float:
        """How much of it stands in another text."""
        copied = sum(len(each.words) for each in self.sentences if any(map(each.is_copy_of, other.sentences)))
        return copied / (sum(len(each.words) for each in self.sentences) or 1)

    def frames(self, other: Wording) -> bool:
        """Whether it is another text with a few words before it."""
        mine, its = self.whole.words, other.whole.words
        return 0 < len(mine) - len(its) <= MAX_FRAME < len(its) and mine[len(mine) - len(its) :] == its


# Texts use the same words again and again.
_singular = lru_cache(maxsize=1 << 16)(singular)


def wording(text: str, names: Collection[str]) -> Wording:
    """A text as it is compared with others; `names` are the folded names of the thing."""
    parts = (Sentence(tuple(_words(sentence, names))) for sentence in SENTENCE_END.split(text))
    return Wording([part for part in parts if part.words])


def _words(sentence: str, names: Collection[str]) -> list[str]:
    folded = fold(sentence)
    begins = NAMES_THE_THING.match(folded)
    if begins and any(name in begins[0] for name in names):
        folded = folded[begins.end() :]
    return [_singular(word) for word in WORD.findall(folded) if word not in LITTLE_WORDS]
