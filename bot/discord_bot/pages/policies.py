"""The buttons to what a host publishes about privacy and terms of use."""

from __future__ import annotations

from collections.abc import Iterator

from discord import ui

from bot.discord_bot.features.help import wording
from bot.discord_bot.ui.components import Page
from bot.settings import Policies


def policy_buttons(policies: Policies) -> Iterator[ui.Button[Page]]:
    """A link to each that is published."""
    if policies.privacy:
        yield ui.Button(label=wording.privacy_link(), url=policies.privacy)
    if policies.terms:
        yield ui.Button(label=wording.terms_link(), url=policies.terms)
