"""Which names look or sound like what was typed: first its words, then the names that hold most of them, then the whole.

Going by way of words finds names whatever their order of words, and compares what was typed with a hundred thousand words
instead of a million names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.lexicon.name_index import NameIndex
from bot.lexicon.near_words import NearWords, near_words, similarities, sound_of

# What is longer is cut: no name that anybody misspells has more words.
MOST_WORDS = 16
# A word that names hold is taken to be spelt right at first: one this long, this frequent or too short to compare.
TRUSTED_LENGTH = 5
TRUSTED_NAMES = 20
TOO_SHORT = 2
# When the best name found so is less similar than this, every word is doubted, and how words sound counts too.
SIMILAR_ENOUGH = 0.82
# Two words typed as one, or one as two, count a little less than the same spelt right.
LEAST_SIMILAR_JOINED = 0.75
SPLIT_SIMILARITY = 0.9
SHORTEST_SPLIT = 6
SHORTEST_PART = 3
SHORTEST_LONE_PART = 4
# What a word counts that no word is like.
UNKNOWN_WEIGHT = 80
LEAST_COVERED = 0.35
# Very frequent words say little; when as many names as these hold the words before, the more frequent ones are passed over.
MOST_NAMES_COUNTED = 60_000
MANY_NAMES = 4_000
COVERED_OF_MANY = 0.6
MOST_COMPARED = 200
MOST_SOUNDED = 60
OTHER_ORDER_PENALTY = 0.02
BEGINNING_SHARE = 0.1
SOUND_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class NearName:
    """A name by its number, and how similar it is to what was typed (0–1)."""

    name: int
    similarity: float


class NearNames:
    """Finds near names in one index. It keeps room for its sums, so it is for one thread at a time."""

    def __init__(self, index: NameIndex) -> None:
        self.names = index.names
        self.words = index.words
        self._sums = np.zeros(len(index.names), np.uint16)
        self._best = np.zeros(len(index.names), np.uint8)

    def find(self, form: str) -> list[NearName]:
        """The names nearest to a word form, the nearest first; of equally near ones the likelier first."""
        typed = form.split()[:MOST_WORDS]
        found = self._compared(typed, by_sound=False)
        if found and found[0].similarity >= SIMILAR_ENOUGH:
            return found
        doubting = self._compared(typed, by_sound=True)
        return max(found, doubting, key=lambda names: names[0].similarity if names else 0.0)

    def _compared(self, typed: list[str], *, by_sound: bool) -> list[NearName]:
        near = [self._near(word, by_sound=by_sound) for word in typed]
        for at, more in (*self._joined(typed, near, by_sound=by_sound), *self._split(typed)):
            near[at] = _together(near[at], more)
        names = self._holding(near)
        return self._in_order(typed, names, by_sound=by_sound) if len(names) else []

    def _near(self, word: str, *, by_sound: bool) -> NearWords:
        number = None if by_sound else self._trusted(word)
        return near_words(self.words, word, by_sound=by_sound) if number is None else NearWords([number], [1.0])

    def _trusted(self, word: str) -> int | None:
        """The number of a word that is likely meant as it is."""
        number = self.words.number(word)
        if number is None:
            return None
        frequent = self.words.starts[number + 1] - self.words.starts[number] >= TRUSTED_NAMES
        return number if len(word) >= TRUSTED_LENGTH or len(word) <= TOO_SHORT or frequent else None

    def _joined(
        self, typed: list[str], near: Sequence[NearWords], *, by_sound: bool
    ) -> Iterator[tuple[int, NearWords]]:
        """Words that two neighbours are near to when they are written as one ("hemo globin")."""
        for at, (one, other) in enumerate(pairwise(typed)):
            if near[at].similarities == near[at + 1].similarities == [1.0]:
                continue
            found = near_words(self.words, one + other, by_sound=by_sound)
            kept = [
                pair for pair in zip(found.numbers, found.similarities, strict=True) if pair[1] >= LEAST_SIMILAR_JOINED
            ]
            for place in (at, at + 1):
                yield place, NearWords([number for number, _ in kept], [similarity for _, similarity in kept])

    def _split(self, typed: list[str]) -> Iterator[tuple[int, NearWords]]:
        """Words that stand one behind the other in one that was typed ("heartattack")."""
        for at, word in enumerate(typed):
            if len(word) >= SHORTEST_SPLIT and self.words.number(word) is None:
                for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
                    yield at, self._parts(word[:end], word[end:])

    def _parts(self, first: str, second: str) -> NearWords:
        numbers = self.words.number(first), self.words.number(second)
        if None not in numbers:
            return NearWords([number for number in numbers if number is not None], [SPLIT_SIMILARITY] * 2)
        known = [
            (number, 0.2 + 0.6 * len(part) / len(first + second))
            for number, part in zip(numbers, (first, second), strict=True)
            if number is not None and len(part) >= SHORTEST_LONE_PART
        ]
        return NearWords([number for number, _ in known], [similarity for _, similarity in known])

    def _holding(self, near: Sequence[NearWords]) -> NDArray[np.intp]:
        """The names that hold most of what was typed and little else."""
        whole = 0
        counted = 0
        for weight, its_words in sorted(self._weighed(near), key=lambda pair: self._frequency(pair[1])):
            if counted < MOST_NAMES_COUNTED:
                whole += weight
                counted += self._count(weight, its_words)
        found = np.flatnonzero(self._sums > int(LEAST_COVERED * whole))
        covered = self._sums[found].astype(np.float32)
        self._sums[:] = 0
        if len(found) > MANY_NAMES:
            many = covered >= COVERED_OF_MANY * covered.max()
            found, covered = found[many], covered[many]
        if len(found) <= MOST_COMPARED:
            return found
        alike = covered / (self.names.weights[found] + np.float32(whole)) - 1e-8 * self.names.ranks[found]
        return found[np.argpartition(alike, -MOST_COMPARED)[-MOST_COMPARED:]]

    def _weighed(self, near: Sequence[NearWords]) -> Iterator[tuple[int, NearWords]]:
        """Each typed word's likely words, with the weight of the likeliest."""
        for found in near:
            if found.numbers:
                best = max(zip(found.similarities, found.numbers, strict=True))[1]
                yield int(self.words.weights[best]), found
            else:
                yield UNKNOWN_WEIGHT, found

    def _frequency(self, found: NearWords) -> int:
        return sum(len(self.words.names_with(number)) for number in found.numbers)

    def _count(self, weight: int, found: NearWords) -> int:
        """Add to each name that holds one of these words what the most similar of them counts. Returns how many hold one."""
        if not found.numbers:
            return 0
        holders = [self.words.names_with(number) for number in found.numbers]
        for similarity, names in sorted(zip(found.similarities, holders, strict=True), key=lambda pair: pair[0]):
            self._best[names] = int(similarity * weight)
        touched = holders[0] if len(holders) == 1 else np.concatenate(holders)
        # Every name is read before any is written, so one that stands here twice is counted once.
        self._sums[touched] = self._sums[touched] + self._best[touched]
        self._best[touched] = 0
        return len(touched)

    def _in_order(self, typed: list[str], names: NDArray[np.intp], *, by_sound: bool) -> list[NearName]:
        forms = self.names.forms(names)
        similarity = similarities_of_names(typed, forms, by_sound=by_sound)
        order = np.lexsort((self.names.ranks[names], -similarity))
        return [NearName(int(names[at]), float(similarity[at])) for at in order]


