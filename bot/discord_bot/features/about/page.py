"""The page of `/about`: version, sources and their age, missing sources, the disclaimer in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from discord.utils import format_dt

from bot import __version__
from bot.discord_bot.pages.host import missing_sources_line, policy_buttons
from bot.discord_bot.ui.citation import MAX_TITLE
from bot.discord_bot.ui.components import rows
from bot.discord_bot.ui.markdown import link, plain_name
from bot.discord_bot.ui.page import BUDGET, GAP, LINE, Page, Part, Text, disclaimer
from bot.discord_bot.ui.sharing import MAX_SHOWN_BY
from bot.discord_bot.ui.translation import _, ngettext
from bot.settings import NOTHING_PUBLISHED, Policies
from bot.terms.source import InstalledSource

# Characters that stay free in case Discord counts them in another way.
SPARE_TEXT = 50


def about_page(sources: Sequence[InstalledSource], built: str, policies: Policies = NOTHING_PUBLISHED) -> Page:
    """The page about a lexicon of these sources, built at an ISO 8601 date-time, with links to the host's policies."""
    title = _title(datetime.fromisoformat(built))
    missing = missing_sources_line(sources)
    small_print = "\n\n".join(filter(None, (disclaimer_in_full(), "" if policies.privacy else _privacy())))
    taken = len(title) + len(missing) + len(small_print) + len(disclaimer()) + MAX_SHOWN_BY + SPARE_TEXT
    lines = _fitting(list(map(_source_line, sources)), BUDGET.text - taken)
    missing_parts: list[Part] = [GAP, Text(missing)] if missing else []
    body = (
        Text("\n".join(lines)),
        *missing_parts,
        LINE,
        Text(small_print),
        *rows(list(policy_buttons(policies))),
    )
    return Page(title, body)


def _title(built: datetime) -> str:
    sentence = _(
        "A medical dictionary that runs on its host's own computer. It was built on {built} ({ago}) from these sources:"
    )
    return f"## Medlex {__version__}\n{sentence.format(built=format_dt(built, 'D'), ago=format_dt(built, 'R'))}"


def _source_line(source: InstalledSource) -> str:
    """A source, its publisher and edition, and the date of its installation, which Discord shows in the
    reader's format.
    """
    title, publisher = (plain_name(name, MAX_TITLE) for name in (source.title, source.publisher))
    edition = _("edition {edition}, installed {installed}").format(
        edition=plain_name(source.edition, MAX_TITLE),
        installed=format_dt(datetime.fromisoformat(source.installed), "d"),
    )
    return f"- {link(title, source.homepage)}, {publisher}, {edition}"


def _fitting(lines: list[str], max_text: int) -> Iterator[str]:
    """As many lines as fit in `max_text` characters, and a line with the number of the others."""
    for at, line in enumerate(lines):
        left = len(lines) - at
        rest = ngettext("- and {count} more: see /sources", "- and {count} more: see /sources", left).format(count=left)
        max_text -= len(line) + 1
        if max_text < len(rest):
            yield rest
            return
        yield line


def disclaimer_in_full() -> str:
    """The disclaimer in full, in three paragraphs."""
    no_advice = _(
        "**This is not medical advice.** Medlex explains medical words. It does not diagnose, "
        "treat or advise, and it knows nothing about you. Don't put off seeing a professional "
        "because of something you read here. In an emergency, call your local emergency number."
    )
    may_be_wrong = _(
        "**Definitions may be wrong.** Each one names its publisher and year. Sources can "
        "disagree, be out of date, or be written for specialists. The starter glossary has not "
        "been medically reviewed. No publisher endorses Medlex."
    )
    check_names = _(
        "**Check names.** The names of medicines and diseases can differ by a letter or two. When "
        "Medlex offers similar names, make sure you choose the right one."
    )
    return f"{no_advice}\n\n{may_be_wrong}\n\n{check_names}"


def _privacy() -> str:
    """A summary of PRIVACY.md, for a host that has not published it."""
    return _(
        "**Privacy.** Medlex sees only what you type into its commands and the buttons you press. "
        "It does not keep your look-ups. It keeps only what you ask it to, such as saved entries. "
        "It sends your words to no web service: another site sees a term only if you open a link "
        "to it."
    )
