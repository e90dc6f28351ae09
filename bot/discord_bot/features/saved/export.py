"""A member's list as files: plain text, and cards for Anki, which are HTML with all text escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from bot.discord_bot.features.saved.page import SavedItem, gone_note
from bot.discord_bot.pages.records import no_definition
from bot.discord_bot.ui.citation import reviewed, server_source, unchecked
from bot.discord_bot.ui.definition_selection import plainest
from bot.discord_bot.ui.guild_context import visible_records
from bot.discord_bot.ui.page import disclaimer
from bot.discord_bot.ui.translation import _, ngettext
from bot.lexicon.collections.anki import Card, anki_file
from bot.lexicon.model import Cited, Definition, Entry, review_of
from bot.terms.source import SERVER_SOURCE

TEXT_FILE = "medlex-saved.txt"
CARDS_FILE = "medlex-anki.csv"
TAG = "medlex"
# Seconds.
DAY = 86_400


def as_text(items: Sequence[SavedItem]) -> str:
    """The list as plain text: each headword with its plainest definition, the source of that, and its year."""
    parts = [_("Medlex: my saved entries"), *map(_paragraph, items), disclaimer()]
    return "\n\n".join(parts) + "\n"


def _paragraph(item: SavedItem) -> str:
    return "\n".join(filter(None, [_definition(item), _studied(item)]))


def _studied(item: SavedItem) -> str:
    """When an entry that is studied comes back, and how often it was."""
    if item.studied is None:
        return ""
    sentence = ngettext(
        "Studied {count} time; comes back on {date}",
        "Studied {count} times; comes back on {date}",
        item.studied.reviews,
    )
    return sentence.format(count=item.studied.reviews, date=item.studied.due_at.date().isoformat())


def _definition(item: SavedItem) -> str:
    if item.entry is None:
        return f"{item.saved.headword}\n{gone_note()}"
    definition = plainest(item.entry)
    if definition is None:
        return "\n".join([item.entry.headword, no_definition(item.entry), *_sources(*visible_records(item.entry)[:1])])
    return "\n".join([item.entry.headword, definition.text.strip(), *_sources(definition)])


def _sources(*cited: Cited) -> Iterator[str]:
    """The source of each, and its address."""
    for each in cited:
        yield from filter(None, (_source(each), each.url))


def _source(cited: Cited) -> str:
    if cited.source == SERVER_SOURCE:
        return f"{server_source(cited)}. {unchecked()}"
    edition = _("{publisher}, {year}").format(publisher=cited.publisher, year=cited.year)
    review = review_of(cited)
    checked = reviewed(review, review.by) if review else None
    return ", ".join(filter(None, (cited.title, edition, cited.credit, checked)))


def cards(items: Sequence[SavedItem]) -> list[Card]:
    """A card for each entry that has a definition: headword, definition with its source, and tags."""
    return list(_cards(items))


def _cards(items: Sequence[SavedItem]) -> Iterator[Card]:
    for item in items:
        definition = plainest(item.entry) if item.entry else None
        if item.entry and definition:
            yield Card(_html(item.entry.headword), _back(definition), (*_tags(item.entry), *_study_tags(item)))


def as_csv(cards: Sequence[Card]) -> str:
    """The file of cards."""
    return anki_file(cards, (_("Headword"), _("Definition"), _("Tags")))


def _back(definition: Definition) -> str:
    return f"{_html(definition.text.strip())}<br><br><small>{_html(_source(definition))}</small>"


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _tags(entry: Entry) -> tuple[str, ...]:
    """The program's tag, and below it (Anki's double colon) one for each kind of thing that the entry is."""
    return TAG, *(f"{TAG}::{kind.value}" for kind in entry.semantic_types)


def _study_tags(item: SavedItem) -> Iterator[str]:
    """The day on which a studied entry comes back, and the days that it is known for: Anki's text files have no columns
    for these, so they are tags, by which cards can be found and given their dates.
    """
    if item.studied:
        yield f"{TAG}::due::{item.studied.due_at.date().isoformat()}"
        yield f"{TAG}::interval::{max(1, round((item.studied.due_at - item.studied.reviewed_at).total_seconds() / DAY))}"


def text_file_note(count: int) -> str:
    """The message with the text file, which has `count` entries."""
    return ngettext(
        "Your list, {count} entry, as a text file.", "Your list, {count} entries, as a text file.", count
    ).format(count=count)


def cards_file_note(count: int, without: int) -> str:
    """The message with the file of `count` cards, when `without` entries of the list have no definition."""
    note = ngettext(
        "{count} card for Anki. In Anki choose File, Import, and this file.",
        "{count} cards for Anki. In Anki choose File, Import, and this file.",
        count,
    ).format(count=count)
    if not without:
        return note
    left_out = ngettext(
        "{count} entry on your list has no definition, so it has no card.",
        "{count} entries on your list have no definition, so they have no cards.",
        without,
    )
    return note + "\n" + left_out.format(count=without)
