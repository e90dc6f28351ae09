"""The word lists for comparing names when records are grouped: `data/grouping.toml`."""

from __future__ import annotations

from functools import cache

import msgspec

from bot.files import shipped_tables


class GroupingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of the file, which documents each. All words are in the normal spelling of names.

    `endings` are those that distinguish an adjective from its noun. `same_words` maps a word to the one that replaces
    it, `kind_of_name` the last word of a name to the kind that it states.
    """

    sides: frozenset[str]
    cancer: frozenset[str]
    growth: frozenset[str]
    benign: frozenset[str]
    findings: frozenset[str]
    disorders: frozenset[str]
    animals: frozenset[str]
    salts: frozenset[str]
    esters_and_forms: frozenset[str]
    qualifiers: frozenset[str]
    inborn: frozenset[str]
    narrowing: frozenset[str]
    kind_words: frozenset[str]
    small_words: frozenset[str]
    labels: frozenset[str]
    glands: frozenset[str]
    endings: tuple[str, ...]
    same_words: dict[str, str]
    kind_of_name: dict[str, str]


@cache
def grouping_words() -> GroupingWords:
    """Return the lists that ship with Medlex; the file is read once."""
    return msgspec.convert(shipped_tables("grouping.toml"), GroupingWords)
