"""Links to the search pages of well-known dictionaries and health sites. Nothing is sent there unless a
reader opens one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from bot.discord_bot.limits import MAX_BUTTON_URL
from bot.discord_bot.ui.translation import _, language, language_phrase
from bot.errors import N_
from bot.languages import ENGLISH_NAMES


@dataclass(frozen=True, slots=True)
class Link:
    """Another site: the label of its button, and the address of its search for a term."""

    title: str
    url: str


# The term replaces {path} (percent-encoded as a segment of a path) or {query} (encoded as a query). All addresses were
# taken from the sites' own search boxes.
SEARCHES = (
    ("Merriam-Webster", "https://www.merriam-webster.com/medical/{path}"),
    ("Wordnik", "https://www.wordnik.com/words/{path}"),
    ("Oxford Reference", "https://www.oxfordreference.com/search?q={query}"),
    ("Farlex", "https://medical-dictionary.thefreedictionary.com/{query}"),
    ("Britannica", "https://www.britannica.com/search?query={query}"),
    ("Harvard Health", "https://www.health.harvard.edu/search?q={query}"),
    ("MedlinePlus", "https://vsearch.nlm.nih.gov/vivisimo/cgi-bin/query-meta?v%3Aproject=medlineplus&query={query}"),
    (N_("Journals (PubMed)"), "https://pubmed.ncbi.nlm.nih.gov/?term={query}"),
)
# PubMed's search for a term with one of its filters, named as its own pages write them into addresses.
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/?term={query}&filter={filter}"
REVIEWS, FREE_TEXT, FIVE_YEARS, IN_LANGUAGE = "pubt.review", "simsearch2.ffrft", "datesearch.y_5", "lang.{}"


def search_links(term: str) -> tuple[Link, ...]:
    """Links to the search for a term on each site, without those whose address is too long for a button."""
    path, query = quote(term, safe=""), quote_plus(term)
    addresses = ((title, address.format(path=path, query=query)) for title, address in SEARCHES)
    return tuple(Link(_(title), address) for title, address in addresses if len(address) <= MAX_BUTTON_URL)


def pubmed_links(term: str) -> tuple[Link, ...]:
    """Links to what PubMed finds for a term: reviews, what can be read for free, of the last five years, and in the
    language of the page. Empty for a term too long for an address.
    """
    query = quote_plus(term)
    links = (Link(title, PUBMED.format(query=query, filter=name)) for title, name in _filters())
    return tuple(each for each in links if len(each.url) <= MAX_BUTTON_URL)


def _filters() -> Iterator[tuple[str, str]]:
    yield _("Reviews"), REVIEWS
    yield _("Free to read"), FREE_TEXT
    yield _("Last five years"), FIVE_YEARS
    yield language_phrase(language()), IN_LANGUAGE.format(ENGLISH_NAMES[language()].lower())
