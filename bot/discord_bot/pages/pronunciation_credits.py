"""Who says how a headword is divided and pronounced."""

from __future__ import annotations

from bot.discord_bot.ui.markdown import plain_name
from bot.lexicon.model import Cited, Entry

# Of a title and of a publisher, which stand there once for each of three things that are said.
LONGEST_NAME = 60


def sayers(entry: Entry, *, recorded: bool = True) -> list[str]:
    """The titles of the sources that say it, each once; of one that does not define the entry, its id. With `recorded` also those
    of a recording.
    """
    said_by = entry.said_by
    ids = [said_by.hyphenation, said_by.respelling, said_by.ipa, said_by.audio if recorded else None] if said_by else []
    titles = {each.source: each.title for each in _citing(entry)}
    return [titles.get(id, id) for id in dict.fromkeys(filter(None, ids))]


def cited(entry: Entry, source: str) -> str:
    """The line below what a source (by its id) says of an entry's pronunciation: title, publisher and year."""
    definition = next((each for each in _citing(entry) if each.source == source), None)
    if definition is None:
        return f"-# {_name(source)}"
    return f"-# {_name(definition.title)} · {_name(definition.publisher)} · {definition.year}"


def _citing(entry: Entry) -> tuple[Cited, ...]:
    """All that names its source."""
    return *entry.definitions, *entry.records


def _name(name: str) -> str:
    return plain_name(name, LONGEST_NAME)
