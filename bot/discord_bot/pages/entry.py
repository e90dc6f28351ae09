"""The page of one entry, top to bottom as docs/define.md describes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from discord import ui

from bot.discord_bot.pages.actions import LONGEST_SHOWN_BY, MOST_ACTIONS, actions, language_row, shown_by_line
from bot.discord_bot.pages.look_alikes import look_alikes_line, meaning_option
from bot.discord_bot.pages.pronunciation_credits import sayers
from bot.discord_bot.pages.records import also_in, further_blocks
from bot.discord_bot.ui import wording
from bot.discord_bot.ui.components import (
    MOST_COMPONENTS,
    MOST_MENUS,
    MOST_OPTIONS,
    Page,
    Row,
    components_of_rows,
    disclaimer,
    entry_button,
    line,
    link_rows,
    menu,
    menus,
    option,
    page,
    pager,
    spaced,
    text,
)
from bot.discord_bot.ui.custom_ids.entry import TurnPage
from bot.discord_bot.ui.custom_ids.lists import BackToList, Origin
from bot.discord_bot.ui.definition_selection import about_choice, chosen_definitions, names_here, other_languages
from bot.discord_bot.ui.links import Link, search_links
from bot.discord_bot.ui.markdown import link, listed, plain_name
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.paging import MOST_TEXT, Block, pages
from bot.discord_bot.ui.terms_menu import terms_menu
from bot.discord_bot.ui.wording_origins import to_origin
from bot.lexicon.model import Answer, Entry, EntryReference

# Left free on every page, so that no count of ours and Discord's can differ to our harm.
SPARE = 100
# Names can be very long; at the head of a page they are cut to this, with an ellipsis or a count of what is left out.
LONGEST_IN_HEAD = 200
# Of very many parents these stand in the head, the rest in a menu.
MAX_PARENTS_IN_HEAD = 3
# Of a message's 40 components (https://discord.com/developers/docs/components/reference) these are taken by what may stand on
# any page: the container, the head, two lines and the disclaimer; a menu of other senses or of a message's terms; the pager with
# the way back to a list; and the actions.
MENU = 2
PAGER = 5
TAKEN = 5 + MENU + PAGER + MOST_ACTIONS
NO_CONTEXT = PageContext()


@dataclass(frozen=True, slots=True)
class OnPage:
    """The definitions of all pages of an entry, which of these is shown, how many definitions have room there, and the places
    to look further.
    """

    content: list[list[Block]]
    number: int
    room: int
    links: tuple[Link, ...]


def entry_page(answer: Answer, number: int = 0, context: PageContext = NO_CONTEXT) -> Page:
    """Page `number` (from zero) of the entry that an answer holds; the last one when there are fewer.

    Raises ValueError when the answer holds no entry.
    """
    if answer.entry is None:
        raise ValueError("the answer holds no entry")
    links = search_links(answer.entry.headword)
    room = _room_for_blocks(answer.entry, len(links))
    content = _content(answer.entry, room)
    on_page = OnPage(content, min(number, len(content) - 1), room, links)
    return page(_parts(answer, answer.entry, on_page, context))


def _content(entry: Entry, room: int) -> list[list[Block]]:
    """The entry's definitions on pages.

    They are divided alike however the entry was found and wherever its page stands: the button to the next page knows nothing
    of that.
    """
    head = f"{_title(entry)}{names_here(entry)}{_above(entry)}{about_choice(entry)}{look_alikes_line(entry)}"
    foot = f"{wording.disclaimer()}{wording.try_on()}{also_in(entry)}"
    taken = len(head) + wording.LONGEST_ABOUT_QUERY + LONGEST_SHOWN_BY + len(foot)
    return pages(chosen_definitions(entry), MOST_TEXT - SPARE - taken, room, further_blocks(entry))


def _room_for_blocks(entry: Entry, links: int) -> int:
    """How many definitions, with no gaps between them, have room beside what stands on every page of this entry."""
    related = MENU if entry.related else 0
    under_links = components_of_rows(links) + 1 if links else 0
    languages = components_of_rows(len(other_languages(entry)))
    parents = _components_of_parents(len(entry.subclass_of))
    return MOST_COMPONENTS - TAKEN - parents - related - under_links - languages


def _components_of_parents(parents: int) -> int:
    buttons = _buttons_of_parents(parents)
    return components_of_rows(buttons) + MENU * min(MOST_MENUS, -(-(parents - buttons) // MOST_OPTIONS))


def _parts(answer: Answer, entry: Entry, on_page: OnPage, context: PageContext) -> Iterator[ui.Item[Page]]:
    yield text("\n".join(filter(None, _head(answer, entry, context))))
    yield from _parents(entry)
    yield from [terms_menu(context.terms)] if context.terms else _other_senses(answer)
    yield line()
    yield from _definitions(on_page.content[on_page.number], room=on_page.room)
    yield from language_row(entry)
    yield from _turning(entry.key, on_page.number, len(on_page.content), context.origin)
    yield actions(entry, on_page.number, context)
    yield line()
    yield from _related(entry)
    yield from link_rows(on_page.links)
    yield disclaimer(also_in(entry) if on_page.number == len(on_page.content) - 1 else "")


def _head(answer: Answer, entry: Entry, context: PageContext) -> Iterator[str]:
    yield _title(entry)
    yield names_here(entry)
    yield wording.about_query(answer)
    yield _above(entry)
    yield about_choice(entry)
    yield look_alikes_line(entry)
    if context.shown_by is not None:
        yield shown_by_line(context.shown_by)


def _title(entry: Entry) -> str:
    """Headword, hyphenation, respelling, IPA and the publisher's recording, those of them that there are, and who says so."""
    parts = [
        wording.hyphenation(_cut(entry.hyphenation), entry) if entry.hyphenation else "",
        f"\\[{_cut(entry.respelling)}\\]" if entry.respelling else "",
        f"/{_cut(entry.ipa)}/" if entry.ipa else "",
        link(wording.listen(), entry.audio) if entry.audio else "",
    ]
    said_by = wording.said_by(listed(sayers(entry), LONGEST_IN_HEAD)) if entry.said_by else ""
    return "\n".join(filter(None, (f"## {_cut(entry.headword)}", " · ".join(filter(None, parts)), said_by)))


