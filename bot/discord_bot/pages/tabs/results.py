"""The tab with everything else: entries whose descriptions fit the headword, and the search pages of other sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.discord_bot.limits import MAX_SELECT_OPTION_TEXT
from bot.discord_bot.pages.excerpt import excerpt, visible_results
from bot.discord_bot.pages.tabs.tab import Tab, TabContent, TabRequest
from bot.discord_bot.ui.components import button, entry_menu, link_line, option
from bot.discord_bot.ui.custom_ids.lists import MAX_SEARCH_WORDS, ShowResults
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.markdown import plain_name, shortened
from bot.discord_bot.ui.page import Button, Option, Part, Row, Text
from bot.discord_bot.ui.translation import _
from bot.errors import N_, UsageError
from bot.lexicon.description_search.search import SearchResult

MAX_RESULTS = 5
MAX_NAME = 80
# Characters of the sentence that fits.
MAX_EXCERPT = 140


async def _build(request: TabRequest) -> TabContent:
    words = request.entry.headword[:MAX_SEARCH_WORDS]
    results = await _results(request, words)
    return TabContent((*_found(results, words), *link_line(search_links(request.entry.headword))))


async def _results(request: TabRequest, words: str) -> list[SearchResult]:
    """The entries whose descriptions fit best, without the entry itself; none if it has no word to search for."""
    try:
        found = await request.dictionary.search(words, 0, MAX_RESULTS + 1)
    except UsageError:
        return []
    others = [each for each in found.results if each.entry.key != request.entry.key]
    return list(await visible_results(request.dictionary, others[:MAX_RESULTS]))


def _found(results: Sequence[SearchResult], words: str) -> Iterator[Part]:
    if not results:
        yield Text(_("No other definition mentions this term."))
        return
    yield Text("\n".join([_("Other entries that mention it:"), *map(_line, results)]))
    yield entry_menu("results", _("Open a result"), list(map(_option, results)))
    yield Row((_search_button(words),))


def _search_button(words: str) -> Button:
    return button(_("Search all descriptions"), ShowResults(0, words))


def _line(result: SearchResult) -> str:
    name = plain_name(result.entry.headword, MAX_NAME)
    if result.passage is None:
        return f"- **{name}**"
    definition = result.passage.definition
    source = f"({plain_name(definition.publisher, MAX_NAME)}, {definition.year})"
    return f"- **{name}**: {excerpt(result.passage, MAX_EXCERPT)} {source}"


def _option(result: SearchResult) -> Option:
    sentence = shortened(result.passage.sentence, MAX_SELECT_OPTION_TEXT) if result.passage else None
    return option(result.entry.key, result.entry.headword, sentence)


TAB = Tab("results", N_("All results"), _build)
