"""Identifiers of records in other vocabularies: from the form that ontologies write to Medlex's own, by
`data/vocabularies.toml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from bot.files import shipped_tables

# UMLS often appends the day of a vocabulary's release to its name.
RELEASE = re.compile(r"_\d{4}_\d\d_\d\d$")


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A vocabulary that other sources refer to; data/vocabularies.toml describes the fields."""

    source: str
    prefixes: tuple[str, ...]
    code: str
    written: str = "{}"


def reference(identifier: str) -> str | None:
    """Convert an identifier such as "MESH:D001249" to Medlex's form, "mesh:D001249"; None for a vocabulary that
    Medlex does not have.
    """
    prefix, _, code = identifier.partition(":")
    for pattern, written in _vocabularies(prefix):
        if pattern.fullmatch(code):
            return written.format(code)
    return None


@lru_cache(maxsize=1000)
def _vocabularies(prefix: str) -> list[tuple[re.Pattern[str], str]]:
    """For each vocabulary with this prefix, the pattern of its codes and Medlex's form of them."""
    return _by_prefix().get(RELEASE.sub("", prefix.upper()), [])


@cache
def _by_prefix() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    tables = shipped_tables("vocabularies.toml")
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for vocabulary in msgspec.convert(tables["vocabulary"], list[Vocabulary]):
        for prefix in vocabulary.prefixes:
            how = re.compile(vocabulary.code), f"{vocabulary.source}:{vocabulary.written}"
            found.setdefault(prefix, []).append(how)
    return found
