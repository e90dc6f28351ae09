"""Everyday words for describing things, and the words that dictionaries use for the same: `data/plain_words.toml`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files

import msgspec

from bot.terms.words import index_word


class PlainWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of the file, which documents each."""

    filler: frozenset[str]
    related: tuple[tuple[str, ...], ...]


def _plain_words() -> PlainWords:
    return msgspec.toml.decode((files(__package__) / "data" / "plain_words.toml").read_bytes(), type=PlainWords)


def _related_words(lists: Iterable[Iterable[str]]) -> Mapping[str, frozenset[str]]:
    related: defaultdict[str, set[str]] = defaultdict(set)
    for each in lists:
        words = {index_word(word) for word in each}
        for word in words:
            related[word].update(words - {word})
    return {word: frozenset(others) for word, others in related.items()}


_LISTS = _plain_words()
# Words that say nothing about the thing described, as they are typed.
FILLER = _LISTS.filler
# The related words of each word, in the spelling of the index.
RELATED_WORDS = _related_words(_LISTS.related)
