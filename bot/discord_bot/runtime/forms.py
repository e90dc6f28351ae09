"""Forms that people fill in (Discord calls them modals): their whole state is in their `custom_id`, as with buttons.

discord.py would keep each form that it shows until it comes back, and know none after a restart. So forms are stopped before
they are shown, as pages are, and what comes back is read from the interaction itself
(https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.discord_bot.runtime.context import Interaction, set_language
from bot.discord_bot.runtime.errors import report

Act = Callable[[Interaction, re.Match[str], Mapping[str, str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of form: what its `custom_id` looks like, and what is done with what was filled in (by `custom_id`)."""

    template: str
    act: Act


async def answer_form(interaction: Interaction, forms: Iterable[Form]) -> None:
    """Do what a form is for when one has come back; tell the person when it goes wrong. Other interactions are left alone."""
    is_form = interaction.type is discord.InteractionType.modal_submit
    if not is_form or interaction.client.lateness.is_too_late(interaction):
        return
    data: Mapping[str, Any] = dict(interaction.data or {})
    for form in forms:
        if match := re.fullmatch(form.template, data["custom_id"]):
            try:
                await set_language(interaction)
                await form.act(interaction, match, dict(_fields(data["components"])))
            except Exception as error:
                await report(interaction, error)


def _fields(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The `custom_id` and content of each field; the one chosen value of a menu."""
    for component in components:
        field = component.get("component", component)
        if "custom_id" in field:
            yield field["custom_id"], field.get("value") or next(iter(field.get("values") or ()), "")