def similarities_of_names(typed: list[str], forms: list[str], *, by_sound: bool = False) -> NDArray[np.float32]:
    """How similar (0–1) each word form is to the words that were typed: as they stand or in another order, and `by_sound`
    also as they sound; a like beginning counts a little.
    """
    similarity = similarities(" ".join(typed), forms)
    if len(typed) > 1:
        sorted_forms = [" ".join(sorted(form.split())) for form in forms]
        in_other_order = similarities(" ".join(sorted(typed)), sorted_forms) - OTHER_ORDER_PENALTY
        similarity = np.maximum(similarity, in_other_order)
    if by_sound:
        _hear(typed, forms, similarity)
    beginning = process.cdist([" ".join(typed)], forms, scorer=JaroWinkler.similarity)[0]
    whole: NDArray[np.float32] = (similarity + BEGINNING_SHARE * beginning) / (1 + BEGINNING_SHARE)
    return whole


def _hear(typed: list[str], forms: list[str], similarity: NDArray[np.float32]) -> None:
    """Let how the nearest names sound count."""
    nearest = np.argsort(-similarity)[:MOST_SOUNDED]
    sounds = [" ".join(map(sound_of, forms[at].split())) for at in nearest]
    sounding = similarities(" ".join(map(sound_of, typed)), sounds)
    similarity[nearest] = np.maximum(
        similarity[nearest], SOUND_SHARE * sounding + (1 - SOUND_SHARE) * similarity[nearest]
    )


def _together(one: NearWords, other: NearWords) -> NearWords:
    return NearWords(one.numbers + other.numbers, one.similarities + other.similarities)
