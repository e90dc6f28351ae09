"""The page of an entry, from top to bottom as docs/define.md describes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.discord_bot.limits import MAX_SELECT_OPTIONS
from bot.discord_bot.pages.actions import MAX_ACTIONS, actions, language_rows
from bot.discord_bot.pages.emergency import emergency_line
from bot.discord_bot.pages.how_found import MAX_QUERY_TEXT, query_lines
from bot.discord_bot.pages.look_alikes import look_alikes_line, meaning_option
from bot.discord_bot.pages.pronunciation_credits import credited_titles, credits_line, hyphenation
from bot.discord_bot.pages.records import also_in_line, further_blocks, no_definition
from bot.discord_bot.pages.word_parts import parts_line, parts_menu, parts_source
from bot.discord_bot.ui.components import (
    button,
    entry_button,
    entry_menu,
    entry_menus,
    link_rows,
    option,
    pager,
    paragraphs,
)
from bot.discord_bot.ui.custom_ids.entry import TurnPage
from bot.discord_bot.ui.custom_ids.lists import BackToList, Origin, ShowComparison, ShowInitial, ShowRandom, ShowResults
from bot.discord_bot.ui.definition_selection import (
    selected_definitions,
    source_choice_line,
    translated_names_line,
)
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.markdown import link, listed, plain_name
from bot.discord_bot.ui.page import BUDGET, LINE, Menu, Page, Part, Row, Size, Text, disclaimer, size_of, small_print
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.paging import Block, pages
from bot.discord_bot.ui.sharing import MAX_SHOWN_BY, shown_by_line
from bot.discord_bot.ui.terms_menu import terms_menu
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Answer, Entry, EntryReference
from bot.lexicon.pronunciations import typed_name
from bot.terms.model import Relation

# Characters of a name, or of several names, in the title: long ones are cut, or the rest of them counted.
MAX_TITLE_NAME = 200
# Parents in the title; a menu has the others.
MAX_TITLE_PARENTS = 3
# Room for all that may be on a page of an entry, whatever its definitions: the container, two lines, title
# and footer; a menu of other senses or of a message's terms; the pager with the button back to a list; the
# actions; the lines about the query and about who has shown the page. Some characters stay free in case
# Discord counts them in another way.
MENU = Size(components=2)
PAGER = Size(components=5)
SPARE = Size(text=92)
RESERVED = Size(MAX_QUERY_TEXT + MAX_SHOWN_BY, components=5) + MENU + PAGER + MAX_ACTIONS + SPARE
NO_CONTEXT = PageContext()


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts before and after the definitions, which are the same on every page of an entry."""

    parents: tuple[Part, ...]
    languages: tuple[Part, ...]
    related: tuple[Part, ...]
    links: tuple[Part, ...]

    @property
    def size(self) -> Size:
        """The size of all its parts."""
        return size_of((*self.parents, *self.languages, *self.related, *self.links))


def entry_page(answer: Answer, number: int = 0, context: PageContext = NO_CONTEXT) -> Page:
    """Page `number` (from zero) of the entry in an answer; the last page if there are fewer.

    Raises ValueError if the answer has no entry.
    """
    entry = answer.entry
    if entry is None:
        raise ValueError("the answer holds no entry")
    frame = _frame(entry)
    room = _room_for_definitions(entry, frame)
    content = pages(selected_definitions(entry), room.text, room.components, further_blocks(entry))
    number = min(number, len(content) - 1)
    body = (
        *frame.parents,
        *([terms_menu(context.terms)] if context.terms else _other_senses(answer)),
        LINE,
        *_definitions(content[number], room.components),
        *frame.languages,
        *_page_row(entry.key, number, len(content), context.origin),
        actions(entry, number, context, _other_name(answer, entry)),
        LINE,
        *frame.related,
        *frame.links,
    )
    footer = _footer(entry) if number == len(content) - 1 else (disclaimer(),)
    return Page(_title(entry, answer, context), body, footer=footer, takes_share_button=False)


def _other_name(answer: Answer, entry: Entry) -> str:
    """The name that was typed, if it is not the headword; else empty."""
    name = typed_name(answer)
    return "" if name == entry.headword else name


def _frame(entry: Entry) -> Frame:
    return Frame(
        parents=tuple(_parents(entry.subclass_of)),
        languages=tuple(language_rows(entry)),
        related=(*parts_menu(entry), *_related(entry)),
        links=tuple(link_rows(search_links(entry.headword))),
    )


def _room_for_definitions(entry: Entry, frame: Frame) -> Size:
    """The room for definitions, without gaps between them, on each page of an entry.

    It does not depend on how the entry was found or where its page is: a button to another page does not know
    these, and its number must always mean the same definitions.
    """
    texts = Size(text=len(_title(entry)) + sum(map(len, map(small_print, _footer(entry)))))
    return BUDGET - RESERVED - frame.size - texts


