"""The tab with pages elsewhere: those that editors chose for the entry, else the publishers' own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.discord_bot.pages.site_categories import category_name, category_place
from bot.discord_bot.pages.tabs.tab import Tab, TabContent, TabRequest
from bot.discord_bot.ui.citation import MAX_CREDIT
from bot.discord_bot.ui.guild_context import hidden_sources, visible_definitions, visible_records
from bot.discord_bot.ui.markdown import link, listed, plain_name
from bot.discord_bot.ui.page import Text, small_print
from bot.discord_bot.ui.paging import list_page
from bot.discord_bot.ui.translation import _, language, language_phrase
from bot.errors import N_
from bot.languages import LANGUAGES
from bot.lexicon.model import Cited, Entry
from bot.terms.model import Site
from bot.terms.source import InstalledSource

# Characters of the lines of a page: a screen of a phone or two, since most of a line is its address.
MAX_PAGE = 1_400
# Characters of a title, of the name of an organization, and of a heading.
MAX_TITLE, MAX_ORGANIZATION, MAX_HEADING = 140, 90, 60
# Characters of the names of the sources whose editors chose.
MAX_SOURCES = 160


async def _build(request: TabRequest) -> TabContent:
    hidden = hidden_sources()
    sites = [site for site in await request.dictionary.sites(request.entry.key) if site.source not in hidden]
    return directory(request.entry, sites, await request.dictionary.sources() if sites else [], request.number)


def directory(
    entry: Entry, sites: Sequence[Site], sources: Sequence[InstalledSource], number: int = 0, max_text: int = MAX_PAGE
) -> TabContent:
    """Page `number` (from zero) of the sites of an entry, or the last one if there are fewer: those in the reader's
    language first, under the headings of the editors who chose them. `sources` are those of the dictionary.

    For an entry without sites it is a list of the publishers' own pages.
    """
    shown = list_page(list(_site_lines(sites)) or list(_own_lines(entry)), number, max_text)
    above = [] if sites else [_no_sites(has_pages=bool(shown.text))]
    below = [_credits(sites, sources)] if sites else []
    texts = filter(None, (*above, shown.text, *below))
    return TabContent(tuple(map(Text, texts)), shown.number, shown.pages)


def _site_lines(sites: Sequence[Site]) -> Iterator[tuple[str, str]]:
    """Each site with its heading: those of the reader's language by category, then those of each other language."""
    own = [site for site in sites if site.language == language()]
    others = [site for site in sites if site.language != language()]
    categories = sorted(dict.fromkeys(site.category for site in own if site.category), key=category_place)
    for category in (*categories, None):
        heading = plain_name(category_name(category), MAX_HEADING) if category else _("More to read")
        yield from ((heading, _site_line(site)) for site in own if site.category == category)
    for code in sorted({site.language for site in others}, key=_order):
        yield from ((language_phrase(code), _site_line(site)) for site in others if site.language == code)


def _order(code: str) -> tuple[bool, str]:
    return code not in LANGUAGES, code


def _site_line(site: Site) -> str:
    name = link(plain_name(site.title, MAX_TITLE), site.address)
    is_named = site.organization and site.organization.casefold() != site.title.casefold()
    return f"- {name}, {plain_name(site.organization or '', MAX_ORGANIZATION)}" if is_named else f"- {name}"


def _own_lines(entry: Entry) -> Iterator[tuple[str, str]]:
    """The publishers' pages of an entry, each once."""
    every: list[Cited] = [*visible_definitions(entry), *visible_records(entry)]
    first: dict[str, Cited] = {}
    for each in every:
        first.setdefault(each.url or "", each)
    for address, each in first.items():
        title, publisher = plain_name(each.title, MAX_TITLE), plain_name(each.publisher, MAX_ORGANIZATION)
        yield from [("", f"- {link(title, address)}, {publisher}, {each.year}")] if address else []


def _no_sites(*, has_pages: bool) -> str:
    if has_pages:
        return _("No list of sites covers this term. These are its publishers' own pages:")
    return _("No list of sites covers this term, and its publishers have no page on it.")


def _credits(sites: Sequence[Site], sources: Sequence[InstalledSource]) -> str:
    """The line that says who chose the sites, and what their license asks for."""
    ids = {site.source for site in sites}
    chosen = [source for source in sources if source.id in ids]
    names = listed((f"{source.title}, {source.year}" for source in chosen), MAX_SOURCES)
    line = _("Chosen by the editors of {sources}.").format(sources=names) if chosen else ""
    credits = (
        f"{plain_name(text, MAX_CREDIT)}." for text in dict.fromkeys(each.credit for each in chosen if each.credit)
    )
    return small_print(" ".join(filter(None, (line, *credits, _("A site sees you only if you open its link.")))))


TAB = Tab("directory", N_("Directory"), _build)
