"""Where else to look a term up: the search pages of well-known dictionaries and health sites."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from bot.discord_bot.ui.translation import _
from bot.errors import N_

# A link button's address (https://discord.com/developers/docs/components/reference#button).
LONGEST_ADDRESS = 512


@dataclass(frozen=True, slots=True)
class Link:
    """A place to look further: what its button says, and its address."""

    title: str
    url: str


# Each address takes the term in place of {}; those that end in a path segment take it percent-encoded, the others as a
# query. All were taken from the sites' own search boxes.
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
    """The places to try this term on. Those whose address would be longer than a button takes are left out."""
    path, query = quote(term, safe=""), quote_plus(term)
    addresses = ((title, address.format(path=path, query=query)) for title, address in SEARCHES)
    return tuple(Link(_(title), address) for title, address in addresses if len(address) <= LONGEST_ADDRESS)
