"""The pages about the sources of the dictionary: what each is, how old, how much, and under which licence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from discord import ui
from discord.utils import format_dt

from bot.discord_bot.features.sources import wording
from bot.discord_bot.ui.components import Page, disclaimer, gap, line, page, pager, text
from bot.discord_bot.ui.custom_ids.lists import ShowSources
from bot.discord_bot.ui.markdown import link, plain_name
from bot.discord_bot.ui.paging import COMFORTABLE, LONGEST_TITLE, in_pages
from bot.discord_bot.ui.wording import not_installed
from bot.sources.catalogue import missing_defaults
from bot.terms.source import InstalledSource


def sources_page(sources: Sequence[InstalledSource], number: int = 0) -> Page:
    """Page `number` (from zero) of the sources; the last one when there are fewer."""
    divided = in_pages(list(map(_source, sources)), COMFORTABLE)
    return page(_parts(sources, divided, min(number, len(divided) - 1)))


def _parts(sources: Sequence[InstalledSource], divided: list[list[str]], number: int) -> Iterator[ui.Item[Page]]:
    yield text(wording.title(len(sources)))
    for source in divided[number]:
        yield gap()
        yield text(source)
    if len(divided) > 1:
        yield pager(number, len(divided), ShowSources)
    yield line()
    missing = [source.title for source in missing_defaults(source.id for source in sources)]
    yield text(not_installed(missing) if missing else wording.nothing_missing())
    yield gap()
    yield disclaimer()


def _source(source: InstalledSource) -> str:
    title, publisher = (plain_name(name, LONGEST_TITLE) for name in (source.title, source.publisher))
    lines = (
        f"**{link(title, source.homepage)}** · {publisher}",
        wording.edition(source, format_dt(datetime.fromisoformat(source.installed), "d")),
        wording.counts(source),
        wording.licence(source),
        wording.attribution(source),
    )
    return "\n".join(filter(None, lines))
