"""The definition of an entry that is shown where there is room for only one."""

from __future__ import annotations

from bot.lexicon.model import Definition, Entry


def plainest(entry: Entry, language: str) -> Definition | None:
    """The plainest definition in a language (ISO 639-1), else the plainest of all; None when nothing defines the entry."""
    theirs = (definition for definition in entry.definitions if definition.language == language)
    return next(theirs, entry.definitions[0] if entry.definitions else None)
