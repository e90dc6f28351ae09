"""The pages that hold no entry: several meanings, suggestions, nothing found."""

from __future__ import annotations

from collections.abc import Iterator

from discord import ui

from bot.discord_bot.pages.actions import find_row, with_last_row
from bot.discord_bot.pages.entry import NO_CONTEXT, entry_page
from bot.discord_bot.pages.look_alikes import meaning_option, suggestion_option
from bot.discord_bot.ui import wording
from bot.discord_bot.ui.components import Page, disclaimer, gap, line, link_rows, menu, page, text
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.page_context import PageContext
from bot.lexicon.model import Answer, Match


def answer_page(answer: Answer, context: PageContext = NO_CONTEXT) -> Page:
    """The page for whatever a query came to."""
    if answer.entry is not None:
        return entry_page(answer, context=context)
    return with_last_row(page([*_without_entry(answer), disclaimer()]), context)


def _without_entry(answer: Answer) -> Iterator[ui.Item[Page]]:
    if answer.match is Match.AMBIGUOUS:
        return _ambiguous(answer)
    if answer.match is Match.SUGGESTION:
        return _suggestions(answer)
    return _elsewhere(answer, wording.nothing_found(answer.query))


def _ambiguous(answer: Answer) -> Iterator[ui.Item[Page]]:
    yield text(wording.ambiguous(answer))
    yield menu("meaning", wording.choose(), list(map(meaning_option, answer.choices)))
    yield line()


def _suggestions(answer: Answer) -> Iterator[ui.Item[Page]]:
    yield text(wording.not_found_but_alike(answer.query))
    if warning := wording.about_medicines(answer.suggestions):
        yield gap()
        yield text(warning)
    options = list(map(suggestion_option, answer.suggestions))
    yield menu("suggestion", wording.did_you_mean(), options)
    yield line()
    yield from link_rows(search_links(answer.query))


def opened_entry_page(answer: Answer, context: PageContext) -> Page:
    """The page that a button for an entry opens: the entry; when a rebuild has taken it away, what its words come to now, or that
    they lead nowhere.
    """
    return gone_page(answer) if answer.match is Match.NONE else answer_page(answer, context)


def gone_page(answer: Answer) -> Page:
    """The page for an entry that a rebuild has taken away and whose words lead nowhere: they can be searched for."""
    return page([text(wording.gone(answer.query)), find_row(answer.query), line(), *_links(answer), disclaimer()])


def _elsewhere(answer: Answer, said: str) -> Iterator[ui.Item[Page]]:
    yield text(said)
    yield line()
    yield from _links(answer)


def _links(answer: Answer) -> Iterator[ui.Item[Page]]:
    return link_rows(search_links(answer.query))
