"""The page of one entry, top to bottom as docs/define.md describes it."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import ui

from bot.lexicon.model import Answer, Entry
from bot.pages import wording
from bot.pages.chosen import about_choice, chosen_definitions, names_here
from bot.pages.links import search_links
from bot.pages.markdown import link, listed, plain_name
from bot.pages.paging import MOST_TEXT, Block, pages
from bot.pages.parts import (
    BUTTONS_A_ROW,
    Page,
    Row,
    disclaimer,
    entry_button,
    gap,
    line,
    link_rows,
    menu,
    menus,
    option,
    page,
    text,
)
from bot.pages.state import page_id

# Left free on every page, so that no count of ours and Discord's can differ to our harm.
SPARE = 100
# Names can be very long; at the head of a page they are cut to this, with an ellipsis or a count of what is left out.
LONGEST_IN_HEAD = 200
# Of 40 components the rest of a page takes 30 at most, a definition one, and the gap between two one.
MOST_BLOCKS = 5


def entry_page(answer: Answer, number: int = 0) -> Page:
    """Page `number` (from zero) of the entry that an answer holds; the last one when there are fewer.

    Raises ValueError when the answer holds no entry.
    """
    if answer.entry is None:
        raise ValueError("the answer holds no entry")
    content = _content(answer.entry)
    return page(_parts(answer, answer.entry, content, min(number, len(content) - 1)))


def _content(entry: Entry) -> list[list[Block]]:
    """The entry's definitions on pages.

    They are divided alike however the entry was found: the button to the next page knows nothing of that.
    """
    head = f"{_title(entry)}{names_here(entry)}{_subclass_of(entry)}{about_choice(entry)}"
    foot = f"{wording.disclaimer()}{wording.try_on()}"
    return pages(
        chosen_definitions(entry), MOST_TEXT - SPARE - len(head) - wording.LONGEST_ABOUT_QUERY - len(foot), MOST_BLOCKS
    )


def _parts(answer: Answer, entry: Entry, content: list[list[Block]], number: int) -> Iterator[ui.Item[Page]]:
    yield text("\n".join(filter(None, _head(answer, entry))))
    yield from _parents(entry)
    yield from _other_senses(answer)
    yield line()
    yield from _definitions(content[number])
    if len(content) > 1:
        yield _pager(entry.key, number, len(content))
    yield line()
    yield from _related(entry)
    yield from link_rows(search_links(entry.headword))
    yield disclaimer()


def _head(answer: Answer, entry: Entry) -> Iterator[str]:
    yield _title(entry)
    yield names_here(entry)
    yield wording.about_query(answer)
    yield _subclass_of(entry)
    yield about_choice(entry)


def _title(entry: Entry) -> str:
    """Headword, hyphenation, respelling and the publisher's recording, those of them that there are."""
    parts = [
        wording.hyphenation(_cut(entry.hyphenation), entry) if entry.hyphenation else "",
        f"\\[{_cut(entry.respelling)}\\]" if entry.respelling else "",
        link(wording.listen(), entry.audio) if entry.audio else "",
    ]
    return "\n".join(filter(None, (f"## {_cut(entry.headword)}", " · ".join(filter(None, parts)))))


def _cut(name: str) -> str:
    return plain_name(name, LONGEST_IN_HEAD)


def _subclass_of(entry: Entry) -> str:
    parents = listed((parent.headword for parent in entry.subclass_of), LONGEST_IN_HEAD)
    return f"**{wording.subclass_of()}:** {parents}" if parents else ""


def _parents(entry: Entry) -> Iterator[Row]:
    """A button for each parent; more than fit in a row become menus."""
    parents = entry.subclass_of
    if len(parents) > BUTTONS_A_ROW:
        yield from menus("parents", wording.subclass_of(), [option(parent.key, parent.headword) for parent in parents])
    elif parents:
        yield Row(*map(entry_button, parents))


def _other_senses(answer: Answer) -> Iterator[Row]:
    if answer.other_senses:
        senses = [option(sense.key, sense.headword, sense.hint) for sense in answer.other_senses]
        yield menu("senses", wording.it_can_also_mean(), senses)


def _definitions(blocks: list[Block]) -> Iterator[ui.Item[Page]]:
    for at, block in enumerate(blocks):
        if at:
            yield gap()
        yield text(block.text)
    if not blocks:
        yield text(wording.no_definition())


def _related(entry: Entry) -> Iterator[Row]:
    if entry.related:
        related = [option(other.key, other.headword, wording.relation(other.relation)) for other in entry.related]
        yield menu("related", wording.related(), related)


def _pager(key: str, number: int, count: int) -> Row:
    """Buttons to the page before and after, with where the reader is between them."""
    return Row(
        _page_button(wording.previous(), key, number - 1, usable=number > 0),
        ui.Button(label=wording.page_of(number + 1, count), custom_id=f"where:{number}", disabled=True),
        _page_button(wording.following(), key, number + 1, usable=number + 1 < count),
    )


def _page_button(label: str, key: str, number: int, *, usable: bool) -> ui.Button[Page]:
    target = page_id(key, number) if usable else f"end:{label.lower()}"
    return ui.Button(label=label, custom_id=target, disabled=not usable, style=discord.ButtonStyle.primary)
