"""The page of one entry, top to bottom as docs/page.md describes it."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import ui

from bot.lexicon.model import Answer, Entry
from bot.pages import wording
from bot.pages.links import search_links
from bot.pages.markdown import link, plain, shortened
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
    option,
    page,
    text,
)
from bot.pages.state import page_id

# Left free on every page, so that no count of ours and Discord's can differ to our harm.
SPARE = 100
# Names can be very long; at the head of a page they are cut to this, with an ellipsis.
LONGEST_IN_HEAD = 300


def entry_page(answer: Answer, number: int = 0) -> Page:
    """Page `number` (from zero) of the entry that an answer holds; the last one when there are fewer.

    Raises ValueError when the answer holds no entry.
    """
    if answer.entry is None:
        raise ValueError("the answer holds no entry")
    head = _head(answer)
    foot = f"{wording.DISCLAIMER}{wording.TRY_ON}{wording.SUBCLASS_OF}"
    content = pages(answer.entry.definitions, MOST_TEXT - SPARE - len(head) - len(foot))
    number = min(number, len(content) - 1)
    return page(_parts(answer.entry, head, content, number))


def _parts(entry: Entry, head: str, content: list[list[Block]], number: int) -> Iterator[ui.Item[Page]]:
    yield text(head)
    yield from _parent_buttons(entry)
    yield line()
    for at, block in enumerate(content[number]):
        if at:
            yield gap()
        yield text(block.text)
    if not entry.definitions:
        yield text(wording.NO_DEFINITION)
    if len(content) > 1:
        yield _pager(entry.key, number, len(content))
    yield line()
    yield from _related_menu(entry)
    yield from link_rows(search_links(entry.headword))
    yield disclaimer()


def _head(answer: Answer) -> str:
    """Headword, how it is said, how it was found, and what it is a kind of."""
    entry = answer.entry
    assert entry is not None
    lines = [f"## {_cut(entry.headword)}", _spoken(entry), wording.how_found(answer), wording.other_senses(answer)]
    if entry.subclass_of:
        parents = ", ".join(plain(parent.headword) for parent in entry.subclass_of)
        lines.append(f"**{wording.SUBCLASS_OF}:** {parents}")
    return "\n".join(shortened(part, LONGEST_IN_HEAD) for part in lines if part)


def _cut(headword: str) -> str:
    return plain(shortened(headword, LONGEST_IN_HEAD // 2))


def _spoken(entry: Entry) -> str | None:
    """Hyphenation, respelling and the publisher's recording, those of them that there are."""
    parts = [
        plain(entry.hyphenation) if entry.hyphenation else None,
        f"\\[{plain(entry.respelling)}\\]" if entry.respelling else None,
        link("🔊 Listen", entry.audio) if entry.audio else None,
    ]
    return " · ".join(part for part in parts if part) or None


def _parent_buttons(entry: Entry) -> Iterator[Row]:
    """A button for each parent; more than fit in a row become a menu."""
    parents = entry.subclass_of
    if len(parents) > BUTTONS_A_ROW:
        yield menu("parents", wording.SUBCLASS_OF, [option(parent.key, parent.headword) for parent in parents])
    elif parents:
        yield Row(*map(entry_button, parents))


def _related_menu(entry: Entry) -> Iterator[Row]:
    if entry.related:
        options = [option(related.key, related.headword, related.relation.value) for related in entry.related]
        yield menu("related", wording.RELATED, options)


def _pager(key: str, number: int, count: int) -> Row:
    """Buttons to the page before and after, with where the reader is between them."""
    return Row(
        _page_button(wording.PREVIOUS, key, number - 1, usable=number > 0),
        ui.Button(label=wording.page_of(number + 1, count), custom_id=f"where:{number}", disabled=True),
        _page_button(wording.NEXT, key, number + 1, usable=number + 1 < count),
    )


def _page_button(label: str, key: str, number: int, *, usable: bool) -> ui.Button[Page]:
    target = page_id(key, number) if usable else f"end:{label.lower()}"
    return ui.Button(label=label, custom_id=target, disabled=not usable, style=discord.ButtonStyle.primary)