def _title(entry: Entry, answer: Answer | None = None, context: PageContext = NO_CONTEXT) -> str:
    """The lines above the definitions: the entry, how it was found, and who has shown the page."""
    lines = (
        _headword_lines(entry),
        translated_names_line(entry),
        _emergency(entry),
        query_lines(answer) if answer else "",
        _above_lines(entry),
        small_print(parts_line(entry)) if entry.parts else "",
        source_choice_line(entry),
        look_alikes_line(entry),
        shown_by_line(context.shown_by) if context.shown_by is not None else "",
    )
    return "\n".join(filter(None, lines))


def _headword_lines(entry: Entry) -> str:
    """The headword; hyphenation, respelling, IPA and recording, if there are any; and the sources of these."""
    pronunciation = (
        hyphenation(_cut(entry.hyphenation), entry) if entry.hyphenation else "",
        f"\\[{_cut(entry.respelling)}\\]" if entry.respelling else "",
        f"/{_cut(entry.ipa)}/" if entry.ipa else "",
        link(_("🔊\N{NO-BREAK SPACE}Listen"), entry.audio) if entry.audio else "",
    )
    credit = small_print(credits_line(listed(credited_titles(entry), MAX_TITLE_NAME))) if entry.said_by else ""
    lines = (f"## {_cut(entry.headword)}", " · ".join(filter(None, pronunciation)), credit)
    return "\n".join(filter(None, lines))


def _emergency(entry: Entry) -> str:
    """The line about what to do now; empty if the entry is about no emergency."""
    what_to_do = emergency_line(entry)
    return f"🚨 {what_to_do}" if what_to_do else ""


def _cut(name: str) -> str:
    return plain_name(name, MAX_TITLE_NAME)


def _above_lines(entry: Entry) -> str:
    """The first few parents, then the first few wholes that the thing is a part of, each with the number of
    the others.
    """
    each = ((_("Subclass of"), entry.subclass_of), (_("Part of"), entry.part_of))
    return "\n".join(f"**{title}:** {_first(above)}" for title, above in each if above)


def _first(above: Sequence[EntryReference]) -> str:
    return listed((each.headword for each in above), MAX_TITLE_NAME, MAX_TITLE_PARENTS)


def _footer(entry: Entry) -> tuple[str, ...]:
    """The small print of an entry's last page."""
    return tuple(filter(None, (also_in_line(entry), parts_source() if entry.parts else "", disclaimer())))


def _parents(parents: Sequence[EntryReference]) -> Iterator[Part]:
    """A button for each of the first parents, and a menu of the others.

    If the others need several menus, all parents are in menus: a page has no room for buttons and several menus.
    """
    count = MAX_TITLE_PARENTS if len(parents) <= MAX_TITLE_PARENTS + MAX_SELECT_OPTIONS else 0
    first, others = parents[:count], parents[count:]
    if first:
        yield Row(tuple(map(entry_button, first)))
    yield from entry_menus("parents", _("Subclass of…"), [option(each.key, each.headword) for each in others])


def _other_senses(answer: Answer) -> Iterator[Menu]:
    if answer.other_senses:
        yield entry_menu("senses", _("It can also mean…"), list(map(meaning_option, answer.other_senses)))


def _definitions(blocks: list[Block], max_components: int) -> Iterator[Part]:
    yield from paragraphs([block.text for block in blocks], max_components)
    if not blocks:
        yield Text(no_definition())


def _related(entry: Entry) -> Iterator[Menu]:
    if not entry.related:
        return
    relations = {
        Relation.PARENT: _("more general"),
        Relation.CHILD: _("more specific"),
        Relation.SIBLING: _("of the same kind"),
        Relation.SEE_ALSO: _("see also"),
        Relation.SAME_AS: _("the same"),
        Relation.PART_OF: _("the whole that it is part of"),
        Relation.MAPPED_TO: _("the heading that it is filed under"),
        Relation.ACTS_AS: _("what it acts as"),
        Relation.BRAND_OF: _("the medicine of this brand"),
        Relation.CONTAINS: _("contained in it"),
    }
    options = [option(each.key, each.headword, relations[each.relation]) for each in entry.related]
    yield entry_menu("related", _("Related terms"), options)


def _page_row(key: str, number: int, count: int, origin: Origin | None) -> Iterator[Row]:
    """Buttons to the pages before and after, if there are any, and to the list that the entry was opened from."""
    back = [button(_origin_label(origin), BackToList(origin))] if origin else []
    if count > 1:
        yield pager(number, count, lambda other: TurnPage(other, key), *back)
    elif back:
        yield Row(tuple(back))


def _origin_label(origin: Origin) -> str:
    """The label of the button back to a list."""
    labels: dict[type[Origin], str] = {
        ShowResults: _("Back to the results"),
        ShowInitial: _("Back to the list"),
        ShowComparison: _("Back to the comparison"),
        ShowRandom: _("Another entry"),
    }
    return labels[type(origin)]
