"""The pages of `/sources`: publisher, age, counts and license of each source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from discord.utils import format_dt

from bot.discord_bot.pages.host import missing_sources_line
from bot.discord_bot.ui.citation import MAX_TITLE, unchecked
from bot.discord_bot.ui.components import pager
from bot.discord_bot.ui.custom_ids.lists import ShowSources
from bot.discord_bot.ui.guild_context import hidden_sources
from bot.discord_bot.ui.markdown import link, plain_name
from bot.discord_bot.ui.page import GAP, LINE, Page, Part, Text, small_print
from bot.discord_bot.ui.paging import COMFORTABLE_TEXT, in_pages
from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.terms.source import SERVER_SOURCE, InstalledSource

MAX_LINE = 120
MAX_ATTRIBUTION = 400


def sources_page(sources: Sequence[InstalledSource], number: int = 0) -> Page:
    """Page `number` (from zero) of the sources; the last page if there are fewer."""
    divided = in_pages(list(map(_source_lines, sources)), COMFORTABLE_TEXT)
    return Page(_title(len(sources)), tuple(_body(sources, divided, min(number, len(divided) - 1))))


def _body(sources: Sequence[InstalledSource], divided: list[list[str]], number: int) -> Iterator[Part]:
    for source in divided[number]:
        yield GAP
        yield Text(source)
    if len(divided) > 1:
        yield pager(number, len(divided), ShowSources)
    yield LINE
    yield Text(missing_sources_line(sources) or _("All default sources are installed."))
    yield GAP


def _title(count: int) -> str:
    sentence = ngettext(
        "This dictionary is built from {count} source.",
        "This dictionary is built from {count} sources. The plainest come first.",
        count,
    )
    return _("## Sources") + "\n" + sentence.format(count=count)


def _source_lines(source: InstalledSource) -> str:
    if source.id == SERVER_SOURCE:
        return _glossary_lines(source)
    title, publisher = (plain_name(name, MAX_TITLE) for name in (source.title, source.publisher))
    lines = (
        f"**{link(title, source.homepage)}**, {publisher}",
        _edition(source),
        _counts(source),
        _("License: {licence}").format(licence=plain_name(source.licence, MAX_LINE)),
        small_print(_("The admins of this server hide its definitions.")) if source.id in hidden_sources() else "",
        small_print(plain_name(source.attribution, MAX_ATTRIBUTION)) if source.attribution else "",
    )
    return "\n".join(filter(None, lines))


def _glossary_lines(source: InstalledSource) -> str:
    """The lines of the server's own glossary, which has no edition and no license."""
    day = format_dt(datetime.fromisoformat(source.installed), "d")
    count = Quantity(source.concepts)
    terms = ngettext("{count:,} term, last changed {day}", "{count:,} terms, last changed {day}", count)
    return "\n".join((f"**{plain_name(source.title, MAX_TITLE)}**", terms.format(count=count, day=day), unchecked()))


def _counts(source: InstalledSource) -> str:
    if source.journals:
        count = Quantity(source.journals)
        return ngettext("{count:,} journal", "{count:,} journals", count).format(count=count)
    return _("{concepts:,} concepts, {names:,} names, {definitions:,} definitions").format(
        concepts=Quantity(source.concepts), names=Quantity(source.names), definitions=Quantity(source.definitions)
    )


def _edition(source: InstalledSource) -> str:
    """The line with the edition, its year if that is not the name of the edition, and the date of its installation."""
    installed = format_dt(datetime.fromisoformat(source.installed), "d")
    if source.edition == str(source.year):
        return _("Edition {edition}, installed {installed}").format(edition=source.year, installed=installed)
    return _("Edition {edition} ({year}), installed {installed}").format(
        edition=plain_name(source.edition, MAX_LINE), year=source.year, installed=installed
    )
