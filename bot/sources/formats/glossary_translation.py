"""The starter glossary in another language: TOML files such as those in `data/glossary_es`, written for this project.

docs/glossary.md describes the fields. Each entry becomes a concept that refers to the entry of the starter glossary
with its English headword, and so shares its page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.formats.glossary import SOURCE, code_of, names_of, read_entries
from bot.sources.formats.readers.typed_records import toml_files
from bot.terms.model import NameKind


class TranslatedEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of a file. `english` is the headword of the same thing in the starter glossary."""

    english: str
    headword: str
    definition: str
    plain_names: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    hyphenation: str | None = None


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each entry of the TOML files in a folder (or of one file) as a concept.

    Raises DataError when a file is not TOML or has an entry that the format does not allow.
    """
    for file in toml_files(path):
        yield from map(_concept, entries(file))


def entries(file: Path) -> list[TranslatedEntry]:
    """Return the entries of one file in its order. Raises DataError as `read_entries` does."""
    return read_entries(file, list[TranslatedEntry])


def _concept(entry: TranslatedEntry) -> Concept:
    return Concept(
        code=code_of(entry.headword),
        names=names_of(
            entry.headword,
            (NameKind.SYNONYM, entry.synonyms),
            (NameKind.ABBREVIATION, entry.abbreviations),
            (NameKind.PLAIN, entry.plain_names),
        ),
        definitions=(" ".join(entry.definition.split()),),
        equivalents=(f"{SOURCE}:{code_of(entry.english)}",),
        hyphenation=entry.hyphenation,
        phrases=entry.phrases,
    )
