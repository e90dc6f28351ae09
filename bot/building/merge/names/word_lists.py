"""The word lists by which names are chosen, written and shown: `data/name_words.toml`."""

from __future__ import annotations

from functools import cache

import msgspec

from bot.files import shipped_tables


class NameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of the file, which documents each. All words are in lower case.

    `no_surnames`, `eponym_nouns`, `compass` and `before_proper_names` decide which words of a name are proper names.
    A name with one of `several_things` means more than one thing. `vague_parents` are not shown in hints, and a name
    with one of `phrase_words` has no plain singular there.
    """

    no_surnames: frozenset[str]
    eponym_nouns: frozenset[str]
    compass: frozenset[str]
    before_proper_names: frozenset[str]
    several_things: frozenset[str]
    vague_parents: frozenset[str]
    phrase_words: frozenset[str]


@cache
def name_words() -> NameWords:
    """Return the lists that ship with Medlex.

    The file is read once.
    """
    return msgspec.convert(shipped_tables("name_words.toml"), NameWords)
