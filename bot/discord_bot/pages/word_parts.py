"""Word parts: the line and the menu on the page of an entry, and the page of a part."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord_bot.limits import MAX_BUTTON_LABEL
from bot.discord_bot.pages.actions import back_buttons
from bot.discord_bot.ui.components import button, menu, option
from bot.discord_bot.ui.custom_ids.entry import ChoosePart, OpenFromMenu, OpenPart
from bot.discord_bot.ui.markdown import in_a_row, plain, shortened
from bot.discord_bot.ui.page import LINE, Menu, Page, Part, Row, Text, disclaimer, small_print
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.text_format import MARKDOWN, TextFormat
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Answer, Entry, FoundPart
from bot.terms.word_parts import DRUG_NAME_STEM, Place, WordPart, edition

# Characters of a word, and of several words.
MAX_WORD = 100
MAX_WORDS = 300
MAX_PARTS_IN_ROW = 5
POINT = "·"


def parts_line(entry: Entry, text_format: TextFormat = MARKDOWN) -> str:
    """Say how the headword is made of parts, such as "cardio·megaly: heart + enlarged"; empty if it does not show."""
    if not entry.parts:
        return ""
    divided = text_format.name(POINT.join(part.written for part in entry.parts), MAX_WORD)
    return f"{divided}: {' + '.join(part.meaning for part in entry.parts)}"


def parts_menu(entry: Entry) -> Iterator[Menu]:
    """The menu that opens the page of each part of the headword; nothing if it has none."""
    options = [
        option(name, name, meaning) for name, meaning in {part.part: part.meaning for part in entry.parts}.items()
    ]
    if options:
        yield menu(ChoosePart(), _("Word parts"), options)


def parts_source() -> str:
    """The source of word parts and of how words are made of them."""
    return _("Word parts: Medlex's own list, {year}; not medically reviewed").format(year=edition())


def word_part_page(answer: Answer, context: PageContext) -> Page:
    """The page of a word part, or of several that are written alike."""
    title = "\n\n".join([f"## {found.part.name}\n{described(found)}" for found in answer.parts])
    body = (*_components_row(answer), *_entry_menus(answer))
    footer = (parts_source(), disclaimer())
    return Page(title, (*body, LINE) if body else (), tuple(back_buttons(context)), footer)


def described(found: FoundPart, text_format: TextFormat = MARKDOWN) -> str:
    """The lines about a word part: its meaning, forms, origin, and words that have it."""
    part = found.part
    lines = (text_format.bold(part.meaning), f"{_place(part)}{_forms(part)}", _origin(part, text_format), _words(found))
    return "\n".join(filter(None, lines))


def _place(part: WordPart) -> str:
    names = {
        Place.PREFIX: _("Prefix: at the start of words"),
        Place.ROOT: _("Root: inside words"),
        Place.SUFFIX: _("Suffix: at the end of words"),
    }
    return names[part.place]


def _forms(part: WordPart) -> str:
    others = in_a_row(list(part.forms[1:]), MAX_WORDS)
    return ". " + _("Also written: {forms}").format(forms=others) if others else ""


def _origin(part: WordPart, text_format: TextFormat) -> str:
    origin = _origin_name(part.origin)
    if not part.source_word:
        return _("Origin: {origin}").format(origin=origin)
    word = text_format.name(part.source_word, MAX_WORD)
    meant = f" ({part.source_meaning})" if part.source_meaning else ""
    return _("Origin: {origin}").format(origin=f"{origin} {word}{meant}")


def _origin_name(origin: str) -> str:
    names = {
        "Greek": _("Greek"),
        "Latin": _("Latin"),
        "a person's name": _("a person's name"),
        DRUG_NAME_STEM: _("a stem used in international names of medicines"),
    }
    return names.get(origin, origin)


def _words(found: FoundPart) -> str:
    """Words that the list names for a part, without those that the menu has."""
    in_menu = {entry.headword.lower() for entry in found.entries}
    others = [word for word in found.part.examples if word not in in_menu]
    return _("Such as: {words}").format(words=in_a_row(list(map(plain, others)), MAX_WORDS)) if others else ""


def parts_row(answer: Answer) -> Iterator[Row]:
    """Buttons to the word parts that may be meant beside the suggestions of an answer."""
    labels = {found.part.name: f"{found.part.name}: {found.part.meanings[0]}" for found in answer.parts}
    if labels:
        buttons = [button(shortened(label, MAX_BUTTON_LABEL), OpenPart(name)) for name, label in labels.items()]
        yield Row(tuple(buttons[:MAX_PARTS_IN_ROW]))


def _components_row(answer: Answer) -> Iterator[Part]:
    """Buttons to the parts that a part is made of."""
    names = dict.fromkeys(name for found in answer.parts for name in found.part.made_of)
    if names:
        yield Text(small_print(_("Made of")))
        yield Row(tuple(button(name, OpenPart(name)) for name in list(names)[:MAX_PARTS_IN_ROW]))


def _entry_menus(answer: Answer) -> Iterator[Menu]:
    """A menu of the entries that have each part."""
    for number, found in enumerate(answer.parts):
        if found.entries:
            part = found.part
            placeholder = _("Entries with {part}, {meaning}").format(part=part.name, meaning=part.meanings[0])
            options = [option(entry.key, entry.headword) for entry in found.entries]
            yield menu(OpenFromMenu("part", number), placeholder, options)
