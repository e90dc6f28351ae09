"""The first screen of an entry, from top to bottom as docs/define.md describes it. The tabs have everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.discord_bot.pages.heading import emergency, heading, how_to_say, shown_by
from bot.discord_bot.pages.how_found import query_lines
from bot.discord_bot.pages.look_alikes import look_alikes_line, meaning_option
from bot.discord_bot.pages.pictures import picture_parts
from bot.discord_bot.pages.records import further_blocks, no_definition
from bot.discord_bot.pages.tabs import definitions
from bot.discord_bot.pages.tabs.related import neighbors, relation_words
from bot.discord_bot.pages.tabs.row import tab_row, ways_back
from bot.discord_bot.ui.components import button, entry_menu, option
from bot.discord_bot.ui.custom_ids.entry import ShowTab
from bot.discord_bot.ui.custom_ids.sharing import ShareEntry
from bot.discord_bot.ui.definition_selection import first_definitions, missing_choice_line, translated_names_line
from bot.discord_bot.ui.markdown import listed
from bot.discord_bot.ui.page import GAP, Button, Menu, Page, Part, Row, Text, disclaimer
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.paging import CONTINUES, beginning
from bot.discord_bot.ui.sharing import share_or_delete_button
from bot.discord_bot.ui.terms_menu import terms_menu
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Answer, Entry, EntryReference, RelatedEntry
from bot.lexicon.pronunciations import typed_name
from bot.terms.model import Relation

# A longer definition is cut at the end of a sentence and continued behind a button: with this many characters one ends
# within the first 700 pixels of a phone, whatever stands above it.
MAX_FIRST_TEXT = 560
# Names in sight; a tab has all of them.
MAX_PARENTS, MAX_RELATED = 3, 5
# Related entries in the menu, besides the parents: few enough to be seen at once on a phone.
MAX_RELATED_OPTIONS = 12
# Characters of the names of a line.
MAX_NAMES_TEXT = 130
# Records of an entry that nobody defines.
MAX_FIRST_RECORDS = 3
NO_CONTEXT = PageContext()


def entry_page(answer: Answer, context: PageContext = NO_CONTEXT) -> Page:
    """The first screen of the entry in an answer. Raises ValueError if the answer has no entry."""
    entry = answer.entry
    if entry is None:
        raise ValueError("the answer holds no entry")
    title = "\n".join(filter(None, (*_title(answer, entry), shown_by(context))))
    return Page(title, tuple(_body(answer, entry, context)), footer=(disclaimer(),), takes_share_button=False)


def _title(answer: Answer, entry: Entry) -> Iterator[str]:
    """The lines above the definition: the headword, how to say it, and what a reader must know at once."""
    yield heading(entry)
    yield how_to_say(entry)
    yield emergency(entry)
    yield query_lines(answer)
    yield missing_choice_line(entry)
    yield look_alikes_line(entry)


def _body(answer: Answer, entry: Entry, context: PageContext) -> Iterator[Part]:
    name = _other_name(answer, entry)
    yield GAP
    yield from _definition(entry, name)
    yield from picture_parts(entry)
    if lines := "\n".join(filter(None, _around(entry))):
        yield GAP
        yield Text(lines)
    yield from _related_menu(entry)
    yield from [terms_menu(context.terms)] if context.terms else _other_senses(answer)
    yield tab_row(entry, name)
    if buttons := [*ways_back(context), *_delete_button(entry, context)]:
        yield Row(tuple(buttons))


def _other_name(answer: Answer, entry: Entry) -> str:
    """The name that was typed, if it is not the headword; else empty."""
    name = typed_name(answer)
    return "" if name == entry.headword else name


def _definition(entry: Entry, name: str) -> Iterator[Part]:
    """The plainest definition, below a note of the server if there is one. Of very long texts the beginning and a
    button to all of them. If there is no definition, the sources that name the entry.
    """
    shown = [definition for definition in first_definitions(entry) if definition.text.strip()]
    if not shown:
        blocks = [block.text for block in further_blocks(entry)] or [no_definition(entry)]
        yield Text("\n\n".join(blocks[: 1 + MAX_FIRST_RECORDS]))
        return
    texts = [beginning(definition, MAX_FIRST_TEXT // len(shown)) for definition in shown]
    yield Text("\n\n".join(texts))
    if any(text.endswith(CONTINUES) for text in texts):
        yield Row((button(_("Read on"), ShowTab(definitions.TAB.name, entry.key, name, number=0)),))


def _around(entry: Entry) -> Iterator[str]:
    """The names in the reader's language, and a few of the entries above and around this one."""
    yield translated_names_line(entry)
    yield _line(_("A type of"), entry.subclass_of, MAX_PARENTS)
    yield _line(_("Part of"), entry.part_of, MAX_PARENTS - min(len(entry.subclass_of), MAX_PARENTS - 1))
    yield _line(_("Related"), neighbors(entry), MAX_RELATED)


def _line(title: str, entries: Sequence[EntryReference | RelatedEntry], count: int) -> str:
    names = listed((each.headword for each in entries[:count]), MAX_NAMES_TEXT, counted=False)
    return f"**{title}:** {names}" if names else ""


def _related_menu(entry: Entry) -> Iterator[Menu]:
    """The menu that opens a parent or another related entry."""
    is_above = relation_words(Relation.PARENT)
    parents = [option(each.key, each.headword, is_above) for each in entry.subclass_of[:MAX_PARENTS]]
    shown = {each.value for each in parents}
    related = [each for each in entry.related if each.key not in shown][:MAX_RELATED_OPTIONS]
    others = [option(each.key, each.headword, relation_words(each.relation)) for each in related]
    if options := [*parents, *others]:
        yield entry_menu("related", _("Open a related term"), options)


def _other_senses(answer: Answer) -> Iterator[Menu]:
    if answer.other_senses:
        yield entry_menu("senses", _("It can also mean…"), list(map(meaning_option, answer.other_senses)))


def _delete_button(entry: Entry, context: PageContext) -> list[Button]:
    """The button that deletes a page which somebody has shown to everyone: it also says that the page is one
    of these.
    """
    return [share_or_delete_button(ShareEntry(0, entry.key), context)] if context.shown_by is not None else []
