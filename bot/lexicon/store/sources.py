"""Find a source of a lexicon by what someone typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.errors import N_, UsageError
from bot.terms.normal_forms import fold
from bot.terms.source import InstalledSource


def source_called(sources: Iterable[InstalledSource], typed: str) -> InstalledSource:
    """Return the source with this identifier or title, in any case. Raises UsageError if there is none."""
    meant = fold(typed)
    for source in sources:
        if meant in {source.id, fold(source.title)}:
            return source
    raise UsageError(
        N_("No source called “{name}” is installed here."),
        N_(
            "Choose one from the list that Discord shows while you type, or leave the option empty to "
            "see all definitions."
        ),
        name=typed,
    )


def sources_like(sources: Iterable[InstalledSource], typed: str) -> Iterator[InstalledSource]:
    """Yield the sources with definitions whose title, publisher or identifier contains this text."""
    meant = fold(typed)
    for source in sources:
        if source.definitions and any(meant in fold(text) for text in (source.title, source.publisher, source.id)):
            yield source
