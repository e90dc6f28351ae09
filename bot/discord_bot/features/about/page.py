"""The page about the dictionary itself: version, sources and their age, what is not installed, the disclaimer in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from discord import ui
from discord.utils import format_dt

from bot import __version__
from bot.discord_bot.features.help.wording import privacy
from bot.discord_bot.pages.actions import LONGEST_SHOWN_BY
from bot.discord_bot.pages.policies import policy_buttons
from bot.discord_bot.ui import wording
from bot.discord_bot.ui.components import Page, disclaimer, gap, line, page, rows, text
from bot.discord_bot.ui.markdown import link, plain_name
from bot.discord_bot.ui.paging import LONGEST_TITLE, MOST_TEXT
from bot.settings import NOTHING_PUBLISHED, Policies
from bot.sources.catalogue import missing_defaults
from bot.terms.source import InstalledSource

# Left free, so that no count of ours and Discord's can differ to our harm.
SPARE = 50


def about_page(sources: Sequence[InstalledSource], built: str, policies: Policies = NOTHING_PUBLISHED) -> Page:
    """The page for a lexicon of these sources, built at an ISO 8601 date-time; it links to what its host has published."""
    return page(_parts(sources, datetime.fromisoformat(built), policies))


def _parts(sources: Sequence[InstalledSource], built: datetime, policies: Policies) -> Iterator[ui.Item[Page]]:
    missing = missing_defaults(source.id for source in sources)
    title = wording.about(__version__, format_dt(built, "D"), format_dt(built, "R"))
    not_installed = wording.not_installed([source.title for source in missing]) if missing else ""
    fine_print = "\n\n".join(filter(None, (wording.disclaimer_in_full(), "" if policies.privacy else privacy())))
    rest = len(title) + len(not_installed) + len(fine_print) + len(wording.disclaimer()) + LONGEST_SHOWN_BY + SPARE
    yield text(title)
    yield text("\n".join(_fitting([_source_line(source) for source in sources], MOST_TEXT - rest)))
    if not_installed:
        yield gap()
        yield text(not_installed)
    yield line()
    yield text(fine_print)
    yield from rows(list(policy_buttons(policies)))
    yield disclaimer()


def _source_line(source: InstalledSource) -> str:
    title, publisher = (plain_name(name, LONGEST_TITLE) for name in (source.title, source.publisher))
    edition = wording.edition(plain_name(source.edition, LONGEST_TITLE), _date(source.installed))
    return f"- {link(title, source.homepage)} · {publisher} · {edition}"


def _date(moment: str) -> str:
    """An ISO 8601 date-time as a date that Discord shows in the reader's own way."""
    return format_dt(datetime.fromisoformat(moment), "d")


def _fitting(lines: list[str], room: int) -> Iterator[str]:
    """As many lines as there is room for; those that do not fit are counted."""
    for at, shown in enumerate(lines):
        rest = wording.more_sources(len(lines) - at)
        room -= len(shown) + 1
        if room < len(rest):
            yield rest
            return
        yield shown
