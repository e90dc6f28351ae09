"""The pages of the results of a search by description."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.discord_bot.limits import MAX_SELECT_OPTION_TEXT
from bot.discord_bot.pages.excerpt import excerpt, no_sentence
from bot.discord_bot.ui.citation import source_line
from bot.discord_bot.ui.components import link_line, menu, option, pager
from bot.discord_bot.ui.custom_ids.lists import OpenFromList, ShowResults
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.markdown import plain, plain_name, shortened
from bot.discord_bot.ui.page import BUDGET, GAP, LINE, Option, Page, Part, Text
from bot.discord_bot.ui.sharing import MAX_SHOWN_BY
from bot.discord_bot.ui.translation import _, ngettext
from bot.lexicon.description_search.search import SearchResult, SearchResults

RESULTS_PER_PAGE = 5
MAX_HEADWORD = 100
# Characters for the text above and below the results, which needs fewer in any language.
RESERVED_TEXT = 700 + MAX_SHOWN_BY


@dataclass(frozen=True, slots=True)
class Detail:
    """The detail in which results are shown: the characters of a sentence; `linked` is True if the source is a link."""

    excerpt: int
    linked: bool


# Tried in this order until the results fit in a message: the address of a source may have hundreds of characters.
DETAILS = (Detail(360, linked=True), Detail(160, linked=True), Detail(160, linked=False), Detail(40, linked=False))


def search_page(found: SearchResults, number: int) -> Page:
    """Page `number` (from zero) of results. `found` has only the results of this page."""
    if not found.results:
        return _nothing_page(found.query)
    return Page(_title(found, number * RESULTS_PER_PAGE + 1), tuple(_body(found, number)))


def _title(found: SearchResults, first: int) -> str:
    """The query, the number of entries that fit, and which of them are on the page, counted from 1."""
    total, last = found.total, first + len(found.results) - 1
    count = ngettext("{total} entry fits this description.", "{total} entries fit this description, best first.", total)
    shown = _("Showing {first} to {last}.").format(first=first, last=last) if (first, last) != (1, total) else ""
    caution = _("These are suggestions, not an answer.")
    sentences = " ".join(filter(None, (count.format(total=total), shown, caution)))
    return f"## {plain(found.query)}\n{sentences}"


def _body(found: SearchResults, number: int) -> Iterator[Part]:
    for result in _fitting(found.results):
        yield GAP
        yield Text(result)
    yield LINE
    yield menu(OpenFromList(ShowResults(number, found.query)), _("Open a result"), list(map(_option, found.results)))
    if found.total > RESULTS_PER_PAGE:
        count = -(-found.total // RESULTS_PER_PAGE)
        yield pager(number, count, lambda other: ShowResults(other, found.query))


def _fitting(results: Sequence[SearchResult]) -> list[str]:
    """The results in the most detail that fits."""
    shown = ([_result(result, detail) for result in results] for detail in DETAILS)
    return next((texts for texts in shown if sum(map(len, texts)) <= BUDGET.text - RESERVED_TEXT), [])


def _result(result: SearchResult, detail: Detail) -> str:
    heading = f"### {plain_name(result.entry.headword, MAX_HEADWORD)}"
    if result.passage is None:
        return f"{heading}\n{no_sentence()}"
    source = source_line(result.passage.definition, linked=detail.linked)
    return f"{heading}\n{source}\n{excerpt(result.passage, detail.excerpt)}"


def _option(result: SearchResult) -> Option:
    sentence = shortened(result.passage.sentence, MAX_SELECT_OPTION_TEXT) if result.passage else None
    return option(result.entry.key, result.entry.headword, sentence)


def _nothing_page(query: str) -> Page:
    title = _(
        "## {query}\nNo entry has these words. Try other words or fewer, or look up a name with "
        "/define. You can also look elsewhere: a site below sees your words only if you open it."
    ).format(query=plain(query))
    return Page(title, (LINE, *link_line(search_links(query))))
