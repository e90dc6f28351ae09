"""The arrays that autocomplete and suggestions search, made from the names in a lexicon file.

Everything is sorted and counted in compiled code and held only once: it takes about 200 bytes a name while it is
made.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from bot.lexicon.store.name_index import NameIndex, Names, Words
from bot.lexicon.store.signatures import signatures
from bot.lexicon.store.texts import Numbers, Texts, packed, sorted_texts, starts_of
from bot.terms.word_forms import run_together, sound_forms, word_form

# The weight of a word: its length, which edit distance is measured in, and its rareness (the logarithm of its inverse
# document frequency: Spärck Jones 1972, doi:10.1108/eb026526).
LENGTH_SHARE = 7
RARENESS_SHARE = 6
MAX_WEIGHT = 255
MAX_WORD_LENGTH = 255


@dataclass(frozen=True, slots=True)
class WrittenNames:
    """All names of a lexicon as in the table `name`: folded, and the columns `id`, `entry` and `weight`."""

    folded: list[str]
    columns: tuple[array[int], array[int], array[int]]


def written_names(connection: sqlite3.Connection) -> WrittenNames:
    """Read all names of a lexicon."""
    folded: list[str] = []
    ids, entries, weights = array("I"), array("I"), array("i")
    for name, id, entry, weight in connection.execute("SELECT folded, id, entry, weight FROM name ORDER BY id"):
        folded.append(name)
        ids.append(id)
        entries.append(entry)
        weights.append(weight)
    return WrittenNames(folded, (ids, entries, weights))


def name_index(written: WrittenNames) -> NameIndex:
    """The index over all names of a lexicon. The names are freed one by one."""
    forms = written.folded
    for at, name in enumerate(forms):
        forms[at] = word_form(name)
    order = np.array(sorted(range(len(forms)), key=[run_together(form) for form in forms].__getitem__), dtype=np.uint32)
    ids, entries, weights = (np.array(column)[order] for column in written.columns)
    forms = [forms[at] for at in order]
    words, name_weights = _words(forms)
    return NameIndex(_names(forms, ids, entries, weights, name_weights), words)


def _names(
    forms: Sequence[str], ids: Numbers, entries: Numbers, weights: NDArray[np.int32], sums: NDArray[np.uint16]
) -> Names:
    ranks = np.empty(len(forms), np.uint32)
    ranks[np.lexsort((ids, -weights))] = np.arange(len(forms))
    return Names(Texts(*packed(forms)), ids, entries, ranks, sums)


def _words(forms: Sequence[str]) -> tuple[Words, NDArray[np.uint16]]:
    """The words of all names, and the sum of their weights for each name."""
    text, holders, names = _occurrences(forms)
    counts = np.bincount(holders, minlength=len(text))
    lengths = np.fromiter(map(len, text), np.intp, len(text))
    rareness = np.log(len(forms) / counts)
    weights = np.minimum(LENGTH_SHARE * lengths + RARENESS_SHARE * rareness, MAX_WEIGHT).astype(np.uint8)
    sums = np.bincount(names, weights=weights[holders], minlength=len(forms)).astype(np.uint16)
    by_length = np.argsort(lengths, kind="stable").astype(np.uint32)
    ordered = [text[at] for at in by_length]
    sounds = [sound or word for sound, word in zip(sound_forms(ordered), ordered, strict=True)]
    words = Words(
        text=sorted_texts(text),
        starts=starts_of(counts, len(text)),
        names=names,
        weights=weights,
        by_length=by_length,
        length_starts=np.searchsorted(lengths[by_length], np.arange(MAX_WORD_LENGTH + 2)).astype(np.uint32),
        sounds=Texts(*packed(sounds)),
        spelling=signatures(ordered),
        sound=signatures(sounds),
    )
    return words, sums


def _occurrences(forms: Sequence[str]) -> tuple[list[str], Numbers, Numbers]:
    """All words in alphabetical order; and for each word of a name, once: the number of the word and of the name,
    sorted by these.
    """
    first_seen: defaultdict[str, int] = defaultdict(count().__next__)
    words = np.fromiter(map(first_seen.__getitem__, chain.from_iterable(map(str.split, forms))), np.uint32)
    names = np.repeat(np.arange(len(forms), dtype=np.uint32), [form.count(" ") + bool(form) for form in forms])
    text = sorted(first_seen)
    number = np.empty(len(text), np.uint64)
    number[[first_seen[word] for word in text]] = np.arange(len(text))
    pairs = number[words]
    pairs *= np.uint64(len(forms))
    pairs += names
    del words, names  # each of these arrays takes as much as thousands of names
    pairs.sort()
    once = np.ones(len(pairs), bool)
    np.not_equal(pairs[1:], pairs[:-1], out=once[1:])
    pairs = pairs[once]
    each = np.uint64(max(len(forms), 1))
    return text, (pairs // each).astype(np.uint32), (pairs % each).astype(np.uint32)
