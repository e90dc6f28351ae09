"""Find words that look or sound like a typed one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.lexicon.store.name_index import Words
from bot.terms.word_forms import sound_forms

# Words are compared if their lengths differ by at most so much; long words, and comparisons by sound, allow one more.
LENGTH_DIFFERENCE = 2
LONG_WORD = 9
MIN_LIKENESS = 0.45
MAX_COMPARED = 150
MIN_SIMILARITY = 0.6
MAX_NEAR_WORDS = 30
# The share of similarity in sound that counts; the rest is similarity in spelling, which decides between words that
# sound the same.
SOUND_SHARE = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class NearWords:
    """Words by number, and the similarity (0–1) of each to the typed word."""

    numbers: list[int]
    similarities: list[float]

    @property
    def best(self) -> float:
        """The highest similarity; 0 if there are no words."""
        return max(self.similarities, default=0.0)


NOTHING = NearWords([], [])


def near_words(words: Words, typed: str, *, by_sound: bool) -> NearWords:
    """Return the words nearest to a typed word, by edit distance (OSA, as in rapidfuzz), and `by_sound` also by the
    distance of their sounds.
    """
    places = _alike(words, typed, by_sound=by_sound)
    if not len(places):
        return NOTHING
    similarity = _similarity(words, typed, places, by_sound=by_sound)
    near = np.flatnonzero(similarity >= MIN_SIMILARITY)
    near = near[np.argsort(similarity[near], kind="stable")][-MAX_NEAR_WORDS:]
    return NearWords(words.by_length[places[near]].tolist(), similarity[near].tolist())


def _alike(words: Words, typed: str, *, by_sound: bool) -> NDArray[np.intp]:
    """Return the positions, by length, of the words that share most letter pairs with this one."""
    difference = LENGTH_DIFFERENCE + (len(typed) >= LONG_WORD or by_sound)
    last = len(words.length_starts) - 1
    start = int(words.length_starts[min(max(len(typed) - difference, 0), last)])
    end = int(words.length_starts[min(len(typed) + difference + 1, last)])
    likeness = words.spelling.part(start, end).likeness(typed)
    if by_sound:
        np.maximum(likeness, words.sound.part(start, end).likeness(sound_of(typed)), out=likeness)
    found = np.flatnonzero(likeness >= MIN_LIKENESS)
    if len(found) > MAX_COMPARED:
        found = found[np.argpartition(likeness[found], -MAX_COMPARED)[-MAX_COMPARED:]]
    return found + start


def _similarity(words: Words, typed: str, places: NDArray[np.intp], *, by_sound: bool) -> NDArray[np.float32]:
    similarity = similarities(typed, words.text.some(words.by_length[places]))
    if not by_sound:
        return similarity
    sounding = similarities(sound_of(typed), words.sounds.some(places))
    return np.maximum(similarity, SOUND_SHARE * sounding + (1 - SOUND_SHARE) * similarity)


def similarities(text: str, others: list[str], least: float = 0.0) -> NDArray[np.float32]:
    """Return the optimal string alignment similarity (0–1; Boytsov 2011, doi:10.1145/1963190.1963191) of a text to each
    other one. A similarity below `least` is 0, and found so much sooner.
    """
    alike: NDArray[np.float32] = process.cdist(
        [text], others, scorer=OSA.normalized_similarity, score_cutoff=least or None
    )[0]
    return alike


@lru_cache(maxsize=256)
def sound_of(word: str) -> str:
    """Return the sound of one word; its spelling if it has no sound."""
    return sounds_of([word])[word]


def sounds_of(words: Collection[str]) -> dict[str, str]:
    """Return the sound of each word; converting many at once takes a fraction of the time."""
    return {word: sound or word for word, sound in zip(words, sound_forms(words), strict=True)}
