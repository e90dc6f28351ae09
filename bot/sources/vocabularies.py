"""How ontologies name records of other vocabularies, and how Medlex does: `data/vocabularies.toml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from bot.files import shipped_tables

# UMLS's vocabularies are often named with the day of their release.
RELEASE = re.compile(r"_\d{4}_\d\d_\d\d$")


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A vocabulary that others refer to; data/vocabularies.toml says what the fields mean."""

    source: str
    prefixes: tuple[str, ...]
    code: str
    written: str = "{}"


def reference(identifier: str) -> str | None:
    """An identifier such as "MESH:D001249" as Medlex writes it, "mesh:D001249"; None where it leads nowhere."""
    prefix, _, code = identifier.partition(":")
    for pattern, written in _vocabularies(prefix):
        if pattern.fullmatch(code):
            return written.format(code)
    return None


@lru_cache(maxsize=1000)
def _vocabularies(prefix: str) -> list[tuple[re.Pattern[str], str]]:
    """How codes with this prefix look, and how Medlex writes them."""
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
