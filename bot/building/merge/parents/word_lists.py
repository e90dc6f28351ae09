"""The word lists of `data/parents.toml`, by which kinds are recognized."""

from __future__ import annotations

from functools import cache

import msgspec

from bot.files import shipped_tables


class WordsForParents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of the file, which documents each.

    `classes` are parts of the body of which there are many, `no_classes` those that only look like one.
    `cancers`, `growths`, `infections` and `germs` are words or their endings; `no_cancers` and `no_growths`
    are exceptions. Names of classes of disorders and procedures end with one of `groupings`; words in
    `says_little` and `common_nouns` are too general to identify a disorder, those in `insignificant` are
    ignored. A name with "malignant" is that of a cancer with one of `malignant_growths`; one of `harmless`
    makes it none. `no_systems` and `no_wholes` are headings below which nothing is a part; `signs` are names
    of groups of symptoms.
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
    malignant_growths: tuple[str, ...]
    harmless: frozenset[str]
    no_systems: frozenset[str]
    no_wholes: frozenset[str]
    signs: frozenset[str]
    common_nouns: frozenset[str]
    insignificant: frozenset[str]


@cache
def words_for_parents() -> WordsForParents:
    """Return the lists that ship with Medlex; the file is read once."""
    tables = shipped_tables("parents.toml")
    return msgspec.convert(tables, WordsForParents)
