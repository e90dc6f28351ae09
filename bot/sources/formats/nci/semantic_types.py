"""Medlex's semantic types for the NCI's words, by `semantic_types.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import msgspec

from bot.terms.model import SemanticType

Words = dict[SemanticType, tuple[str, ...]]


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words for each semantic type: of the UMLS, and nouns at the beginning of definitions."""

    umls: Words
    nouns: Words


def _by_word(words: Words) -> dict[str, SemanticType]:
    """The semantic type of each word."""
    return {word: type for type, listed in words.items() for word in listed}


LISTED = msgspec.toml.decode((files(__package__) / "semantic_types.toml").read_bytes(), type=Listed)
# By the UMLS's name of a type, and by a noun in lower case.
UMLS_TYPES = _by_word(LISTED.umls)
NOUN_TYPES = _by_word(LISTED.nouns)


def umls_semantic_types(names: Iterable[str]) -> list[SemanticType]:
    """Return the semantic types for the UMLS's names of types, each once; names that are not listed are skipped.

    CHEMICAL comes last, because nearly every medicine and protein has that type, too.
    """
    types = dict.fromkeys(UMLS_TYPES[name] for name in names if name in UMLS_TYPES)
    return sorted(types, key=lambda found: found is SemanticType.CHEMICAL)
