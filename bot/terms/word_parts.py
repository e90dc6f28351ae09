"""Prefixes, roots and suffixes of medical words: data in `data/word_parts.toml`, with the rules by which they
follow each other in `bot/terms/data/word_building.toml` and the words that they do not explain in
`data/opaque_words.toml`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
from msgspec import Struct

from bot.files import data_folder

# Hyphens and the dashes that keyboards put in their place.
_HYPHENS = re.compile("[-‐‑‒–—−]+")
_WITH_HYPHEN = re.compile("-[^-\\s]+-?|[^-\\s]+-")
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
    edition: int
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
def _parts_file() -> _PartsFile:
    return msgspec.toml.decode((data_folder() / "word_parts.toml").read_bytes(), type=_PartsFile)


def load_word_parts() -> None:
    """Read the list now, which takes some 50 milliseconds, so that nobody who asks for it later waits."""
    _parts_by_letters()
    _meaning_of()


def edition() -> int:
    """The year of the list of parts."""
    return _parts_file().edition


def word_parts() -> tuple[WordPart, ...]:
    """All parts, in the order of their file."""
    return _parts_file().part


def parts_called(typed: str) -> tuple[WordPart, ...]:
    """Return the parts that are written so: "-ectomy", "ectomy", "cardio-". A hyphen that is typed counts if there is a
    part with it; parts that several words gave their letters are all returned.
    """
    folded = without_hyphens(typed)
    written = _HYPHENS.sub("-", typed.strip().lower())
    parts = _parts_by_letters().get(folded, ())
    return tuple(part for part in parts if written in part.forms) or parts


def is_written_as_part(typed: str) -> bool:
    """Return True if a text is one word with a hyphen at its beginning or end."""
    return _WITH_HYPHEN.fullmatch(_HYPHENS.sub("-", typed.strip())) is not None


def without_hyphens(typed: str) -> str:
    """Return a part in small letters, without the hyphens around it."""
    return _HYPHENS.sub("-", typed.strip().lower()).strip("-")


@cache
def _parts_by_letters() -> dict[str, tuple[WordPart, ...]]:
    found: dict[str, dict[WordPart, None]] = {}
    for part in word_parts():
        for form in part.forms:
            found.setdefault(form.strip("-"), {})[part] = None
    return {letters: tuple(parts) for letters, parts in found.items()}


@cache
def _meaning_of() -> dict[tuple[str, str], str]:
    return {(part.name, meaning): part.meaning for part in word_parts() for meaning in part.meanings}


def all_meanings(name: str, meaning: str) -> str:
    """Return the text with all meanings of the part that has this name and, among others, this meaning; only that one
    if there is no such part any more.
    """
    return _meaning_of().get((name, meaning), meaning)


def first_meaning(name: str, meaning: str) -> str:
    """Return the first meaning of the part that has this name and, among others, this meaning."""
    return all_meanings(name, meaning).partition("; ")[0]


@cache
def opaque_words() -> frozenset[str]:
    """The words that look as though they were made of parts, and are not, or mean something else than their parts."""
    return msgspec.toml.decode((data_folder() / "opaque_words.toml").read_bytes(), type=_OpaqueWordsFile).words


@cache
def building_rules() -> BuildingRules:
    """How parts follow each other."""
    return msgspec.toml.decode((files(__package__) / "data" / "word_building.toml").read_bytes(), type=BuildingRules)
