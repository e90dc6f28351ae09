"""The pages of `/journals`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.discord_bot.pages.journals import MAX_TITLE, journals_page
from bot.discord_bot.ui.components import button, pager
from bot.discord_bot.ui.custom_ids.entry import OpenEntry
from bot.discord_bot.ui.custom_ids.lists import ShowJournals
from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.page import GAP, LINE, Page, Part, Row
from bot.discord_bot.ui.translation import _
from bot.lexicon.lookup.journals import FoundJournal
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import Entry
from bot.terms.source import InstalledSource


def topic_page(
    topic: Entry | str, found: Sequence[FoundJournal], sources: Sequence[InstalledSource], number: int = 0
) -> Page:
    """Page `number` (from zero) of the journals found for an entry, or for words that lead to none."""
    return Page(_title(topic), tuple(_body(topic, found, sources, number)))


def _title(topic: Entry | str) -> str:
    name = topic.headword if isinstance(topic, Entry) else topic
    title = _("## Journals: {topic}").format(topic=plain_name(name, MAX_TITLE))
    if isinstance(topic, Entry):
        return title
    return title + "\n" + _("No entry has this name. These journals have its words in their titles or topics.")


def _body(
    topic: Entry | str, found: Sequence[FoundJournal], sources: Sequence[InstalledSource], number: int
) -> Iterator[Part]:
    name, again = (topic.headword, f"{KEY_MARK}{topic.key}") if isinstance(topic, Entry) else (topic, topic)
    shown = journals_page(name, found, sources, number)
    yield GAP
    yield from shown.parts
    if shown.pages > 1:
        yield pager(shown.number, shown.pages, lambda other: ShowJournals(other, again))
    if isinstance(topic, Entry):
        yield Row((button(_("Read what it means"), OpenEntry(topic.key)),))
    yield LINE
