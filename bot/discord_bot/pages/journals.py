"""Journals on a topic in text, in pages, and links to PubMed's search for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.discord_bot.ui.citation import MAX_CREDIT
from bot.discord_bot.ui.components import rows
from bot.discord_bot.ui.links import pubmed_links
from bot.discord_bot.ui.markdown import link, listed, plain_name
from bot.discord_bot.ui.page import Button, Part, Text, small_print
from bot.discord_bot.ui.paging import list_page
from bot.discord_bot.ui.translation import _
from bot.errors import N_
from bot.lexicon.lookup.journals import Fit, FoundJournal
from bot.terms.source import InstalledSource

# Characters of the lines of a page.
MAX_PAGE = 1_300
# Characters of a title, of a publisher, of the languages of a journal, and of the names of sources.
MAX_TITLE, MAX_PUBLISHER, MAX_LANGUAGES, MAX_SOURCES = 120, 80, 80, 160
# Languages that many medical journals are written in, by their English names; others are shown as the table has them.
LANGUAGES = (
    N_("English"), N_("Spanish"), N_("Portuguese"), N_("French"), N_("German"), N_("Italian"), N_("Russian"),
    N_("Chinese"), N_("Arabic"), N_("Persian"), N_("Turkish"), N_("Indonesian"), N_("Polish"), N_("Ukrainian"),
    N_("Japanese"), N_("Korean"), N_("Dutch"), N_("Romanian"), N_("Catalan"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class JournalsPage:
    """Page `number` (from zero) of the `pages` pages of a list of journals."""

    parts: tuple[Part, ...]
    number: int
    pages: int


def journals_page(
    topic: str,
    found: Sequence[FoundJournal],
    sources: Sequence[InstalledSource],
    number: int = 0,
    max_text: int = MAX_PAGE,
) -> JournalsPage:
    """Page `number` (from zero) of the journals found for a topic, or the last one if there are fewer, and the links to
    PubMed. `sources` are those of the dictionary.
    """
    headings = _headings(topic)
    shown = list_page([(headings[each.fit], _line(each)) for each in found], number, max_text)
    text = Text(shown.text or _nothing(sources))
    return JournalsPage((text, *_credits(found, sources), *_pubmed(topic)), shown.number, shown.pages)


def has_journals(sources: Sequence[InstalledSource]) -> bool:
    """Return True if a table of journals is installed."""
    return any(source.journals for source in sources)


def _headings(topic: str) -> dict[Fit, str]:
    """The headings that say why the journals below them fit."""
    name = plain_name(topic, MAX_TITLE)
    return {
        Fit.TOPIC: _("Journals on {topic}").format(topic=name),
        Fit.FIELD: _("Journals in its field"),
    }


def _line(found: FoundJournal) -> str:
    journal = found.journal
    languages = listed(map(_, journal.languages), MAX_LANGUAGES)
    facts = (plain_name(journal.publisher, MAX_PUBLISHER), languages)
    return f"- {link(plain_name(journal.title, MAX_TITLE), journal.address)}: {'; '.join(filter(None, facts))}"


def _nothing(sources: Sequence[InstalledSource]) -> str:
    if has_journals(sources):
        return _("No journal in the list fits this topic.")
    return _("No list of journals is installed here.")


def _credits(found: Sequence[FoundJournal], sources: Sequence[InstalledSource]) -> Iterator[Text]:
    """The line that says where the journals are from; nothing if there are none."""
    ids = {each.source for each in found}
    used = [source for source in sources if source.id in ids]
    if used:
        names = listed((f"{source.title}, {source.year}" for source in used), MAX_SOURCES)
        credits = listed(dict.fromkeys(each.credit or each.publisher for each in used), MAX_CREDIT)
        line = _("From: {sources} ({credits}). Anyone can read these journals for free.")
        yield Text(small_print(line.format(sources=names, credits=credits)))


def _pubmed(topic: str) -> Iterator[Part]:
    """Buttons to PubMed's search, below a line that says what they do."""
    links = pubmed_links(topic)
    if links:
        yield Text(small_print(_("Articles in PubMed, which sees the term only if you open a link:")))
        yield from rows([Button(each.title, url=each.url) for each in links])
