"""The sites of an entry: pages elsewhere that the editors of its sources chose for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from bot.building.merge.records import Group
from bot.sources.web_address import web_address
from bot.terms.model import Site

# Sites of an entry in each language. MedlinePlus has some thirty for a topic, at most about a hundred.
MAX_SITES = 60
# Two addresses that differ in this are those of one page.
INSIGNIFICANT = re.compile(r"^https?://(?:www\.)?|/$", re.IGNORECASE)


def sites(group: Group) -> tuple[Site, ...]:
    """Return the sites that the records of a group have, each once, in the order of the records: at most MAX_SITES in
    each language.

    Of a page that two sources have, the title in its own language is kept: MedlinePlus' English topics name Spanish
    pages in English. Sites whose address a page may not link to are left out.
    """
    if not any(record.concept.sites for record in group):
        return ()
    chosen: dict[tuple[str, str], tuple[Site, bool]] = {}
    for site, is_titled in _cleaned(group):
        key = INSIGNIFICANT.sub("", site.address), site.language
        if key not in chosen or (is_titled and not chosen[key][1]):
            chosen[key] = site, is_titled
    counts: Counter[str] = Counter()
    return tuple([site for site, _ in chosen.values() if _is_among_first(site, counts)])


def _cleaned(group: Group) -> Iterator[tuple[Site, bool]]:
    """Each site with its source, and True if its title is in the language of the page."""
    for record in group:
        for site in record.concept.sites:
            title, address = " ".join(site.title.split()), web_address(site.address)
            if title and address:
                source = record.source
                yield replace(site, title=title, address=address, source=source.id), source.language == site.language


def _is_among_first(site: Site, counts: Counter[str]) -> bool:
    """Count a site, and return True if its language has no more than MAX_SITES so far."""
    counts[site.language] += 1
    return counts[site.language] <= MAX_SITES
