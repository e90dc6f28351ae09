"""Find names that look or sound like the typed text: first similar words, then names with most of those words, then
whole names.

Searching by words finds names in any word order, and compares the text with a hundred thousand words instead of a
million names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.lexicon.lookup.near_words import NearWords, near_words, similarities, sound_of, sounds_of
from bot.lexicon.store.name_index import NameIndex
from bot.lexicon.store.texts import Numbers

# Names with a lower similarity are hardly ever meant.
MIN_SIMILARITY = 0.6
# Longer texts are cut: no name that people misspell has more words.
MAX_WORDS = 16
# A known word that is so long, so frequent, or too short to compare is first assumed to be spelled correctly.
TRUSTED_LENGTH = 5
TRUSTED_NAMES = 20
TOO_SHORT = 2
# If the best name has a lower similarity, no word is assumed to be correct, and sound counts as well.
SIMILAR_ENOUGH = 0.82
# If no name is so similar, names that contain all typed words come before similar ones ("clots", "blood clots").
WITH_ALL_WORDS = 0.75
# Of so many words, those that are probably spelled correctly are not compared by their sound.
MIN_PHRASE = 3
# Two words are not joined if both are so similar to known words, unless `find` finds no name otherwise.
PROBABLY_CORRECT = 0.8
# The similarity of two words typed as one, or one as two: a little less than if spelled correctly.
MIN_SIMILARITY_JOINED = 0.75
SPLIT_SIMILARITY = 0.9
MIN_SPLIT = 6
MIN_PART = 3
MIN_LONE_PART = 4
# The weight of a word that resembles no known word.
UNKNOWN_WEIGHT = 80
MIN_COVERED = 0.35
# Very frequent words are skipped once the rarer ones have so many names.
MAX_NAMES_COUNTED = 15_000
MANY_NAMES = 4_000
COVERED_OF_MANY = 0.6
MAX_COMPARED = 200
MAX_COMPARED_BY_SOUND = 60
OTHER_ORDER_PENALTY = 0.02
BEGINNING_SHARE = 0.1
SOUND_SHARE = 0.9
# A name that is less similar stays below `MIN_SIMILARITY`, however alike the beginnings are.
LEAST_SIMILARITY = MIN_SIMILARITY * (1 + BEGINNING_SHARE) - BEGINNING_SHARE

# If so large a share of all names was counted, scanning all sums is faster.
LARGE_SHARE = 0.06
NO_NAMES = np.empty(0, np.uint32)


@dataclass(frozen=True, slots=True)
class NearName:
    """A name by its number, and its similarity (0–1) to the typed text."""

    name: int
    similarity: float


@dataclass(frozen=True, slots=True, eq=False)
class LikelyWords:
    """The words that one typed word may be: the weight of the likeliest one, and for each its
    similarity and its names.
    """

    weight: int
    similarities: list[float]
    holders: list[Numbers]

    def frequency(self) -> int:
        """The number of names with one of these words; a name with several is counted repeatedly."""
        return sum(map(len, self.holders))


class NearNames:
    """Finds near names in one index. Its working memory is shared, so it must be used by one thread at a time."""

    def __init__(self, index: NameIndex) -> None:
        self.names = index.names
        self.words = index.words
        self._sums = np.zeros(len(index.names), np.uint16)
        self._best = np.zeros(len(index.names), np.uint8)

    def find(self, form: str) -> list[NearName]:
        """Return the names nearest to a word form, the nearest first; of equally near ones the likelier first."""
        typed = form.split()[:MAX_WORDS]
        found = self._compared(typed, by_sound=False)
        if found and found[0].similarity >= SIMILAR_ENOUGH:
            return found
        if len(typed) >= MIN_PHRASE and all(self._trusted(word) is not None for word in typed):
            return found
        nearest: dict[int, NearName] = {}
        for near in sorted([*found, *self._compared(typed, by_sound=True)], key=self._place):
            nearest.setdefault(near.name, near)
        return list(nearest.values())

    def find_alike(self, form: str) -> list[NearName]:
        """Return the names spelled like a word form, in the same order. This takes half the time, and is for unfinished
        words, whose sound is not known.
        """
        return self._compared(form.split()[:MAX_WORDS], by_sound=False)

    def _place(self, near: NearName) -> tuple[float, int]:
        return -near.similarity, int(self.names.ranks[near.name])

    def _compared(self, typed: list[str], *, by_sound: bool) -> list[NearName]:
        is_phrase = len(typed) >= MIN_PHRASE
        near_each = {word: self._near(word, by_sound=by_sound, is_phrase=is_phrase) for word in dict.fromkeys(typed)}
        near = [near_each[word] for word in typed]
        for at, more in (*self._joined(typed, near, by_sound=by_sound), *self._split(typed)):
            near[at] = _together(near[at], more)
        names = self._names_with_most(near)
        return self._in_order(typed, names, by_sound=by_sound) if len(names) else []

    def _near(self, word: str, *, by_sound: bool, is_phrase: bool) -> NearWords:
        number = None if by_sound and not is_phrase else self._trusted(word)
        return near_words(self.words, word, by_sound=by_sound) if number is None else NearWords([number], [1.0])

    def _trusted(self, word: str) -> int | None:
        """Return the number of a word that is probably spelled correctly; None for others."""
        number = self.words.number(word)
        if number is None:
            return None
        frequent = self.words.starts[number + 1] - self.words.starts[number] >= TRUSTED_NAMES
        return number if len(word) >= TRUSTED_LENGTH or len(word) <= TOO_SHORT or frequent else None

    def _joined(
        self, typed: list[str], near: Sequence[NearWords], *, by_sound: bool
    ) -> Iterator[tuple[int, NearWords]]:
        """Yield words that resemble two neighboring words written as one ("hemo globin")."""
        for at, (one, other) in enumerate(pairwise(typed)):
            if near[at].similarities == near[at + 1].similarities == [1.0]:
                continue
            if not by_sound and min(near[at].best, near[at + 1].best) >= PROBABLY_CORRECT:
                continue
            found = near_words(self.words, one + other, by_sound=by_sound)
            kept = [
                pair for pair in zip(found.numbers, found.similarities, strict=True) if pair[1] >= MIN_SIMILARITY_JOINED
            ]
            for place in (at, at + 1):
                yield place, NearWords([number for number, _ in kept], [similarity for _, similarity in kept])

    def _split(self, typed: list[str]) -> Iterator[tuple[int, NearWords]]:
        """Yield words that were typed together as one ("heartattack")."""
        for at, word in enumerate(typed):
            if len(word) >= MIN_SPLIT and self.words.number(word) is None:
                for end in range(MIN_PART, len(word) - MIN_PART + 1):
                    yield at, self._parts(word[:end], word[end:])

    def _parts(self, first: str, second: str) -> NearWords:
        numbers = self.words.number(first), self.words.number(second)
        if None not in numbers:
            return NearWords([number for number in numbers if number is not None], [SPLIT_SIMILARITY] * 2)
        known = [
            (number, 0.2 + 0.6 * len(part) / len(first + second))
            for number, part in zip(numbers, (first, second), strict=True)
            if number is not None and len(part) >= MIN_LONE_PART
        ]
        return NearWords([number for number, _ in known], [similarity for _, similarity in known])

    def _names_with_most(self, near: Sequence[NearWords]) -> Numbers:
        """Return the names with most of the typed words and few others."""
        whole = counted = 0
        touched: list[Numbers] = []
        for word in sorted(self._likely(near), key=LikelyWords.frequency):
            if counted < MAX_NAMES_COUNTED:
                whole += word.weight
                self._count(word)
                touched += word.holders
                counted += word.frequency()
        found, covered = self._covered(touched, int(MIN_COVERED * whole))
        if len(found) > MANY_NAMES:
            many = covered >= COVERED_OF_MANY * covered.max()
            found, covered = found[many], covered[many]
        if len(found) <= MAX_COMPARED:
            return found
        alike = covered / (self.names.weights[found] + np.float32(whole)) - 1e-8 * self.names.ranks[found]
        return found[np.argpartition(alike, -MAX_COMPARED)[-MAX_COMPARED:]]

    def _likely(self, near: Sequence[NearWords]) -> Iterator[LikelyWords]:
        for found in near:
            if found.numbers:
                best = max(zip(found.similarities, found.numbers, strict=True))[1]
                holders = self.words.names_with_each(found.numbers)
                yield LikelyWords(int(self.words.weights[best]), found.similarities, holders)
            else:
                yield LikelyWords(UNKNOWN_WEIGHT, [], [])

    def _count(self, words: LikelyWords) -> None:
        """Add the value of the most similar of these words to each name that has one of them."""
        if len(words.holders) == 1:
            self._sums[words.holders[0]] += np.uint16(words.similarities[0] * words.weight)
        elif words.holders:
            for similarity, names in sorted(zip(words.similarities, words.holders, strict=True), key=itemgetter(0)):
                self._best[names] = int(similarity * words.weight)
            touched = np.concatenate(words.holders)
            # All names are read before any is written, so a name that occurs twice is counted once.
            self._sums[touched] += self._best[touched]
            self._best[touched] = 0

    def _covered(self, touched: list[Numbers], least: int) -> tuple[Numbers, NDArray[np.float32]]:
        """Return the counted names whose sums exceed `least`, in ascending order, and their sums; clear all sums."""
        if sum(map(len, touched)) > LARGE_SHARE * len(self._sums):
            found = np.flatnonzero(self._sums > least).astype(np.uint32)
            covered = self._sums[found].astype(np.float32)
            self._sums.fill(0)
            return found, covered
        names = np.concatenate(touched) if touched else NO_NAMES
        found = np.sort(names[self._sums[names] > least])
        found = found[np.append(True, found[1:] != found[:-1])[: len(found)]]
        covered = self._sums[found].astype(np.float32)
        self._sums[names] = 0
        return found, covered

    def _in_order(self, typed: list[str], names: Numbers, *, by_sound: bool) -> list[NearName]:
        forms = self.names.forms(names)
        similarity = similarities_of_names(typed, forms, by_sound=by_sound)
        if similarity.max() < SIMILAR_ENOUGH:
            similarity = np.where(_holding_all(typed, forms), np.maximum(similarity, WITH_ALL_WORDS), similarity)
        near = np.flatnonzero(similarity >= MIN_SIMILARITY)
        names, similarity = names[near], similarity[near]
        order = np.lexsort((self.names.ranks[names], -similarity))
        return list(map(NearName, names[order].tolist(), similarity[order].tolist()))


def similarities_of_names(typed: list[str], forms: list[str], *, by_sound: bool = False) -> NDArray[np.float32]:
    """Return the similarity (0–1) of each word form to the typed words.

    Words are compared in order and in any order, and `by_sound` by their sound as well; an equal beginning counts a
    little. Values below `MIN_SIMILARITY` may be lower than the similarity is.
    """
    # Those that are kept for their sound may be spelled less alike.
    least = 0.0 if by_sound else LEAST_SIMILARITY
    similarity = similarities(" ".join(typed), forms, least)
    if len(typed) > 1:
        sorted_forms = [" ".join(sorted(form.split())) for form in forms]
        in_other_order = similarities(" ".join(sorted(typed)), sorted_forms, least) - OTHER_ORDER_PENALTY
        similarity = np.maximum(similarity, in_other_order)
    if by_sound:
        _raise_by_sound(typed, forms, similarity)
    beginning = process.cdist([" ".join(typed)], forms, scorer=JaroWinkler.similarity)[0]
    whole: NDArray[np.float32] = (similarity + BEGINNING_SHARE * beginning) / (1 + BEGINNING_SHARE)
    return whole


def _holding_all(typed: list[str], forms: list[str]) -> NDArray[np.bool_]:
    """Return which word forms contain every typed word exactly."""
    words = frozenset(typed)
    return np.fromiter((words.issubset(form.split()) for form in forms), np.bool_, len(forms))


def _raise_by_sound(typed: list[str], forms: list[str], similarity: NDArray[np.float32]) -> None:
    """Raise the similarity of the nearest names that sound alike, in place."""
    nearest = np.argsort(-similarity)[:MAX_COMPARED_BY_SOUND]
    words = [forms[at].split() for at in nearest]
    sound = sounds_of(set(chain.from_iterable(words)))
    sounds = [" ".join(map(sound.__getitem__, each)) for each in words]
    sounding = similarities(" ".join(map(sound_of, typed)), sounds)
    similarity[nearest] = np.maximum(
        similarity[nearest], SOUND_SHARE * sounding + (1 - SOUND_SHARE) * similarity[nearest]
    )


def _together(one: NearWords, other: NearWords) -> NearWords:
    return NearWords(one.numbers + other.numbers, one.similarities + other.similarities)