def _cut(name: str) -> str:
    return plain_name(name, LONGEST_IN_HEAD)


def _above(entry: Entry) -> str:
    """What a thing is a kind of, and below it what it is a part of: the first few of each, and how many others there are."""
    each = ((wording.subclass_of(), entry.subclass_of), (wording.part_of(), entry.part_of))
    return "\n".join(f"**{title}:** {_first(above)}" for title, above in each if above)


def _first(above: Sequence[EntryReference]) -> str:
    return listed((each.headword for each in above), LONGEST_IN_HEAD, MAX_PARENTS_IN_HEAD)


def _parents(entry: Entry) -> Iterator[Row]:
    """A button for each of the first parents, and a menu of the others; more than one menu holds are all in menus."""
    buttons = _buttons_of_parents(len(entry.subclass_of))
    first, others = entry.subclass_of[:buttons], entry.subclass_of[buttons:]
    if first:
        yield Row(*map(entry_button, first))
    yield from menus("parents", wording.further_parents(), [option(parent.key, parent.headword) for parent in others])


def _buttons_of_parents(parents: int) -> int:
    """How many of so many parents have a button: a page has no room for buttons and several menus."""
    return min(parents, MAX_PARENTS_IN_HEAD) if parents <= MAX_PARENTS_IN_HEAD + MOST_OPTIONS else 0


def _other_senses(answer: Answer) -> Iterator[Row]:
    if answer.other_senses:
        senses = list(map(meaning_option, answer.other_senses))
        yield menu("senses", wording.it_can_also_mean(), senses)


def _definitions(blocks: list[Block], room: int) -> Iterator[ui.Item[Page]]:
    yield from spaced([block.text for block in blocks], room)
    if not blocks:
        yield text(wording.no_definition())


def _related(entry: Entry) -> Iterator[Row]:
    if entry.related:
        told = wording.relations()
        related = [option(other.key, other.headword, told[other.relation]) for other in entry.related]
        yield menu("related", wording.related(), related)


def _turning(key: str, number: int, count: int, origin: Origin | None) -> Iterator[Row]:
    """Buttons to the pages before and after, if there are any, and to the list that the entry was opened from."""
    back = [ui.Button[Page](label=to_origin(origin), custom_id=BackToList(origin).encode())] if origin else []
    if count > 1:
        yield pager(number, count, lambda other: TurnPage(other, key), *back)
    elif back:
        yield Row(*back)
