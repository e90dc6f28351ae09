"""Everyday words for describing things, and the words that dictionaries use for the same: `data/plain_words.toml`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import chain, permutations

import msgspec

from bot.terms.words import index_word, stems


class PlainWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of the file, which documents each."""

    filler: frozenset[str]
    related: tuple[tuple[str, ...], ...]


def _plain_words() -> PlainWords:
    return msgspec.toml.decode((files(__package__) / "data" / "plain_words.toml").read_bytes(), type=PlainWords)


_LISTS = _plain_words()
# Words that say nothing about the thing described, as they are typed.
FILLER = _LISTS.filler


@cache
def related_words() -> Mapping[str, Mapping[str, str]]:
    """By the stem of a word, its related words in the spelling of the index, each by its own stem."""
    groups = [list(map(index_word, group)) for group in _LISTS.related]
    stem_of = stems({word for group in groups for word in group})
    related: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for word, other in chain.from_iterable(permutations(group, 2) for group in groups):
        related[stem_of[word]][stem_of[other]] = other
    return related
