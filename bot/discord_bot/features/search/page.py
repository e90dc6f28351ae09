"""The pages of what a search by description found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.discord_bot.features.search import wording
from bot.discord_bot.features.search.excerpt import excerpt
from bot.discord_bot.pages.actions import LONGEST_SHOWN_BY
from bot.discord_bot.ui.components import (
    LONGEST_OPTION,
    Page,
    disclaimer,
    gap,
    line,
    link_rows,
    option,
    page,
    pager,
    select_menu,
    text,
)
from bot.discord_bot.ui.custom_ids.lists import OpenFromList, ShowResults
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.markdown import plain_name, shortened
from bot.discord_bot.ui.paging import MOST_TEXT, source_line
from bot.lexicon.description_search.search import SearchResult, SearchResults

RESULTS_A_PAGE = 5
LONGEST_HEADWORD = 100
# All that stands above and below results takes less.
REST = 700 + LONGEST_SHOWN_BY


@dataclass(frozen=True, slots=True)
class Fashion:
    """How much of a result is shown: the characters of its sentence, and whether its source is linked."""

    excerpt: int
    linked: bool


# The first of these in which the results fit in a message; an address may have hundreds of characters.
FASHIONS = (Fashion(360, linked=True), Fashion(160, linked=True), Fashion(160, linked=False), Fashion(40, linked=False))


def search_page(found: SearchResults, number: int) -> Page:
    """Page `number` (from zero) of results, of which `found` holds those of this page."""
    return page(_results(found, number) if found.results else _nothing(found.query))


def _results(found: SearchResults, number: int) -> Iterator[ui.Item[Page]]:
    first = number * RESULTS_A_PAGE + 1
    yield text(wording.results(found.query, found.total, first, first + len(found.results) - 1))
    for result in _fitting(found.results):
        yield gap()
        yield text(result)
    yield line()
    yield select_menu(
        OpenFromList(ShowResults(number, found.query)), wording.open_result(), list(map(_option, found.results))
    )
    if found.total > RESULTS_A_PAGE:
        count = -(-found.total // RESULTS_A_PAGE)
        yield pager(number, count, lambda other: ShowResults(other, found.query))
    yield disclaimer()


def _fitting(results: Sequence[SearchResult]) -> list[str]:
    """Results as they are shown: as much of each as there is room for."""
    shown = ([_result(result, fashion) for result in results] for fashion in FASHIONS)
    return next((texts for texts in shown if sum(map(len, texts)) <= MOST_TEXT - REST), [])


def _result(result: SearchResult, fashion: Fashion) -> str:
    said = wording.only_named()
    if result.passage is not None:
        said = f"{excerpt(result.passage, fashion.excerpt)}\n{source_line(result.passage.definition, linked=fashion.linked)}"
    return f"### {plain_name(result.entry.headword, LONGEST_HEADWORD)}\n{said}"


def _option(result: SearchResult) -> discord.SelectOption:
    sentence = shortened(result.passage.sentence, LONGEST_OPTION) if result.passage else None
    return option(result.entry.key, result.entry.headword, sentence)


def _nothing(query: str) -> Iterator[ui.Item[Page]]:
    yield text(wording.nothing_fits(query))
    yield line()
    yield from link_rows(search_links(query))
    yield disclaimer()
