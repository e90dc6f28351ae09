"""The language and source that were chosen with a command. They hold for its answer and all pages that are
opened from it.

They are in the identifier of a page's container, a number of 32 bits that Discord stores and sends back with
every press (https://discord.com/developers/docs/components/reference#anatomy-of-a-component), so they hold
after a restart too. If nothing was chosen, a page has no such identifier, and Discord numbers its components
from 1.
"""

from __future__ import annotations

import zlib
from contextvars import ContextVar
from dataclasses import dataclass

from bot.languages import LANGUAGES

# The identifier is 01LLLLLL SSSSSSSS SSSSSSSS SSSSSSSS: L is the number of a language from 1, or 0; S is the
# mark of a source, or 0.
CHOSEN = 1 << 30
LANGUAGE_BITS = 6
SOURCE_BITS = 24


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """The chosen language (ISO 639-1), and the mark of the chosen source; None where nothing was chosen."""

    language: str | None = None
    source: int | None = None


NO_OPTIONS = ViewOptions()
_view_options: ContextVar[ViewOptions] = ContextVar("view_options", default=NO_OPTIONS)


def view_options() -> ViewOptions:
    """Return the options of the page that is being made."""
    return _view_options.get()


def set_view_options(chosen: ViewOptions) -> None:
    """Set the options of all pages that the rest of this task makes."""
    _view_options.set(chosen)


def source_mark(source: str) -> int:
    """Return a number that stands for a source's id: 1 or more, and the same in every lexicon."""
    return zlib.crc32(source.encode()) % ((1 << SOURCE_BITS) - 1) + 1


def to_container_id(chosen: ViewOptions) -> int | None:
    """Return the identifier of a container that carries these options; None when nothing was chosen."""
    if chosen == NO_OPTIONS:
        return None
    language = LANGUAGES.index(chosen.language) + 1 if chosen.language else 0
    return CHOSEN | language << SOURCE_BITS | (chosen.source or 0)


def from_container_id(identifier: int | None) -> ViewOptions:
    """Return the options that the identifier of a container carries; none when it is a number that Discord gave."""
    if identifier is None or identifier >> (LANGUAGE_BITS + SOURCE_BITS) != 1:
        return NO_OPTIONS
    language = (identifier >> SOURCE_BITS) % (1 << LANGUAGE_BITS)
    return ViewOptions(
        LANGUAGES[language - 1] if 0 < language <= len(LANGUAGES) else None,
        identifier % (1 << SOURCE_BITS) or None,
    )
