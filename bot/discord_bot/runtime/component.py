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

from bot.discord_bot.runtime.admission import admit
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.errors import give_back, outdated, report
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.errors import RepeatedError

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
        """Respond, unless the press is not to be answered. An error is reported to the person."""
        try:
            if await admit(interaction):
                await self.respond(interaction)
        except Exception as error:
            await report(interaction, error)

    async def respond(self, interaction: Interaction) -> None:
        """Respond to the press of the button, or the choice in the menu, as `self.action` says."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Form(Generic[Action]):
    """A form: the class of the record in its `custom_id`, and the function that responds when it is submitted.

    `respond` gets the interaction, the record, and the content of each field by the field's `custom_id`. `text_field` is
    the `custom_id` of the field with a long text, which is given back if it could not be used.
    """

    action_type: type[Action]
    respond: Callable[[Interaction, Action, Mapping[str, str]], Awaitable[None]]
    text_field: str = ""


async def answer_form(interaction: Interaction, forms: Iterable[Form[Any]]) -> None:
    """Respond to a submitted form; an error is reported to the person. Other interactions are ignored."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    try:
        if await admit(interaction):
            await _respond(interaction, forms)
    except Exception as error:
        await report(interaction, error)


async def _respond(interaction: Interaction, forms: Iterable[Form[Any]]) -> None:
    """Respond to a form. Raises UsageError if it is none of ours, or was made by a version with other fields."""
    data: Mapping[str, Any] = dict(interaction.data or {})
    for form in forms:
        if action := form.action_type.decode(data["custom_id"]):
            await _respond_to(form, interaction, action, Fields(_fields(data["components"])))
            return
    raise outdated()


async def _respond_to(form: Form[Action], interaction: Interaction, action: Action, fields: Fields) -> None:
    """Respond to a form. After an error people get back the long text that they wrote, unless it is stored: Discord
    forgets it with the form.
    """
    try:
        await form.respond(interaction, action, fields)
    except Exception as error:
        await report(interaction, error)
        if not isinstance(error, RepeatedError) and (text := fields.get(form.text_field)):
            await give_back(interaction, text)


async def answer_stale_component(interaction: Interaction, components: Iterable[type[ui.DynamicItem[Any]]]) -> None:
    """Tell whoever used a button or menu that it is outdated, if none of these components has its `custom_id`. Other
    interactions are ignored.
    """
    if interaction.type is not discord.InteractionType.component:
        return
    data: Mapping[str, Any] = dict(interaction.data or {})
    custom_id = str(data.get("custom_id", ""))
    if any(component.__discord_ui_compiled_template__.fullmatch(custom_id) for component in components):
        return
    try:
        await _refuse(interaction)
    except Exception as error:
        await report(interaction, error)


async def _refuse(interaction: Interaction) -> None:
    if await admit(interaction):
        raise outdated()


class Fields(dict[str, str]):
    """The content of the fields of a form, by `custom_id`."""

    def __missing__(self, name: str) -> str:
        """Raise UsageError for a field that the form did not have: it was shown before an update."""
        raise outdated()


def _fields(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the `custom_id` and content of each field; for a menu, the content is the chosen value."""
    for component in components:
        field = component.get("component", component)
        if "custom_id" in field:
            yield field["custom_id"], field.get("value") or next(iter(field.get("values") or ()), "")
