"""The state of a message, read from its own components: the context of its page, the options of a quiz, its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar, cast

import discord

from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.errors import outdated
from bot.discord_bot.ui.custom_ids.entry import GoBack, OpenTerm, Pronounce, ShowTab
from bot.discord_bot.ui.custom_ids.lists import BackToList
from bot.discord_bot.ui.custom_ids.quiz import Guess
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.custom_ids.sharing import DeletePage
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.page_context import PageContext, TermList
from bot.discord_bot.ui.renderer import page_in
from bot.discord_bot.ui.terms_menu import terms_of

Action = TypeVar("Action", bound=CustomId)


def is_own_page(interaction: Interaction) -> bool:
    """Return True if the page with the component answers this person, or if only this person sees it."""
    message = interaction.message
    return message is None or message.flags.ephemeral or requester_id(message) == interaction.user.id


def requester_id(message: discord.Message) -> int | None:
    """Return the Discord id of the user whose command or component a message answers; None if it answers none."""
    return message.interaction_metadata.user.id if message.interaction_metadata else None


def page_context_of(interaction: Interaction) -> PageContext:
    """Return the context of the page that the component is on."""
    message = interaction.message
    if message is None:
        return PageContext()
    back, delete, to_list = _first(message, GoBack), _first(message, DeletePage), _first(message, BackToList)
    return PageContext(
        private=message.flags.ephemeral,
        trail=back.trail if back else (),
        shown_by=requester_id(message) if delete and delete.shown else None,
        terms=_terms(message),
        origin=to_list.origin if to_list else None,
    )


def next_page_context(interaction: Interaction, key: str) -> PageContext:
    """Return the context of a page for the entry with this key, opened from the page that the component is
    on: its trail is one entry longer.

    Anybody but the person whom the old page answers gets the new one privately.
    """
    context, here = page_context_of(interaction), _entry_shown(interaction)
    if not is_own_page(interaction):
        context = replace(context, private=True, shown_by=None)
    return context if here in {None, key} else replace(context, trail=(str(here), *context.trail))


def shown_page(interaction: Interaction) -> Page:
    """Return the page that the component is on, as it was sent. Raises UsageError if that is none of our pages."""
    try:
        return page_in(cast("discord.Message", interaction.message))
    except ValueError as error:
        raise outdated() from error


def texts_of(message: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    """Yield the texts of a page, from top to bottom, in Markdown."""
    return (part.content for part in _walk(message.components) if isinstance(part, discord.TextDisplay))


def quiz_options(interaction: Interaction) -> Iterator[tuple[Guess, str]]:
    """Yield the record and the label of each option of a quiz's question."""
    for part in _walk(interaction.message.components) if interaction.message else ():
        if guess := Guess.decode(_custom_id(part)):
            yield guess, part.label


def _entry_shown(interaction: Interaction) -> str | None:
    """Return the key of the entry on the page; None on a page that shows none."""
    message = interaction.message
    found = (_first(message, ShowTab) or _first(message, Pronounce)) if message else None
    return found.key if found else None


def _terms(message: discord.Message) -> TermList | None:
    for part in _walk(message.components):
        if menu := OpenTerm.decode(_custom_id(part)):
            return terms_of(part.options, menu.more)
    return None


def _first(message: discord.Message, action: type[Action]) -> Action | None:
    """Return the first record of this class in a component of the message."""
    return next(filter(None, (action.decode(_custom_id(part)) for part in _walk(message.components))), None)


def _custom_id(part: Any) -> str:
    return getattr(part, "custom_id", None) or ""


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    """Yield every component of a message, outer before inner."""
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
