"""Prefixes, roots and suffixes of medical words: data in `data/word_parts.toml`, with the rules by which they
follow each other in `bot/terms/data/word_building.toml` and the words that they do not explain in
`data/opaque_words.toml`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
from msgspec import Struct

from bot.files import data_folder

DRUG_NAME_STEM = "drug name stem"


class Place(StrEnum):
    """Where a part stands in a word."""

    PREFIX = "prefix"
    ROOT = "root"
    SUFFIX = "suffix"


class WordPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part; `word_parts.toml` says what its fields are."""

    forms: tuple[str, ...]
    place: Place
    meaning: str
    origin: str
    source_word: str | None = None
    source_meaning: str | None = None
    made_of: tuple[str, ...] = ()
    examples: tuple[str, ...]

    @property
    def name(self) -> str:
        """The form that a learner's list has."""
        return self.forms[0]

    @property
    def meanings(self) -> tuple[str, ...]:
        """Its meanings, the commonest first."""
        return tuple(self.meaning.split("; "))


class Piece(NamedTuple):
    """A part as it is written in a word."""

    written: str
    part: WordPart


Pieces = tuple[Piece, ...]


class _PartsFile(Struct, frozen=True, forbid_unknown_fields=True):
    part: tuple[WordPart, ...]


class _OpaqueWordsFile(Struct, frozen=True, forbid_unknown_fields=True):
    words: frozenset[str]


class BuildingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """`word_building.toml`."""

    endings: frozenset[str]
    bare_endings: frozenset[str]
    latin_endings: frozenset[str]
    same_language: frozenset[str]
    endings_not_looked_for: frozenset[str]
    roots_not_looked_for: frozenset[str]
    short_roots_inside: frozenset[str]
    small_words: frozenset[str]
    wide_words: frozenset[str]
    before: dict[str, str]


@cache
def word_parts() -> tuple[WordPart, ...]:
    """All parts, in the order of their file."""
    return msgspec.toml.decode((data_folder() / "word_parts.toml").read_bytes(), type=_PartsFile).part


@cache
def opaque_words() -> frozenset[str]:
    """The words that look as though they were made of parts, and are not, or mean something else than their parts."""
    return msgspec.toml.decode((data_folder() / "opaque_words.toml").read_bytes(), type=_OpaqueWordsFile).words


@cache
def building_rules() -> BuildingRules:
    """How parts follow each other."""
    return msgspec.toml.decode((files(__package__) / "data" / "word_building.toml").read_bytes(), type=BuildingRules)
