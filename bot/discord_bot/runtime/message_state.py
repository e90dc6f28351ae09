"""Where the page stands that someone uses a component of, read from the message itself: nothing is remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import discord

from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.ui.custom_ids import (
    BACK_TEMPLATE,
    DELETE_TEMPLATE,
    GUESS_TEMPLATE,
    HEAR_TEMPLATE,
    MENU_TEMPLATE,
    TERMS_MENU,
    trail_of,
)
from bot.discord_bot.ui.origins import TO_TEMPLATE
from bot.discord_bot.ui.page_context import PageContext, TermList
from bot.discord_bot.ui.terms_menu import terms_of


def is_own_page(interaction: Interaction) -> bool:
    """Whether the page under the component is an answer to this person (or is seen by this person alone)."""
    message = interaction.message
    return message is None or message.flags.ephemeral or requester_id(message) == interaction.user.id


def requester_id(message: discord.Message) -> int | None:
    """The Discord user id of whoever used the command or component that a message answers."""
    return message.interaction_metadata.user.id if message.interaction_metadata else None


def page_context_of(interaction: Interaction) -> PageContext:
    """Where the page stands that the component is on."""
    message = interaction.message
    if message is None:
        return PageContext()
    back, shown = _state(message, BACK_TEMPLATE), _state(message, DELETE_TEMPLATE)
    to_origin = _state(message, TO_TEMPLATE)
    return PageContext(
        private=message.flags.ephemeral,
        trail=trail_of(back["trail"]) if back else (),
        shown_by=requester_id(message) if shown and shown["what"] == "shown" else None,
        terms=_terms(message),
        origin=to_origin["origin"] if to_origin else None,
    )


def next_page_context(interaction: Interaction, key: str) -> PageContext:
    """Where the page will stand that leads on from there to the entry with this key: the way back is one step longer."""
    context, here = page_context_of(interaction), _entry_shown(interaction)
    if not is_own_page(interaction):
        context = replace(context, private=True, shown_by=None)
    return context if here in {None, key} else replace(context, trail=(str(here), *context.trail))


def texts_of(message: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    """The texts of a page, from top to bottom."""
    return (part.content for part in _walk(message.components) if isinstance(part, discord.TextDisplay))


def quiz_options(interaction: Interaction) -> Iterator[tuple[re.Match[str], str]]:
    """What the `custom_id` of each option of a quiz's question says, and its label."""
    for part in _walk(interaction.message.components) if interaction.message else ():
        if match := re.fullmatch(GUESS_TEMPLATE, getattr(part, "custom_id", None) or ""):
            yield match, part.label


def _entry_shown(interaction: Interaction) -> str | None:
    """The key of the entry on the page; None on a page that shows none."""
    heard = _state(interaction.message, HEAR_TEMPLATE) if interaction.message else None
    return heard["key"] if heard else None


def _terms(message: discord.Message) -> TermList | None:
    for part in _walk(message.components):
        match = re.fullmatch(MENU_TEMPLATE, getattr(part, "custom_id", None) or "")
        if match and match["menu"] == TERMS_MENU:
            return terms_of(part.options, int(match["number"] or 0))
    return None


def _state(message: discord.Message, template: str) -> re.Match[str] | None:
    """What the first component says whose `custom_id` fits a template."""
    identifiers = (getattr(part, "custom_id", None) or "" for part in _walk(message.components))
    return next(filter(None, (re.fullmatch(template, identifier) for identifier in identifiers)), None)


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    """Every component of a message, outer before inner."""
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
