"""Every sentence about the sources of the dictionary."""

from __future__ import annotations

from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.terms.source import InstalledSource

LONGEST_LINE = 120
LONGEST_ATTRIBUTION = 400


def title(count: int) -> str:
    """What stands above the sources."""
    said = ngettext(
        "The dictionary is put together from {count} source.",
        "The dictionary is put together from {count} sources, plainest first.",
        count,
    )
    return _("## Sources") + "\n" + said.format(count=count)


def edition(source: InstalledSource, installed: str) -> str:
    """Which edition it is, of which year where its name is another, and when it was installed."""
    if source.edition == str(source.year):
        return _("Edition {edition}, installed {installed}").format(edition=source.year, installed=installed)
    return _("Edition {edition} ({year}), installed {installed}").format(
        edition=plain_name(source.edition, LONGEST_LINE), year=source.year, installed=installed
    )


def counts(source: InstalledSource) -> str:
    """How much there is in it."""
    return _("{concepts:,} concepts, {names:,} names, {definitions:,} definitions").format(
        concepts=Quantity(source.concepts), names=Quantity(source.names), definitions=Quantity(source.definitions)
    )


def licence(source: InstalledSource) -> str:
    """Under which licence it may be shown."""
    return _("Licence: {licence}").format(licence=plain_name(source.licence, LONGEST_LINE))


def attribution(source: InstalledSource) -> str:
    """What its publisher wants to be said, in the publisher's words."""
    return f"-# {plain_name(source.attribution, LONGEST_ATTRIBUTION)}" if source.attribution else ""


def nothing_missing() -> str:
    """What is said when all default sources are installed."""
    return _("All sources that are installed by default are there.")
