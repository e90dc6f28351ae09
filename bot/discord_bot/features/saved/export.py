"""A member's list as files: a text to read, and cards for Anki, in whose HTML all text is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from bot.discord_bot.features.saved import wording
from bot.discord_bot.features.saved.page import SavedItem
from bot.discord_bot.ui.definition_selection import plainest
from bot.discord_bot.ui.wording import disclaimer, reviewed
from bot.lexicon.collections.anki import Card, anki_file
from bot.lexicon.model import Cited, Definition, Entry, review_of

TEXT_FILE = "medlex-saved.txt"
CARDS_FILE = "medlex-anki.csv"
TAG = "medlex"


def as_text(items: Sequence[SavedItem]) -> str:
    """The list as plain text: each headword, its plainest definition, and who published that when."""
    parts = [wording.text_title(), *map(_paragraph, items), disclaimer()]
    return "\n\n".join(parts) + "\n"


def _paragraph(item: SavedItem) -> str:
    if item.entry is None:
        return f"{item.saved.headword}\n{wording.vanished_option()}"
    definition = plainest(item.entry)
    if definition is None:
        return "\n".join([item.entry.headword, *_cited(wording.no_definition(), *item.entry.records[:1])])
    return "\n".join([item.entry.headword, *_cited(definition.text.strip(), definition)])


def _cited(said: str, *by: Cited) -> Iterator[str]:
    """What is said, and of each who says it where."""
    yield said
    for each in by:
        yield from filter(None, (_source(each), each.url))


def _source(cited: Cited) -> str:
    edition = wording.edition(cited.publisher, cited.year)
    review = review_of(cited)
    checked = reviewed(review, review.by) if review else None
    return " · ".join(filter(None, (cited.title, edition, cited.credit, checked)))


def cards(items: Sequence[SavedItem]) -> list[Card]:
    """The cards that can be made: headword, definition with its source, and tags."""
    return list(_cards(items))


def _cards(items: Sequence[SavedItem]) -> Iterator[Card]:
    for item in items:
        definition = plainest(item.entry) if item.entry else None
        if item.entry and definition:
            yield Card(_html(item.entry.headword), _back(definition), _tags(item.entry))


def as_csv(cards: Sequence[Card]) -> str:
    """The file of cards."""
    return anki_file(cards, wording.columns())


def _back(definition: Definition) -> str:
    return f"{_html(definition.text.strip())}<br><br><small>{_html(_source(definition))}</small>"


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _tags(entry: Entry) -> tuple[str, ...]:
    """A double colon puts one of Anki's tags below another."""
    return TAG, *(f"{TAG}::{sort.value}" for sort in entry.semantic_types)
