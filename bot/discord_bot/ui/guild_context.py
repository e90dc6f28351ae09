"""The settings of the server that a page is made for.

Answers of the dictionary are the same everywhere and cached for all servers; what a server shows of them is decided
here, when a page is made. A task answers one person in one place, so the settings are a context variable of the task.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.lexicon.model import Definition, Entry, SourceRecord
from bot.storage.guild_settings import HIDDEN_SOURCES, GuildValues

NOTHING_SET = GuildValues({})
_values: ContextVar[GuildValues] = ContextVar("guild_values", default=NOTHING_SET)


def page_settings() -> GuildValues:
    """Return the settings that hold for the page that is being made; nothing is set outside of servers."""
    return _values.get()


def set_page_settings(values: GuildValues) -> None:
    """Set the settings for all pages that the rest of this task makes."""
    _values.set(values)


@contextmanager
def with_page_settings(values: GuildValues) -> Iterator[None]:
    """Set the settings of pages within a `with` block."""
    before = _values.set(values)
    try:
        yield
    finally:
        _values.reset(before)


def hidden_sources() -> frozenset[str]:
    """Return the ids of the sources that the server hides."""
    return _values.get()[HIDDEN_SOURCES]


def visible_definitions(entry: Entry) -> tuple[Definition, ...]:
    """Return the definitions of an entry without those of hidden sources."""
    hidden = hidden_sources()
    return tuple(each for each in entry.definitions if each.source not in hidden) if hidden else entry.definitions


def visible_records(entry: Entry) -> tuple[SourceRecord, ...]:
    """Return the records that name an entry without defining it, without those of hidden sources."""
    hidden = hidden_sources()
    return tuple(each for each in entry.records if each.source not in hidden) if hidden else entry.records


def visible_etymology(entry: Entry) -> Definition | None:
    """Return the origin of the word; None if no source has it or its source is hidden."""
    origin = entry.etymology
    return None if origin is None or origin.source in hidden_sources() else origin


def is_hidden(entry: Entry) -> bool:
    """Return True if sources define an entry, and all of them are hidden."""
    return bool(entry.definitions) and not visible_definitions(entry)
