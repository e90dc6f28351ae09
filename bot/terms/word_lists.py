"""The word lists of `bot/terms/data`, read once when this module is imported; each file explains its lists."""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar

import msgspec
from msgspec import Struct

List = TypeVar("List", bound=Struct)
# A regular expression and its replacement.
Replacement = tuple[str, str]


class Letters(Struct, frozen=True, forbid_unknown_fields=True):
    """`letters.toml`: each table is by the letter or sign that is written."""

    before_unicode: dict[str, str]
    typographic: dict[str, str]
    greek: dict[str, str]
    signs: dict[str, str]


class Numbers(Struct, frozen=True, forbid_unknown_fields=True):
    """`numbers.toml`: numbers as they are written, from 1 on, and the words before them."""

    roman: tuple[str, ...]
    spelt_out: tuple[str, ...]
    ordinals: tuple[str, ...]
    classifiers: frozenset[str]
    classifiers_with_parts: frozenset[str]


class Plurals(Struct, frozen=True, forbid_unknown_fields=True):
    """`plurals.toml`: `irregular` has singulars by their plurals, `classical_endings` the endings of plurals
    and of singulars.
    """

    singular_in_s: frozenset[str]
    abbreviations_in_s: frozenset[str]
    without_vowel: frozenset[str]
    singular_in_ose: tuple[str, ...]
    classical_endings: tuple[tuple[str, str], ...]
    irregular: dict[str, str]


class BritishSpellings(Struct, frozen=True, forbid_unknown_fields=True):
    """`british_spellings.toml`: `words` has American spellings by British ones."""

    short_with_diphthong: frozenset[str]
    names_with_diphthong: frozenset[str]
    patterns: tuple[Replacement, ...]
    words: dict[str, str]


class Sounds(Struct, frozen=True, forbid_unknown_fields=True):
    """`sounds.toml`: replacements that write one sound in one way."""

    rules: tuple[Replacement, ...]


def _read(name: str, type: type[List]) -> List:
    return msgspec.toml.decode((files(__package__) / "data" / name).read_bytes(), type=type)


LETTERS = _read("letters.toml", Letters)
NUMBERS = _read("numbers.toml", Numbers)
PLURALS = _read("plurals.toml", Plurals)
BRITISH_SPELLINGS = _read("british_spellings.toml", BritishSpellings)
SOUNDS = _read("sounds.toml", Sounds)
