"""The entries of the starter glossary, for tests that check them. Each test names every entry that breaks its rule."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.sources.formats.glossary import GlossaryEntry, entries, glossary_folder

BY_FILE = {file.name: entries(file) for file in sorted(glossary_folder().glob("*.toml"))}
ENTRIES = [entry for its_entries in BY_FILE.values() for entry in its_entries]
BY_HEADWORD = {entry.headword: entry for entry in ENTRIES}
NOTES = Path(__file__).parent / "fixtures" / "glossary"


def breaking(rule: Callable[[GlossaryEntry], bool]) -> list[str]:
    """The headwords of the entries that do not keep a rule."""
    return [entry.headword for entry in ENTRIES if not rule(entry)]


def spelt_out(entry: GlossaryEntry) -> list[str]:
    """The headword of an entry and its names in words."""
    return [entry.headword, *entry.synonyms, *entry.plain_names, *entry.former_names]


def names(entry: GlossaryEntry) -> list[str]:
    """Every name of an entry, the headword first."""
    return [*spelt_out(entry), *entry.abbreviations, *entry.brands]


def notes(name: str) -> dict[str, Any]:
    """Return the tables of a file of notes about the glossary: facts that somebody has looked up."""
    return tomllib.loads((NOTES / name).read_text(encoding="utf-8"))
