"""Find the texts of an entry that are copies of others, whoever published them: ontologies took many from MeSH and NCI.

Capitals, punctuation and articles do not count, nor does an opening that only names the thing ("Polyploidy is …"). A
text is a copy if all its sentences occur in another one, however much more that one says.
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
INSIGNIFICANT_WORDS = frozenset("a an the is are that which who it of".split())
NAMING_PHRASE = re.compile(r"[^.;]{0,40}?\b(?:is|are|refers to|means)\b (?:an?|the)?\b")
# Similarity in percent at which one sentence was taken from the other with different punctuation or endings. Shorter
# sentences than MIN_ALIKE_LENGTH characters may be similar by chance.
MIN_SIMILARITY = 94
MIN_ALIKE_LENGTH = 40
# A sentence adds nothing if its words are all in another one and are at least MIN_CONTAINED_SHARE of that one's words.
MIN_CONTAINED_WORDS = 4
MIN_CONTAINED_SHARE = 0.75
# Two texts are mostly the same if these shares of their words occur in each other: the larger and the smaller share.
MIN_LARGER_SHARE, MIN_SMALLER_SHARE = 0.75, 0.6
MIN_SENTENCES = 3
# At most so many words before a copied text merely introduce it ("A disorder in which …").
MAX_FRAME = 5
NUMBER = re.compile(r"\d")


@dataclass(frozen=True)
class Sentence:
    """The significant words of a sentence, in normal spelling."""

    words: tuple[str, ...]

    @cached_property
    def joined(self) -> str:
        """The words, joined with spaces."""
        return " ".join(self.words)

    @cached_property
    def numbers(self) -> list[str]:
        """The numbers among the words, sorted as text."""
        return sorted(word for word in self.words if NUMBER.search(word))

    def is_copy_of(self, other: Sentence) -> bool:
        """Return True if the other sentence says everything that this one says, in the same words."""
        return self.is_alike(other) or self._is_contained_in(other)

    def is_alike(self, other: Sentence) -> bool:
        """Return True if two sentences are the same except for endings or punctuation."""
        if self.words == other.words or self.numbers != other.numbers:
            return self.words == other.words
        is_long_enough = len(self.joined) >= MIN_ALIKE_LENGTH
        return is_long_enough and fuzz.ratio(self.joined, other.joined, score_cutoff=MIN_SIMILARITY) >= MIN_SIMILARITY

    def _is_contained_in(self, other: Sentence) -> bool:
        is_long_enough = len(self.words) >= max(MIN_CONTAINED_WORDS, MIN_CONTAINED_SHARE * len(other.words))
        return is_long_enough and self.numbers == other.numbers and set(self.words) <= set(other.words)


@dataclass(frozen=True)
class Wording:
    """A text as a sequence of sentences, for comparison."""

    sentences: Sequence[Sentence]

    @cached_property
    def whole(self) -> Sentence:
        """All words of the text as one sentence."""
        return Sentence(tuple(word for sentence in self.sentences for word in sentence.words))

    def is_copy_of(self, other: Wording) -> bool:
        """Return True if each sentence occurs in the other text, or both texts as a whole are alike."""
        return self.whole.is_alike(other.whole) or all(
            any(map(each.is_copy_of, other.sentences)) for each in self.sentences
        )

    def is_mostly(self, other: Wording) -> bool:
        """Return True if two texts of several sentences have most of their words in common."""
        shares = sorted((self._share_in(other), other._share_in(self)))
        return (
            min(len(self.sentences), len(other.sentences)) >= MIN_SENTENCES
            and shares[0] >= MIN_SMALLER_SHARE
            and shares[1] >= MIN_LARGER_SHARE
        )

    def _share_in(self, other: Wording) -> float:
        """Return the share of this text's words, from 0 to 1, whose sentence occurs in the other text."""
        copied = sum(len(each.words) for each in self.sentences if any(map(each.is_copy_of, other.sentences)))
        return copied / (sum(len(each.words) for each in self.sentences) or 1)

    def frames(self, other: Wording) -> bool:
        """Return True if this is the other text with a few words before it."""
        mine, its = self.whole.words, other.whole.words
        return 0 < len(mine) - len(its) <= MAX_FRAME < len(its) and mine[len(mine) - len(its) :] == its


# The same words occur again and again.
_singular = lru_cache(maxsize=1 << 16)(singular)


def wording(text: str, names: Collection[str]) -> Wording:
    """Prepare a text for comparison; `names` are the folded names of the thing."""
    parts = (Sentence(tuple(_words(sentence, names))) for sentence in SENTENCE_END.split(text))
    return Wording([part for part in parts if part.words])


def _words(sentence: str, names: Collection[str]) -> list[str]:
    folded = fold(sentence)
    begins = NAMING_PHRASE.match(folded)
    if begins and any(name in begins[0] for name in names):
        folded = folded[begins.end() :]
    return [_singular(word) for word in WORD.findall(folded) if word not in INSIGNIFICANT_WORDS]
