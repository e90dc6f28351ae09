"""The words of `data/parents.toml`, by which it is judged what is a kind of what."""

from __future__ import annotations

from functools import cache

import msgspec

from bot.files import shipped_tables


class WordsForParents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parts of the body of which there are many (`classes`), and those that only sound so; words and ends of words for `cancers`, and those
    that only look like one; what names of groups of disorders and procedures end with (`groupings`).
    """

    classes: frozenset[str]
    no_classes: frozenset[str]
    cancers: tuple[str, ...]
    no_cancers: tuple[str, ...]
    groupings: frozenset[str]
    says_little: frozenset[str]
    growths: tuple[str, ...]
    no_growths: tuple[str, ...]
    infections: tuple[str, ...]
    germs: tuple[str, ...]


@cache
def words_for_parents() -> WordsForParents:
    """The lists, read once."""
    tables = shipped_tables("parents.toml")
    return msgspec.convert(tables, WordsForParents)
