"""Links to the search pages of well-known dictionaries and health sites."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from bot.discord_bot.limits import MAX_BUTTON_URL
from bot.discord_bot.ui.translation import _
from bot.errors import N_


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


def search_links(term: str) -> tuple[Link, ...]:
    """Links to the search for a term on each site, without those whose address is too long for a button."""
    path, query = quote(term, safe=""), quote_plus(term)
    addresses = ((title, address.format(path=path, query=query)) for title, address in SEARCHES)
    return tuple(Link(_(title), address) for title, address in addresses if len(address) <= MAX_BUTTON_URL)
