"""Parts of pages that depend on the people who run the bot: their policies, and the default sources that they lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.discord_bot.ui.markdown import plain
from bot.discord_bot.ui.page import Button
from bot.discord_bot.ui.translation import _
from bot.settings import Policies
from bot.sources.catalogue import missing_defaults
from bot.terms.source import InstalledSource


def policy_buttons(policies: Policies) -> Iterator[Button]:
    """A link button for each policy that the host has published."""
    if policies.privacy:
        yield Button(_("Privacy"), url=policies.privacy)
    if policies.terms:
        yield Button(_("Terms of use"), url=policies.terms)


def missing_sources_line(sources: Sequence[InstalledSource]) -> str:
    """The line that names the default sources that are not installed, and how to install them; empty if none
    is missing.
    """
    missing = [source.title for source in missing_defaults(source.id for source in sources)]
    if not missing:
        return ""
    sentence = _("**Not installed yet:** {titles}. The people who run this bot can add them with `medlex install`.")
    return sentence.format(titles=", ".join(map(plain, missing)))
