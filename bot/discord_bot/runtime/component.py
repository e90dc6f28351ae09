"""The bases of all buttons, menus and forms (Discord calls forms modals). The bot stores none of them: the action of
each is in its `custom_id`.

discord.py would store each form until it is submitted, and would know none of them after a restart. So forms
are stopped before they are shown, as views are, and the submitted fields are read from the interaction itself
(https://discord.com/developers/docs/interactions/receiving-and-responding, "Modal Submit Data Structure").
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
    """A button or menu whose action is the record in its `custom_id`. It responds in the language of the
    person who uses it, and reports errors to that person.

    A subclass lists it before `ui.DynamicItem` among its bases, names the class of the record with the
    keyword `action`, and overrides `respond`.
    """

    action_type: ClassVar[type[Any]]

    def __init_subclass__(cls, *, action: type[Action], **options: Any) -> None:
        super().__init_subclass__(template=action.TEMPLATE, **options)  # type: ignore[call-arg]  # of ui.DynamicItem
        cls.action_type = action

    def __init__(self, item: ui.Item[Any], action: Action) -> None:
        super().__init__(item)  # type: ignore[call-arg]  # of ui.DynamicItem
        self.action = action

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the component that was used, with the action read from its `custom_id`; discord.py calls this."""
        return cls(item, cls.action_type.from_match(match))

    async def callback(self, interaction: discord.Interaction[Any], /) -> None:
        """Respond, unless Discord has stopped waiting. An error is reported to the person."""
        if interaction.client.lateness.is_too_late(interaction):
            return
        try:
            await set_language(interaction)
            await self.respond(interaction)
        except Exception as error:
            await report(interaction, error)

    async def respond(self, interaction: Interaction) -> None:
        """Respond to the press of the button, or the choice in the menu, as `self.action` says."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Form(Generic[Action]):
    """A form: the class of the record in its `custom_id`, and the function that responds when it is submitted.

    `respond` gets the interaction, the record, and the content of each field by the field's `custom_id`.
    """

    action_type: type[Action]
    respond: Callable[[Interaction, Action, Mapping[str, str]], Awaitable[None]]


async def answer_form(interaction: Interaction, forms: Iterable[Form[Any]]) -> None:
    """Respond to a submitted form; an error is reported to the person. Other interactions are ignored."""
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
    """Yield the `custom_id` and content of each field; for a menu, the content is the chosen value."""
    for component in components:
        field = component.get("component", component)
        if "custom_id" in field:
            yield field["custom_id"], field.get("value") or next(iter(field.get("values") or ()), "")
