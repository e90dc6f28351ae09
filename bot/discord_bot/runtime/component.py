"""The base of all buttons and menus, and of all forms (Discord calls them modals). None of them is kept by the bot: everything that
they do is in their `custom_id`.

discord.py would keep each form that it shows until it comes back, and know none after a restart. So forms are stopped before they
are shown, as pages are, and what comes back is read from the interaction itself
(https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

import discord
from discord import ui

from bot.discord_bot.runtime.context import Interaction, set_language
from bot.discord_bot.runtime.errors import report
from bot.discord_bot.ui.custom_ids.record import CustomId

Action = TypeVar("Action", bound=CustomId)


class StatelessComponent(Generic[Action]):
    """A button or menu that does what the record in its `custom_id` says, in the language of whoever uses it, and reports errors.

    It stands before `ui.DynamicItem` among the bases of a class, whose keyword `action` names the class of the record and whose
    `respond` says what is done.
    """

    action_type: ClassVar[type[Any]]

    def __init_subclass__(cls, *, action: type[Action], **options: Any) -> None:
        super().__init_subclass__(template=action.TEMPLATE, **options)  # type: ignore[call-arg]  # that of ui.DynamicItem
        cls.action_type = action

    def __init__(self, item: ui.Item[Any], action: Action) -> None:
        super().__init__(item)  # type: ignore[call-arg]  # that of ui.DynamicItem
        self.action = action

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the component that was used: its `custom_id` is all that is known of it."""
        return cls(item, cls.action_type.from_match(match))

    async def callback(self, interaction: discord.Interaction[Any], /) -> None:
        """Respond, unless Discord has stopped waiting; tell the person when it goes wrong."""
        if interaction.client.lateness.is_too_late(interaction):
            return
        try:
            await set_language(interaction)
            await self.respond(interaction)
        except Exception as error:
            await report(interaction, error)

    async def respond(self, interaction: Interaction) -> None:
        """Do what the component is for."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Form(Generic[Action]):
    """A form: the class of the record in its `custom_id`, and what is done with the record and with what was filled in, by the
    `custom_id` of each field.
    """

    action_type: type[Action]
    respond: Callable[[Interaction, Action, Mapping[str, str]], Awaitable[None]]


async def answer_form(interaction: Interaction, forms: Iterable[Form[Any]]) -> None:
    """Do what a form is for when one has come back; tell the person when it goes wrong. Other interactions are ignored."""
    is_form = interaction.type is discord.InteractionType.modal_submit
    if not is_form or interaction.client.lateness.is_too_late(interaction):
        return
    data: Mapping[str, Any] = dict(interaction.data or {})
    for form in forms:
        if action := form.action_type.decode(data["custom_id"]):
            try:
                await set_language(interaction)
                await form.respond(interaction, action, dict(_fields(data["components"])))
            except Exception as error:
                await report(interaction, error)


def _fields(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the `custom_id` and content of each field; of a menu the one chosen value."""
    for component in components:
        field = component.get("component", component)
        if "custom_id" in field:
            yield field["custom_id"], field.get("value") or next(iter(field.get("values") or ()), "")
